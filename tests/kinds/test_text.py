"""Short text, and the cleaning that all typed text goes through."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.kinds.asking import asked, parsed, typed
from webapp.kinds import KINDS


def test_text_is_trimmed_and_composed() -> None:
    assert parsed("text", "  Zoe\u0308 ") == "Zoë"


def test_a_line_break_becomes_a_space() -> None:
    assert parsed("text", "one\r\ntwo\u2028three\tfour") == "one two three four"


@pytest.mark.parametrize("nothing", ["", "   ", "\u200b", "\u200b\ufeff \u2060", "\u00a0", "\u00ad\u200e\u0301", "\x07", None, 7])
def test_what_cannot_be_seen_is_no_answer(nothing: object) -> None:
    assert parsed("text", nothing) is None
    assert parsed("text", nothing, label="Child's name", required=True) == "Enter your child's name"


@pytest.mark.parametrize("broken", ["a\x00b", "a\ud800b", "a\udfff", "caf\ufffd"])
def test_what_databases_cannot_keep_is_refused(broken: str) -> None:
    raw = typed("text", ("f_a", broken))
    assert raw.encode()
    assert "\x00" not in raw
    assert parsed("text", raw) == "Name contains a character that cannot be read: delete it or type it again"


def test_length_is_counted_in_code_points_after_composing() -> None:
    assert parsed("text", "e\u0301" * 5, max=5) == "é" * 5
    assert parsed("text", "😀" * 5, max=5) == "😀" * 5
    assert parsed("text", "abcdef", max=5) == "Name must be 5 characters or fewer"


def test_too_short_says_how_long() -> None:
    assert parsed("text", "ab", min=3) == "Name must be 3 characters or more"


def test_a_question_that_the_page_did_not_have_was_not_typed() -> None:
    assert typed("text", ("f_b", "x")) is None


def test_the_first_of_two_values_counts() -> None:
    assert typed("text", ("f_a", "one"), ("f_a", "two")) == "one"


@given(st.text(max_size=100))
def test_an_accepted_text_survives_being_typed_again(raw: str) -> None:
    value = parsed("text", typed("text", ("f_a", raw)))
    if value is not None and not value.startswith("Name contains"):
        assert parsed("text", KINDS["text"].retype(asked("text"), value)) == value


@given(st.text(max_size=300))
def test_keys_fit_their_column(text: str) -> None:
    (key,) = KINDS["text"].keys(asked("text"), text)
    assert len(key) <= 64
