"""Days are counted from what happened on them, on the portal's clocks, once, and also those that were missed."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy import select

from tests.models.test_waiting_list import settle
from tests.support.acting import person
from tests.support.clock import Clock
from tests.support.forms import make_form
from tests.support.make import make_user
from tests.support.places import asked, send
from tests.support.stage import count, found, own_context, saving
from webapp.jobs.counting import count_days
from webapp.models.day_counting import Day, count_day, days_to_count, span_of
from webapp.models.day_figure import CountedDay, DayFigure
from webapp.models.event import Event, StrangerEvent
from webapp.models.person import Person

VIENNA = ZoneInfo("Europe/Vienna")


def counted(measure: str) -> dict[str, int]:
    rows = found(select(DayFigure).where(DayFigure.measure == measure))
    return {row.part: row.n for row in rows}


def roll_up(clock: Clock) -> int:
    clock.move(days=1)
    with own_context():
        return count_days(lambda: False)


def note(action: str, by: Person, **detail: object) -> None:
    with saving():
        Event.record(by=by, action=action, detail=detail)


def test_who_came_and_how(app: Flask, clock: Clock) -> None:
    ada = person(make_user())
    for action in ("user.signed_up", "signup_verified", "invitation_used", "form.created"):
        note(action, ada)
    roll_up(clock)
    assert counted("signed_up") == {"alone": 2, "invited": 1}


def test_whoever_did_something_is_active_once(app: Flask, clock: Clock) -> None:
    ada, ben = person(make_user()), person(make_user())
    for by in (ada, ada, ben):
        note("login_success", by, methods="password")
    roll_up(clock)
    assert counted("active") == {"": 2}


def test_log_ins_are_counted_by_what_they_were_made_with(app: Flask, clock: Clock) -> None:
    ada = person(make_user())
    for methods in ("password", "passkey", "password and app code", "passkey"):
        note("login_success", ada, methods=methods)
    roll_up(clock)
    assert counted("logged_in") == {"password": 1, "passkey": 2, "password and app code": 1}


def test_refused_log_ins_are_counted_by_reason(app: Flask, clock: Clock) -> None:
    ada = person(make_user())
    with saving() as session:
        for reason in ("wrong", "wrong", "oidc: expired", "oidc: state"):
            session.add(StrangerEvent(action="login_failed", reason=reason))
        session.add(StrangerEvent(action="login_locked", reason="locked"))
        session.add(StrangerEvent(action="reset_requested"))
    note("login_failed", ada, reason="suspended")
    note("second_step_failed", ada)
    roll_up(clock)
    assert counted("refused") == {"wrong": 2, "elsewhere": 2, "locked": 1, "state": 1, "code": 1}


@pytest.mark.parametrize(
    ("hours", "span"),
    [(0, "hour"), (1, "day"), (24, "three_days"), (100, "week"), (300, "two_weeks"), (500, "month"), (900, "longer")],
)
def test_a_decision_has_its_span(hours: int, span: str) -> None:
    sent = datetime(2026, 5, 1, tzinfo=UTC)
    row = type("Row", (), {"at": sent + timedelta(hours=hours), "submitted_at": sent})
    assert span_of(row) == span


def test_a_day_is_counted_once(app: Flask, clock: Clock) -> None:
    note("user.signed_up", person(make_user()))
    assert roll_up(clock) == 1
    with own_context():
        assert count_days(lambda: False) == 0
        assert not count_day(Day.of(clock.now.date() - timedelta(days=1), UTC))
    assert counted("signed_up") == {"alone": 1}


def test_days_that_were_missed_are_counted_afterwards_each_by_itself(app: Flask, clock: Clock) -> None:
    note("user.signed_up", person(make_user()))
    clock.move(days=3)
    note("user.signed_up", person(make_user()))
    assert roll_up(clock) == 4
    days = found(select(DayFigure.day).where(DayFigure.measure == "signed_up").order_by(DayFigure.day))
    assert days[1] - days[0] == timedelta(days=3)
    assert count(CountedDay) == 4


def test_a_worker_that_ends_leaves_the_other_days_to_the_next(app: Flask, clock: Clock) -> None:
    note("user.signed_up", person(make_user()))
    clock.move(days=3)
    with own_context():
        assert count_days(lambda: True) == 1
        assert count_days(lambda: False) == 2


def test_today_is_not_counted(app: Flask, clock: Clock) -> None:
    note("user.signed_up", person(make_user()))
    with own_context():
        assert [day.on for day in days_to_count(UTC)] == [clock.now.date() - timedelta(days=1)]


def test_a_day_begins_at_midnight_of_the_portal_and_has_23_hours_in_march() -> None:
    day = Day.of(date(2026, 3, 29), VIENNA)
    assert (day.begins, day.ends) == (datetime(2026, 3, 28, 23, tzinfo=UTC), datetime(2026, 3, 29, 22, tzinfo=UTC))


def test_what_waits_is_counted_only_with_the_day_that_has_just_ended(app: Flask, clock: Clock) -> None:
    note("user.signed_up", person(make_user()))
    clock.move(days=2)
    roll_up(clock)
    assert [row.n for row in found(select(DayFigure).where(DayFigure.measure == "waiting"))] == [0]


def test_what_was_sent_is_counted_by_form_and_what_was_decided_by_span(app: Flask, clock: Clock) -> None:
    form = make_form(asked(None))
    for _ in range(3):
        send(app, form)
    clock.move(hours=30)
    settle(1, "accepted")
    settle(2, "in_progress")
    roll_up(clock)
    assert counted("sent") == {str(form.id): 3}
    assert counted("decided") == {"three_days": 1}
    assert counted("waiting") == {"": 2}
    assert counted("oldest") == {"": 54}
