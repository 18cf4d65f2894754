"""Names of people."""

from typing import Any

import pytest

from tests.kinds.asking import asked, parsed, typed, wrong_part
from webapp.kinds import KINDS

PERSON = KINDS["person"]
TWO = {"label": "Child's name", "boxes": "two", "required": True}


def test_one_box_takes_every_name() -> None:
    assert parsed("person", "  Suharto ") == {"name": "Suharto"}
    assert PERSON.text(asked("person"), {"name": "Suharto"}) == "Suharto"


def test_two_boxes_are_sorted_by_last_name() -> None:
    value = parsed("person", {"given": "Ada", "family": "Lovelace"}, **TWO)
    question = asked("person", **TWO)
    assert (PERSON.text(question, value), PERSON.keys(question, value)) == ("Ada Lovelace", ("lovelace, ada",))
    assert PERSON.cells(question, value) == ("Ada", "Lovelace")
    assert PERSON.columns(question) == ("Child's name: First names", "Child's name: Last name")


@pytest.mark.parametrize(
    ("raw", "sentence", "part"),
    [
        ({"given": "Ada", "family": ""}, "Child's name must include a last name", "family"),
        ({"given": "\u200b", "family": "L"}, "Child's name must include a first name", "given"),
        ("Ada", "Child's name must include a last name", "family"),
        ({}, "Enter your child's name", "given"),
        (["Ada"], "Enter your child's name", "given"),
        ({"given": ["Ada"], "family": None}, "Enter your child's name", "given"),
        ({"given": "a" * 10_000}, "Child's name: “First names” must be 200 characters or fewer", "given"),
        (
            {"given": "A", "family": "b\x00"},
            "Child's name: “Last name” contains a character that cannot be read: type it again",
            "family",
        ),
    ],
)  # fmt: skip
def test_a_part_that_is_missing_or_unfit_is_named(raw: Any, sentence: str, part: str) -> None:
    assert parsed("person", raw, **TWO) == sentence
    assert wrong_part("person", raw, **TWO) == part


def test_browsers_offer_names_only_of_the_person_who_fills_in() -> None:
    tokens = [part.autocomplete for part in PERSON.parts(asked("person", boxes="two", own=True))]
    assert tokens == ["given-name", "family-name"]
    assert PERSON.drawing(asked("person")).autocomplete is None


def test_both_pages_of_the_question_are_read() -> None:
    assert typed("person", ("f_a", "Ada")) == "Ada"
    assert typed("person", ("f_a-given", "Ada"), ("f_a-family", "\x00")) == {"given": "Ada", "family": "\ufffd"}
    assert typed("person", ("f_b", "Ada")) is None
