"""What takes a place, in which order, and the names of what is counted."""

import pytest

from tests.models.documents import defined, filling, item, option
from webapp.kinds import KINDS
from webapp.models.capacity import form_scope, option_of, option_scope, scopes_of

WORKSHOPS = [option("pot", "Pottery", cap=12), option("chess", "Chess")]
DAYS = [option("mon", "Monday", cap=3), option("tue", "Tuesday", cap=3)]


def test_an_answer_takes_a_place_of_each_option_that_has_a_number_of_them() -> None:
    form = defined([item("w", "choice", options=WORKSHOPS), item("d", "choices", options=DAYS)])
    picks = filling(form, {"f_w": "pot", "f_d": ["tue", "mon"]}).picks()
    assert list(scopes_of(7, form, picks)) == ["option:7:f_d:mon", "option:7:f_d:tue", "option:7:f_w:pot"]


def test_an_option_without_a_number_takes_none() -> None:
    form = defined([item("w", "choice", options=WORKSHOPS)])
    assert scopes_of(7, form, filling(form, {"f_w": "chess"}).picks()) == {}


def test_what_is_not_asked_takes_none() -> None:
    never = {"f": "f_a", "op": "eq", "v": "yes"}
    form = defined([item("a"), item("w", "choice", options=WORKSHOPS, show=never)])
    assert list(filling(form, {"f_a": "no", "f_w": "pot"}).picks()) == []


def test_the_form_comes_before_its_options_and_each_pick_counts_once() -> None:
    form = defined([item("w", "choice", options=WORKSHOPS)], settings={"quota": 30})
    assert scopes_of(7, form, [("f_w", "pot"), ("f_w", "pot")]) == {"form:7": 1, "option:7:f_w:pot": 2}


def test_an_option_where_people_type_their_own_takes_a_place_too() -> None:
    assert list(KINDS["choice"].picks("f_w", {}, {"key": "own", "text": "Drums"})) == [("f_w", "own")]
    assert list(KINDS["choices"].picks("f_w", {}, ["a", {"key": "own", "text": "Drums"}])) == [("f_w", "a"), ("f_w", "own")]


@pytest.mark.parametrize("key", ["o_1", "A-b_9", "x" * 63])
def test_a_scope_leads_back_to_its_option(key: str) -> None:
    assert option_of(option_scope(7, "f_w", key)) == ("f_w", key)
    assert option_of(form_scope(7)) is None


def test_the_longest_scope_fits_its_column() -> None:
    from_models = option_scope(2**63 - 1, "f_" + "u" * 18, "k" * 63)
    assert len(from_models) <= 120
