"""Several choices."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.kinds.asking import asked, options, parsed, typed
from webapp.kinds import KINDS

DAYS = options("Monday", "Tuesday", "Friday", other="Another day", exclusive="None of these")
KEYS = ["o_1", "o_2", "o_3", "o_other"]


def test_ticks_come_in_the_order_of_the_options() -> None:
    assert parsed("choices", {"keys": ["o_3", "o_1"]}, options=DAYS) == ["o_1", "o_3"]


def test_a_value_posted_twice_counts_once() -> None:
    raw = typed("choices", ("f_a", "o_1"), ("f_a", "o_1"))
    assert parsed("choices", raw, options=DAYS, min=2, label="Days") == "Tick 2 or more under “Days”"


def test_limits_are_named() -> None:
    assert parsed("choices", {"keys": ["o_1", "o_2"]}, label="Days", max=1, options=DAYS) == "Tick 1 or fewer under “Days”"


def test_none_of_these_goes_with_no_other() -> None:
    sentence = parsed("choices", {"keys": ["o_1", "o_exclusive"]}, label="Days", options=DAYS)
    assert sentence == "Under “Days”, tick either “None of these” or other options, not both"


def test_none_of_these_is_enough_whatever_the_smallest_number() -> None:
    assert parsed("choices", {"keys": ["o_exclusive"]}, min=2, options=DAYS) == ["o_exclusive"]


def test_unknown_options_are_refused_and_not_dropped_in_silence() -> None:
    assert parsed("choices", {"keys": ["o_1", "o_9"]}, label="Days", options=DAYS) == "Select only options listed under “Days”"


def test_a_required_one_must_have_a_tick() -> None:
    assert parsed("choices", typed("choices"), label="Days", required=True, options=DAYS) == "Select your days"


def test_a_field_list_index_is_no_control_of_ours() -> None:
    assert typed("choices", ("f_a-²-a", "o_1"), ("f_a-0", "o_1")) is None


@given(st.lists(st.sampled_from(KEYS), min_size=1, unique=True), st.text("ab ", min_size=1).filter(str.strip))
def test_accepted_choices_survive_being_typed_again(keys: list[str], text: str) -> None:
    value = parsed("choices", {"keys": keys, "text": text}, options=DAYS)
    question = asked("choices", options=DAYS)
    assert isinstance(value, list)
    assert parsed("choices", KINDS["choices"].retype(question, value), options=DAYS) == value


def test_it_is_shown_as_a_list_and_written_in_one_cell() -> None:
    question, value = asked("choices", options=DAYS), ["o_1", {"key": "o_other", "text": "Sunday"}]
    assert KINDS["choices"].display(question, value).items == ("Monday", "Another day: Sunday")
    assert KINDS["choices"].cells(question, value) == ("Monday; Another day: Sunday",)
    assert KINDS["choices"].keys(question, value) == ("o_1", "o_other")


@pytest.mark.parametrize("raw", [None, "o_1", [], {"keys": "o_1"}, {"keys": [1, None]}])
def test_whatever_an_old_draft_holds_does_no_harm(raw: object) -> None:
    assert parsed("choices", raw, options=DAYS) is None
