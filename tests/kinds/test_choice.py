"""Single choice."""

import pytest

from tests.kinds.asking import asked, options, parsed, typed
from webapp.kinds import KINDS

WORKSHOPS = options("Pottery", "Chess", other="Something else")


def test_a_picked_option_is_its_key() -> None:
    assert parsed("choice", typed("choice", ("f_a", "o_2")), options=WORKSHOPS) == "o_2"


def test_nothing_picked_says_what_to_pick() -> None:
    assert parsed("choice", {"keys": []}, label="Workshop", required=True, options=WORKSHOPS) == "Select your workshop"
    assert parsed("choice", typed("choice", ("f_a", "")), options=WORKSHOPS) is None


@pytest.mark.parametrize("keys", [["o_9"], ["o_1", "o_2"], ["o_1", "o_9"], ["Pottery"]])
def test_only_one_option_of_the_list_is_accepted(keys: list[str]) -> None:
    sentence = parsed("choice", {"keys": keys}, label="Workshop", options=WORKSHOPS)
    assert sentence == "Select one of the options listed under “Workshop”"


def test_other_comes_with_what_was_typed() -> None:
    raw = typed("choice", ("f_a", "o_other"), ("f_a-other", " Jug\u200bgling "))
    assert parsed("choice", raw, options=WORKSHOPS) == {"key": "o_other", "text": "Jug\u200bgling"}


@pytest.mark.parametrize("text", ["", "  ", "\u200b"])
def test_other_without_words_is_refused(text: str) -> None:
    raw = {"keys": ["o_other"], "text": text}
    assert parsed("choice", raw, label="Workshop", options=WORKSHOPS) == "Say what “Something else” is in Workshop"


def test_words_behind_other_do_not_count_while_another_option_is_picked() -> None:
    assert parsed("choice", {"keys": ["o_1"], "text": "Juggling"}, options=WORKSHOPS) == "o_1"


@pytest.mark.parametrize(("count", "control"), [(15, "radios"), (16, "select")])
def test_many_options_become_a_list(count: int, control: str) -> None:
    question = asked("choice", options=options(*map(str, range(count))))
    assert KINDS["choice"].control(question) == control


def test_200_000_posted_values_are_not_kept() -> None:
    raw = typed("choice", *(("f_a", f"o_{place}") for place in range(200_000)))
    assert len(raw["keys"]) <= 501


@pytest.mark.parametrize("value", ["o_1", {"key": "o_other", "text": "Juggling"}])
def test_an_accepted_choice_survives_being_typed_again(value: object) -> None:
    question = asked("choice", options=WORKSHOPS)
    assert parsed("choice", KINDS["choice"].retype(question, value), options=WORKSHOPS) == value


def test_it_is_shown_by_its_label_and_sorted_by_its_key() -> None:
    question = asked("choice", options=WORKSHOPS)
    value = {"key": "o_other", "text": "Juggling"}
    assert KINDS["choice"].text(question, value) == "Something else: Juggling"
    assert KINDS["choice"].keys(question, value) == ("o_other",)
    assert KINDS["choice"].cells(question, "o_1") == ("Pottery",)


@pytest.mark.parametrize("raw", [None, "o_1", [], {"keys": "o_1"}, {"keys": [1, None]}, {"text": 3}])
def test_whatever_an_old_draft_holds_does_no_harm(raw: object) -> None:
    assert parsed("choice", raw, options=WORKSHOPS) is None


def test_an_option_posted_twice_counts_once() -> None:
    assert parsed("choice", typed("choice", ("f_a", "o_1"), ("f_a", "o_1")), options=WORKSHOPS) == "o_1"


def test_what_is_kept_of_a_forged_option_can_be_stored() -> None:
    assert typed("choice", ("f_a", "\ud800" + "x" * 9_000))["keys"] == ["\ufffd" + "x" * 63]


@pytest.mark.parametrize(("many", "control", "is_searched"), [(15, "radios", False), (30, "select", False), (31, "select", True)])
def test_many_options_make_a_list_and_very_many_one_to_search(many: int, control: str, is_searched: bool) -> None:
    question = asked("choice", options=options(*map(str, range(many))))
    assert KINDS["choice"].control(question) == control
    assert not is_searched or KINDS["choice"].drawing(question).is_searched
