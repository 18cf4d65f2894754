"""Leaving: the last owner stays whatever happens at the same moment, and after the grace nothing personal is left."""

from datetime import timedelta
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import select, update

from tests.support.acting import does, person
from tests.support.browser import Browser
from tests.support.clock import Clock
from tests.support.forms import make_form
from tests.support.make import make_user, sign_in
from tests.support.stage import count, found, only, own_context, saving
from tests.support.together import together
from tests.support.tokens import give_token
from webapp.database import writing
from webapp.extensions import db
from webapp.languages import PSEUDO, accented, speaking
from webapp.models.api_token import ApiToken
from webapp.models.leaving import leave
from webapp.models.owners import LastOwner
from webapp.models.permissions import Refused
from webapp.models.person import Person
from webapp.models.submission import Submission
from webapp.models.tidying import tidy
from webapp.models.user import User

RUNS = 25
OWNERS = select(User.id).where(User.role == "owner", User.status == "active")


def leaving(by: Person) -> None:
    with writing():
        leave(by)


def left(user: User) -> None:
    with own_context():
        leaving(person(user))


def tidied() -> int:
    with own_context():
        return dict(tidy())["deleted people erased"]


def test_two_owners_who_leave_at_once_leave_one_behind(app: Flask) -> None:
    ada, bob = make_user("owner"), make_user("owner")
    for _ in range(RUNS):
        outcomes = together(partial(leaving, person(ada)), partial(leaving, person(bob)))
        assert len(found(OWNERS)) == 1, outcomes
        assert [isinstance(one, LastOwner) for one in outcomes].count(True) == 1, outcomes
        with saving() as session:
            session.execute(update(User).values(status="active", deleted_at=None, deletion_due_at=None))


def test_nobody_leaves_twice(app: Flask) -> None:
    ada = make_user()
    left(ada)
    with pytest.raises(Refused):
        left(ada)


def test_after_the_grace_and_not_before_the_person_is_erased(app: Flask, clock: Clock) -> None:
    ada = make_user(name="Ada Lovelace", timezone="Europe/London")
    give_token(ada)
    left(ada)
    clock.move(days=13, hours=23)
    assert tidied() == 0
    clock.move(hours=1)
    assert tidied() == 1
    user = only(select(User))
    assert (user.status, user.name, user.email, user.timezone, user.deletion_due_at) == ("erased", "Deleted user", "", "", None)
    assert count(ApiToken) == 0


def test_what_they_sent_is_that_of_a_deleted_user(app: Flask, clock: Clock) -> None:
    ada = make_user(name="Ada Lovelace")
    browser = sign_in(Browser(app), ada)
    browser.open(f"/forms/{make_form().slug}").press("Start now").fill({"Name": "Answer"}).press("Continue").press("Send")
    left(ada)
    clock.move(days=14)
    tidied()
    name = select(User.name).join(Submission, Submission.user_id == User.id)
    assert only(name) == "Deleted user"
    with own_context(), speaking(PSEUDO):
        assert db.session.scalar(name) == accented("Deleted user")


def test_whom_an_administrator_deleted_keeps_their_thirty_days(app: Flask, clock: Clock) -> None:
    owner, ada = make_user("owner"), make_user()
    does(owner, "delete", ada)
    clock.move(days=29)
    assert tidied() == 0
    clock.move(days=1)
    assert tidied() == 1


def test_an_administrator_can_bring_somebody_back_within_the_grace(app: Flask, clock: Clock) -> None:
    owner, ada = make_user("owner"), make_user()
    left(ada)
    does(owner, "restore", ada)
    assert only(select(User.status).where(User.id == ada.id)) == "active"
    clock.move(days=31)
    assert tidied() == 0


def test_nobody_comes_back_after_the_grace(app: Flask, clock: Clock) -> None:
    owner, ada = make_user("owner"), make_user()
    left(ada)
    clock.move(days=14)
    with pytest.raises(Refused):
        does(owner, "restore", ada)


def test_a_date_of_deletion_stands_only_on_somebody_deleted(app: Flask, clock: Clock) -> None:
    ada = make_user()
    with pytest.raises(Exception, match="deletion_due_at"), saving() as session:
        session.get_one(User, ada.id).deletion_due_at = clock.now


def test_who_is_leaving_can_be_suspended_and_is_erased_all_the_same(app: Flask, clock: Clock) -> None:
    owner, ada = make_user("owner"), make_user()
    left(ada)
    assert does(owner, "suspend", ada, reason="Rude")
    row = only(select(User).where(User.id == ada.id))
    assert (row.status, row.suspended_reason, row.is_held_back, row.is_leaving) == ("deleted", "Rude", True, False)
    clock.move(days=15)
    assert tidied() == 1


def test_a_suspension_of_who_is_leaving_is_lifted_by_hand_or_by_its_date(app: Flask, clock: Clock) -> None:
    owner, ada = make_user("owner"), make_user()
    left(ada)
    does(owner, "suspend", ada, reason="Rude", until=clock.now + timedelta(days=1))
    clock.move(days=2)
    assert only(select(User).where(User.id == ada.id)).is_leaving
    does(owner, "suspend", ada, reason="Rude")
    assert does(owner, "unsuspend", ada)
    assert only(select(User).where(User.id == ada.id)).is_leaving


def test_who_was_deleted_by_an_administrator_is_restored_before_they_are_suspended(app: Flask) -> None:
    owner, ada = make_user("owner"), make_user()
    does(owner, "delete", ada)
    with pytest.raises(Refused):
        does(owner, "suspend", ada, reason="Rude")


def test_restored_they_are_suspended(app: Flask) -> None:
    owner, ada = make_user("owner"), make_user()
    left(ada)
    does(owner, "suspend", ada, reason="Rude")
    does(owner, "restore", ada)
    assert only(select(User.status).where(User.id == ada.id)) == "suspended"
