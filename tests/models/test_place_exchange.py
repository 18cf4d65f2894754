"""Answers that change: places given up and taken in one act, and lines kept by those who still wait."""

import pytest
from flask import Flask
from sqlalchemy import select

from tests.support.forms import make_form, option, page, question
from tests.support.places import line, send, take_back, used
from tests.support.stage import found, only, saving
from webapp.models.capacity import Full, form_scope, option_scope
from webapp.models.form import Form
from webapp.models.person import Person
from webapp.models.place_exchange import exchange_places
from webapp.models.submission import Submission
from webapp.models.waiting_place import WaitingPlace


def workshops(app: Flask, *keys: str, **settings: object) -> Form:
    """Two places of Pottery, one of Chess; these were sent."""
    options = [option("Pottery") | {"cap": 2}, option("Chess") | {"cap": 1}, option("Choir")]
    form = make_form(page(question("choice", "Workshop", "f_workshop", options=options)), waiting=True, **settings)
    assert [send(app, form, key) for key in keys] == [303] * len(keys)
    return form


def exchange(form: Form, which: int, old: dict[str, int], new: dict[str, int], *accepted: str) -> None:
    """The submission of this number answers otherwise: key → places."""
    submission_id = found(select(Submission.id).order_by(Submission.id))[which - 1]
    before, after = ({scope(form, key): number for key, number in some.items()} for some in (old, new))
    with saving():
        agreed = {scope(form, key) for key in accepted}
        exchange_places(submission_id, form.id, before, after, accepted=agreed, by=Person.command_line())


def scope(form: Form, key: str) -> str:
    return option_scope(form.id, "f_workshop", key)


def test_one_option_is_given_up_for_another(app: Flask) -> None:
    form = workshops(app, "o_pottery")
    exchange(form, 1, {"o_pottery": 1}, {"o_chess": 1})
    assert (used(form), used(form, "o_chess")) == ([0], [1])


def test_what_is_given_up_goes_to_who_waits(app: Flask) -> None:
    form = workshops(app, "o_chess", "o_chess")
    exchange(form, 1, {"o_chess": 1}, {"o_choir": 1})
    assert (used(form, "o_chess"), line(form, "o_chess")) == ([1], [])


def test_a_full_option_is_refused_and_the_old_place_kept(app: Flask) -> None:
    form = workshops(app, "o_pottery", "o_chess")
    with pytest.raises(Full):
        exchange(form, 1, {"o_pottery": 1}, {"o_chess": 1})
    assert (used(form), used(form, "o_chess")) == ([1], [1])


def test_a_full_option_is_waited_for_where_that_was_accepted(app: Flask) -> None:
    form = workshops(app, "o_pottery", "o_chess")
    exchange(form, 1, {"o_pottery": 1}, {"o_chess": 1}, "o_chess")
    assert (used(form), line(form, "o_chess")) == ([0], [1])


def test_who_waits_and_needs_more_keeps_the_place_in_the_line(app: Flask) -> None:
    form = workshops(app, "o_chess", "o_chess", "o_chess")
    exchange(form, 2, {"o_chess": 1}, {"o_chess": 2}, "o_chess")
    assert (line(form, "o_chess"), found(select(WaitingPlace.number).order_by(WaitingPlace.turn))) == ([2, 3], [2, 1])
    exchange(form, 2, {"o_chess": 2}, {"o_chess": 1})
    assert (line(form, "o_chess"), used(form, "o_chess")) == ([2, 3], [1])


def test_who_needs_less_lets_the_next_one_through(app: Flask) -> None:
    form = workshops(app, "o_pottery", "o_pottery", "o_pottery")
    exchange(form, 3, {"o_pottery": 1}, {"o_pottery": 2})
    take_back(0)
    assert (used(form), line(form, "o_pottery")) == ([1], [3])
    exchange(form, 3, {"o_pottery": 2}, {"o_pottery": 1})
    assert (used(form), line(form, "o_pottery")) == ([2], [])


def test_who_has_one_place_and_needs_a_second_does_not_wait_with_half(app: Flask) -> None:
    form = workshops(app, "o_chess")
    with pytest.raises(Full):
        exchange(form, 1, {"o_chess": 1}, {"o_chess": 2}, "o_chess")
    assert (used(form, "o_chess"), line(form, "o_chess")) == ([1], [])


def test_who_waits_for_the_form_takes_nothing(app: Flask) -> None:
    form = workshops(app, "o_choir", "o_choir", quota=1)
    exchange(form, 2, {}, {"o_pottery": 1})
    assert (used(form), only(select(WaitingPlace.scope))) == ([0], form_scope(form.id))
