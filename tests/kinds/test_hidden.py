"""Hidden values."""

from typing import Any

import pytest

from tests.kinds.asking import asked, parsed
from tests.kinds.test_question import drawn
from tests.models.documents import defined, item
from webapp.kinds import KINDS
from webapp.models.answering import Filling
from webapp.models.definition import Definition, Malformed
from webapp.models.submission_rows import summary_of

FORM = [item("from", "hidden", default="nowhere"), item("name")]


def filling(definition: Definition, **answers: Any) -> Filling:
    return Filling(definition, {f"f_{name}": value for name, value in answers.items()}, today=None)


def test_what_came_is_kept_and_bounded() -> None:
    assert parsed("hidden", " newsletter\n") == "newsletter"


@pytest.mark.parametrize("raw", [None, "", "\u200b", "x" * 10_000, "a\x00", ["x"], {"x": "y"}])
def test_what_does_not_fit_was_not_given_for_nobody_could_mend_it(raw: Any) -> None:
    assert parsed("hidden", raw, default="nowhere") == "nowhere"
    assert parsed("hidden", raw, required=True) is None


def test_nothing_of_it_is_seen_on_the_page() -> None:
    assert drawn("hidden", {"f_a": "x"}, label="Came from").strip() == '<input type="hidden" name="f_a" value="x">'


def test_staff_see_it_and_who_fills_in_does_not() -> None:
    filled = filling(defined(FORM), **{"from": "newsletter", "name": "Ada"})
    assert [row.uid for page in filled.summary() for row in page.rows] == ["f_name"]
    assert [row.text for page in filled.summary(unseen=True) for row in page.rows] == ["newsletter", "Ada"]
    assert summary_of(filled) == "Ada"


def test_an_address_may_always_fill_it_in() -> None:
    assert [question.prefill for question in defined(FORM).questions] == [True, False]


def test_it_cannot_be_required() -> None:
    with pytest.raises(Malformed, match="nobody sees the question"):
        defined([item("from", "hidden", required=True)])


def test_it_has_every_face() -> None:
    assert KINDS["hidden"].keys(asked("hidden"), "News") == ("news",)
