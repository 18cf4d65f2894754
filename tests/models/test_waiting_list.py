"""The line for what is full: joined by who agreed to wait, moved forward by every place that is given back."""

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from tests.support.acting import person
from tests.support.forms import make_form, republish
from tests.support.make import make_user
from tests.support.places import asked, everything_adds_up, line, send, take_back, used
from tests.support.stage import count, found, only, saving
from webapp.extensions import db
from webapp.models.capacity import form_scope
from webapp.models.event import Event
from webapp.models.form import Form
from webapp.models.form_status import FormStatus
from webapp.models.outbox import OutboxMail
from webapp.models.permissions import Refused
from webapp.models.person import Person
from webapp.models.reviewing import held, move
from webapp.models.status_acts import change_status
from webapp.models.submission import Capacity, Submission
from webapp.models.waiting_list import move_up, offer
from webapp.models.waiting_place import WaitingPlace


def full_form(app: Flask, pottery: int | None = None, waiting: int = 2, **settings: object) -> Form:
    """One place, of Pottery or of the whole form; one has it, others wait."""
    form = make_form(asked(pottery), waiting=True, **settings)
    assert [send(app, form) for _ in range(1 + waiting)] == [303] * (1 + waiting)
    return form


def placed() -> list[int]:
    """The numbers of the submissions that were given a place, in that order."""
    order = found(select(Submission.id).order_by(Submission.id))
    events = found(select(Event.target_id).where(Event.action == "submission.placed").order_by(Event.id))
    return [order.index(one) + 1 for one in events]


def settle(which: int, status: str) -> None:
    """Staff give the submission of this number another status."""
    submission, staff = found(select(Submission).order_by(Submission.id))[which - 1], person(make_user("staff"))
    with saving():
        row = held(submission.id, submission.form_id)
        move(row, by=staff, status=status, row_version=row.row_version)


def test_who_comes_when_an_option_is_full_waits_in_order(app: Flask) -> None:
    form = full_form(app, 1)
    assert (used(form), line(form, "o_pottery")) == ([1], [2, 3])
    assert everything_adds_up(form)


def test_without_a_waiting_list_nobody_waits(app: Flask) -> None:
    form = make_form(asked(1))
    assert [send(app, form), send(app, form)] == [303, 409]
    assert count(WaitingPlace) == 0


def test_a_place_that_is_given_back_goes_to_the_first_with_a_mail_and_an_event(app: Flask) -> None:
    form = full_form(app, 1)
    take_back(0)
    assert (used(form), line(form, "o_pottery"), placed()) == ([1], [3], [2])
    mail = only(select(OutboxMail).where(OutboxMail.dedupe_key.like("place:%")))
    assert mail.user_id == found(select(Submission.user_id).order_by(Submission.id))[1]
    assert "a place became free for Pottery in “Summer course”, and it is yours." in mail.body


def test_who_withdraws_while_they_wait_leaves_the_line_and_nothing_else(app: Flask) -> None:
    form = full_form(app, 1)
    take_back(1)
    assert (used(form), line(form, "o_pottery"), placed()) == ([1], [3], [])


def test_refusing_frees_the_place(app: Flask) -> None:
    form = full_form(app, quota=1)
    settle(1, "refused")
    assert (line(form), placed()) == ([3], [2])
    assert everything_adds_up(form)


def test_what_was_refused_needs_a_free_place_to_be_taken_up_again(app: Flask) -> None:
    form = full_form(app, quota=1, waiting=1)
    settle(1, "refused")
    with pytest.raises(Refused, match="every place is taken"):
        settle(1, "in_progress")
    republish(form, asked(), quota=2, waiting=True)
    settle(1, "in_progress")
    assert found(select(Capacity.used)) == [2]


def test_more_places_go_to_those_who_wait(app: Flask) -> None:
    form = full_form(app, 1, waiting=3)
    republish(form, asked(3), waiting=True)
    assert (used(form), line(form, "o_pottery"), placed()) == ([3], [4], [2, 3])


def test_an_option_that_is_no_longer_counted_has_room_for_all_who_wait(app: Flask) -> None:
    form = full_form(app, 1)
    republish(form, asked(), waiting=True)
    assert (used(form), count(WaitingPlace), placed()) == ([], 0, [2, 3])


def test_who_waits_for_the_form_holds_no_option(app: Flask) -> None:
    form = full_form(app, 1, quota=1)
    assert (line(form), line(form, "o_pottery"), used(form)) == ([2, 3], [], [1])
    republish(form, asked(1), quota=2, waiting=True)
    assert (line(form), line(form, "o_pottery"), placed()) == ([3], [2], [2])
    take_back(0)
    assert (line(form), line(form, "o_pottery"), placed()) == ([], [3], [2, 3, 2])
    assert everything_adds_up(form)


def test_nobody_takes_a_place_past_those_who_wait(app: Flask) -> None:
    form = full_form(app, quota=1, waiting=1)
    with saving() as session:
        session.execute(update(WaitingPlace).values(number=2))
        session.execute(update(Capacity).values(cap=2))
    send(app, form)
    assert line(form) == [2, 3]


def test_somebody_is_moved_up(app: Flask) -> None:
    form = full_form(app, quota=1, waiting=3)
    forward(4)
    assert line(form) == [2, 4, 3]
    forward(2)
    assert line(form) == [2, 4, 3]
    take_back(0)
    assert placed() == [2]


def forward(which: int) -> None:
    staff = person(make_user("staff"))
    with saving():
        move_up(place_of(which), by=staff)


def place_of(which: int) -> WaitingPlace:
    """Of the submission of this number, for a change."""
    wanted = select(Submission.id).order_by(Submission.id).offset(which - 1).limit(1).scalar_subquery()
    return db.session.scalars(select(WaitingPlace).where(WaitingPlace.submission_id == wanted)).one()


def test_a_place_given_out_of_turn_is_one_more(app: Flask) -> None:
    form = full_form(app, quota=1)
    staff = person(make_user("staff"))
    with saving():
        offer(place_of(3), by=staff)
    assert (line(form), placed(), found(select(Capacity.cap))) == ([2], [3], [2])
    assert everything_adds_up(form)


def test_the_schema_keeps_lines_in_order(app: Flask) -> None:
    form = full_form(app, quota=1)
    with pytest.raises(IntegrityError), saving() as session:
        session.execute(update(WaitingPlace).values(turn=1))
    with pytest.raises(IntegrityError), saving() as session:
        session.execute(update(WaitingPlace).values(scope="form:999"))
    with pytest.raises(IntegrityError), saving() as session:
        session.execute(update(WaitingPlace).values(number=0))
    assert line(form) == [2, 3]


def test_a_line_keeps_its_form_s_count_from_being_deleted(app: Flask) -> None:
    form = full_form(app, quota=1)
    with pytest.raises(IntegrityError), saving() as session:
        session.delete(session.get_one(Capacity, form_scope(form.id)))


def test_a_status_that_is_used_does_not_give_places_back_by_another_phase(app: Flask) -> None:
    form = full_form(app, quota=1)
    settle(1, "accepted")
    with pytest.raises(Refused, match="what is refused has no place"):
        call_refused(form)
    assert everything_adds_up(form)


def call_refused(form: Form) -> None:
    """What is accepted is called refused from now on."""
    with saving() as session:
        status = session.get_one(FormStatus, (form.id, "accepted"))
        own = session.get_one(Form, form.id)
        change_status(own, "accepted", by=Person.command_line(), version=status.version, phase="refused")
