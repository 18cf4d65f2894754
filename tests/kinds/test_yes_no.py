"""Yes or no."""

import pytest

from tests.kinds.asking import asked, parsed
from webapp.kinds import KINDS


@pytest.mark.parametrize(("raw", "value"), [("yes", True), ("no", False), ("", None), (None, None)])
def test_its_values(raw: str | None, value: bool | None) -> None:
    assert parsed("yes_no", raw) is value


def test_a_blank_one_names_both_answers() -> None:
    assert parsed("yes_no", "", label="Do you drive?", required=True) == "Select “Yes” or “No” for “Do you drive?”"


@pytest.mark.parametrize("raw", ["maybe", "true", "YES", "0"])
def test_other_words_are_refused(raw: str) -> None:
    assert parsed("yes_no", raw, label="Do you drive?") == "Select “Yes” or “No” for “Do you drive?”"


def test_the_words_are_the_authors() -> None:
    question = asked("yes_no", yes={"de": "Ja"}, no={"de": "Nein"})
    assert KINDS["yes_no"].text(question, False) == "Nein"
    assert [option.label for option in question.settings["options"]] == ["Ja", "Nein"]


@pytest.mark.parametrize("value", [True, False])
def test_an_accepted_answer_survives_being_typed_again(value: bool) -> None:
    assert parsed("yes_no", KINDS["yes_no"].retype(asked("yes_no"), value)) is value
