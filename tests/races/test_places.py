"""Places, lines, one submission a person and closing, raced for in many rounds: whoever is first, the sums are exact.

`RACE_ROUNDS` says how many rounds of each; the suite runs a few.
"""

import os
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.races.senders import make_draft
from tests.support.acting import person
from tests.support.forms import make_form
from tests.support.make import make_user
from tests.support.places import asked, everything_adds_up, line
from tests.support.quick import use_quick_hashes
from tests.support.stage import found, only
from tests.support.together import together
from webapp.database import writing
from webapp.extensions import db
from webapp.models.capacity import form_scope, option_scope
from webapp.models.event import Event
from webapp.models.form import Form
from webapp.models.open_draft import OpenDraft
from webapp.models.outbox import OutboxMail
from webapp.models.person import Person
from webapp.models.sending import NotSent, submit
from webapp.models.submission import Capacity, Submission
from webapp.models.user import User
from webapp.models.withdrawal import withdraw

ROUNDS = int(os.environ.get("RACE_ROUNDS", "2"))
POTTERY = {"f_workshop": "o_pottery"}


@pytest.fixture
def crowd(app: Flask, monkeypatch: pytest.MonkeyPatch) -> list[User]:
    """Forty-five people."""
    use_quick_hashes(monkeypatch)
    return [make_user() for _ in range(45)]


def sending(form: Form, user: User, slot: str = "") -> Callable[[], str]:
    """Their Send, ready to be pressed; says what came of it. They are ready to wait."""
    draft_id, by = make_draft(form, user, POTTERY, slot), person(user)
    accepted = {form_scope(form.id), option_scope(form.id, "f_workshop", "o_pottery")}

    def send() -> str:
        draft = OpenDraft.find(draft_id, by=by, locale="en")
        assert draft is not None
        try:
            with writing():
                submit(draft, link=str, accepted=accepted)
        except NotSent as refusal:
            return refusal.reason
        return "sent"

    return send


def taking_back(user: User, form: Form) -> Callable[[], None]:
    """Their withdrawal of what they have sent to this form."""
    mine = select(Submission.reference).where(Submission.user_id == user.id, Submission.form_id == form.id)
    reference, by = only(mine), person(user)

    def take_back() -> None:
        with writing():
            withdraw(reference, by=by)

    return take_back


def race(*acts: Callable[[], Any]) -> Counter[Any]:
    """What came of all these, done at once."""
    outcomes = together(*acts)
    assert not [one for one in outcomes if isinstance(one, Exception)], outcomes
    return Counter(outcomes)


def sent_to(form: Form) -> int:
    return int(only(select(func.count()).select_from(Submission).where(Submission.form_id == form.id)))


def in_order(numbers: Sequence[int]) -> bool:
    return list(numbers) == sorted(numbers)


@pytest.mark.parametrize("round_number", range(ROUNDS))
def test_places_of_an_option_are_never_overdrawn(crowd: list[User], round_number: int) -> None:
    form = make_form(asked(8))
    assert race(*[sending(form, user) for user in crowd[:20]]) == {"sent": 8, "full": 12}
    assert (only(select(Capacity.used)), sent_to(form)) == (8, 8)


@pytest.mark.parametrize("round_number", range(ROUNDS))
def test_forty_people_for_thirty_places_are_thirty_and_a_line_of_ten(crowd: list[User], round_number: int) -> None:
    form = make_form(asked(), quota=30, waiting=True)
    assert race(*[sending(form, user) for user in crowd[:40]]) == {"sent": 40}
    assert (only(select(Capacity.used)), line(form)) == (30, list(range(31, 41)))
    assert everything_adds_up(form)


@pytest.mark.parametrize("round_number", range(ROUNDS))
def test_places_given_back_meanwhile_go_to_the_first_in_line_once_each(crowd: list[User], round_number: int) -> None:
    form = make_form(asked(30), waiting=True)
    early, late = crowd[:10], crowd[10:]
    race(*[sending(form, user) for user in early])
    leaving = [taking_back(user, form) for user in early[:5]]
    assert race(*leaving, *[sending(form, user) for user in late]) == {"sent": 35, None: 5}
    assert everything_adds_up(form)
    assert len(line(form, "o_pottery")) == 10
    assert in_order(line(form, "o_pottery"))
    told_once(form)


def told_once(form: Form) -> None:
    """Who was given a place was so once, and told once: the first in line, and so before everybody who still waits."""
    placed = found(select(Event.target_id).where(Event.action == "submission.placed").order_by(Event.id))
    mails = select(OutboxMail.user_id).where(OutboxMail.dedupe_key.like("place:%")).order_by(OutboxMail.id)
    senders = dict(
        zip(
            found(select(Submission.id).order_by(Submission.id)),
            found(select(Submission.user_id).order_by(Submission.id)),
            strict=True,
        )
    )
    assert (len(set(placed)), [senders[one] for one in placed]) == (len(placed), found(mails))
    assert in_order(placed)


@pytest.mark.parametrize("round_number", range(ROUNDS))
def test_one_submission_a_person(crowd: list[User], round_number: int) -> None:
    form = make_form(asked(5), once=True)
    outcomes = race(*[sending(form, crowd[0], slot=f"tab {number}") for number in range(12)])
    assert (outcomes["sent"], set(outcomes) <= {"sent", "once", "full"}) == (1, True)
    assert (only(select(Capacity.used)), sent_to(form)) == (1, 1)


@pytest.mark.parametrize("round_number", range(ROUNDS))
def test_nothing_arrives_once_the_form_is_closed(crowd: list[User], round_number: int) -> None:
    form = make_form(asked(15))

    def close() -> None:
        with writing():
            db.session.get_one(Form, form.id).close(by=Person.command_line())

    outcomes = race(*[sending(form, user) for user in crowd[:8]], close, *[sending(form, user) for user in crowd[8:16]])
    assert set(outcomes) <= {"sent", "closed", "full", None}
    assert (outcomes["sent"], only(select(Capacity.used))) == (sent_to(form), sent_to(form))
    closed = only(select(Event.id).where(Event.action == "form.close"))
    assert not found(select(Event.id).where(Event.action == "submission.sent", Event.id > closed))
