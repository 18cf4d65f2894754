"""Ratings."""

from decimal import Decimal
from typing import Any

import pytest

from tests.kinds.asking import asked, parsed
from webapp.kinds import KINDS

RATING = KINDS["rating"]


def test_a_point_of_the_scale_is_a_number() -> None:
    assert parsed("rating", "4") == 4
    assert RATING.text(asked("rating"), 4) == "4 of 5"


@pytest.mark.parametrize("raw", ["0", "6", "04", "٣", "1_0", "NaN", "-1", "4.0", "\u200b", "4\x00", "x" * 10_000])
def test_what_is_no_point_of_the_scale_is_refused(raw: str) -> None:
    assert parsed("rating", raw, label="How was it?") == "Select a number from 1 to 5 for “How was it?”"


@pytest.mark.parametrize("raw", [None, "", ["4"], {"a": 1}, 4])
def test_a_required_one_is_asked_for(raw: Any) -> None:
    assert parsed("rating", raw, label="How was it?", required=True, steps=10) == "Select a number from 1 to 10 for “How was it?”"


def test_ten_sorts_behind_nine_and_compares_with_what_a_condition_says() -> None:
    question = asked("rating", steps=10)
    assert RATING.keys(question, 9) < RATING.keys(question, 10)
    assert RATING.comparable("10") == RATING.comparable(10) == Decimal(10)
    assert RATING.comparable(True) is True


def test_the_ends_have_words() -> None:
    how = RATING.drawing(asked("rating", low={"en": "Not at all"}, high={"en": "Very much"}))
    assert (how.low, how.high) == ("Not at all", "Very much")
