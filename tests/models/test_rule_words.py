"""What people are told when a rule does not hold."""

from typing import Any

import pytest

from tests.models.documents import defined, item
from webapp.models.rule_edits import side
from webapp.models.rule_words import must_be

FORM = [item("from", "date", label="Start date"), item("to", "date", label="End date"), item("n", "number"), item("d", "choices")]


@pytest.mark.parametrize(
    ("key", "op", "right", "words"),
    [
        ("f_to", "ge", [{"f": "f_from"}], "End date must be the same as or after “Start date”"),
        ("f_to", "lt", ["2026-05-03"], "End date must be before 3 May 2026"),
        ("f_n", "between", ["1", "3"], "N must be between 1 and 3"),
        ("f_n", "ge", ["1000"], "N must be 1,000 or more"),
        ("count:f_d", "le", ["2"], "The number of answers to “D” must be 2 or less"),
        ("f_n", "has", ["2"], ""),
    ],
)
def test_it_is_said_from_the_rule(key: str, op: str, right: list[Any], words: str) -> None:
    assert must_be(side(key), op, right, defined(FORM)) == words


def test_it_is_said_in_the_language_of_the_form() -> None:
    german = defined(FORM, settings={"language": "de"})
    assert must_be(side("f_n"), "ge", ["1000"], german).startswith("N ")
