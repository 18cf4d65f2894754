"""Edits of a draft as people read them."""

import pytest

from webapp.languages import accented
from webapp.models.edit_words import WORDS, edit_in_words


@pytest.mark.parametrize("sentence", WORDS)
def test_every_edit_is_read_in_english_as_it_was_written(sentence: str) -> None:
    what = sentence.replace("%(name)s", "the “first” name")
    assert edit_in_words(what) == what


def test_the_words_around_a_name_are_translated_and_the_name_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("webapp.models.edit_words._", lambda sentence, **values: accented(sentence) % values)
    assert edit_in_words("Moved “Age”") == f"{accented('Moved')} “Age”"
    assert edit_in_words("Undid: Moved the page “Age”") == f"{accented('Undid')}: {accented('Moved the page')} “Age”"


def test_what_nobody_has_worded_stays_as_it_was_written() -> None:
    assert edit_in_words("Rebuilt") == "Rebuilt"
