"""What administrators do to a person: one event each, mail where that is a duty, log-ins ended where they must end."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.support.acting import does, person
from tests.support.browser import Browser
from tests.support.clock import Clock
from tests.support.make import make_user, sign_in
from tests.support.stage import count, found, only, own_context
from webapp.clock import now
from webapp.database import writing
from webapp.extensions import db
from webapp.models.event import Event, EventDetail
from webapp.models.link import Link
from webapp.models.login_session import LoginSession
from webapp.models.outbox import OutboxMail
from webapp.models.password_link import make_password_link
from webapp.models.permissions import Refused
from webapp.models.user import User
from webapp.models.user_acts import SavedFirst

SUBJECTS = select(OutboxMail.subject).order_by(OutboxMail.id)
# act: (its values, the state it needs, its event, the subjects of its mails)
ACTS: dict[str, tuple[dict[str, Any], dict[str, Any], str, list[str]]] = {
    "change": ({"version": 1, "name": "New Name"}, {}, "user.changed", []),
    "suspend": ({"reason": "Rude"}, {}, "user.suspended", ["Your account was suspended"]),
    "unsuspend": ({}, {"status": "suspended"}, "user.unsuspended", ["You can log in again"]),
    "delete": ({}, {}, "user.deleted", ["Your account will be deleted"]),
    "restore": ({}, {"status": "deleted"}, "user.restored", ["Your account was restored"]),
    "confirm_address": ({}, {"email_confirmed_at": None}, "user.address_confirmed", []),
}


def again(user: User) -> User:
    return only(select(User).where(User.id == user.id))  # type: ignore[no-any-return]


def make_link(owner: User, user: User) -> None:
    with own_context(), writing():
        make_password_link(db.session.get_one(User, user.id), by=person(owner))


@pytest.mark.parametrize("name", ACTS)
def test_an_act_records_one_event_and_posts_its_mail(app: Flask, name: str) -> None:
    values, state, action, subjects = ACTS[name]
    owner, ada = make_user("owner"), make_user(**state)
    assert does(owner, name, ada, **values) is True
    line = only(select(Event))
    assert (line.action, line.actor_id, line.target_type, line.target_id) == (action, owner.id, "user", ada.id)
    assert found(SUBJECTS) == subjects


@pytest.mark.parametrize("name", ACTS)
def test_an_act_with_nothing_to_do_leaves_no_trace(app: Flask, name: str) -> None:
    values, state, _, _ = ACTS[name]
    owner, ada = make_user("owner"), make_user(**state)
    does(owner, name, ada, **values)
    lines, mails = count(Event), count(OutboxMail)
    assert does(owner, name, ada, **values) is False
    assert (count(Event), count(OutboxMail)) == (lines, mails)


@pytest.mark.parametrize("name", ACTS)
def test_an_admin_acts_on_no_admin(app: Flask, name: str) -> None:
    values, state, _, _ = ACTS[name]
    admin, other = make_user("admin"), make_user("admin", **state)
    with pytest.raises(Refused) as refusal:
        does(admin, name, other, **values)
    assert (refusal.value.rule, count(Event)) == ("R1", 0)


@pytest.mark.parametrize("name", ["suspend", "delete"])
def test_who_may_not_come_in_is_logged_out_and_their_links_die(browser: Browser, name: str) -> None:
    owner, ada = make_user("owner"), make_user()
    sign_in(browser, ada)
    make_link(owner, ada)
    does(owner, name, ada, **ACTS[name][0])
    assert only(select(LoginSession.revoked_at)) is not None
    assert only(select(Link.used_at)) is not None


def test_an_actor_who_was_just_demoted_acts_no_more(app: Flask) -> None:
    owner, admin, ada = make_user("owner"), make_user("admin"), make_user()
    stale = person(admin)
    does(owner, "suspend", admin, reason="Rude")
    with pytest.raises(Refused):
        does(stale, "delete", ada)


def test_old_and_new_stand_in_the_part_that_can_be_blanked(app: Flask) -> None:
    owner, ada = make_user("owner"), make_user(name="Before")
    does(owner, "change", ada, version=1, name="After")
    assert only(select(EventDetail.content))["name"] == {"old": "Before", "new": "After"}
    assert only(select(Event.fields)) == ["name"]


def test_who_saves_second_is_told_what_stands(app: Flask) -> None:
    owner, ada = make_user("owner"), make_user(name="Before")
    does(owner, "change", ada, version=1, name="First")
    with pytest.raises(SavedFirst) as conflict:
        does(owner, "change", ada, version=1, name="Second")
    assert (conflict.value.version, conflict.value.found) == (2, {"name": "First"})


def test_a_new_address_is_unconfirmed_told_to_both_and_kills_links(app: Flask) -> None:
    owner, ada = make_user("owner"), make_user(email="old@example.org")
    make_link(owner, ada)
    does(owner, "change", ada, version=1, email="new@example.org")
    assert again(ada).email_confirmed_at is None
    assert found(select(OutboxMail.recipient).order_by(OutboxMail.id)) == ["old@example.org", "new@example.org"]
    assert only(select(Link.used_at)) is not None


def test_another_spelling_of_the_same_address_stays_confirmed(app: Flask) -> None:
    owner, ada = make_user("owner"), make_user(email="ada@example.org")
    does(owner, "change", ada, version=1, email="Ada@Example.org")
    assert again(ada).email_confirmed_at is not None
    assert count(OutboxMail) == 0


@pytest.mark.parametrize("is_told", [True, False])
def test_the_reason_is_told_only_where_that_was_wanted(app: Flask, is_told: bool) -> None:
    owner, ada = make_user("owner"), make_user()
    does(owner, "suspend", ada, reason="Broke the printer", is_reason_visible=is_told)
    assert ("Broke the printer" in only(select(OutboxMail.body))) is is_told


def test_a_suspension_with_a_date_lapses(clock: Clock, app: Flask) -> None:
    owner, ada = make_user("owner"), make_user()
    does(owner, "suspend", ada, reason="Rude", until=clock.now + timedelta(days=2))
    assert not again(ada).can_log_in
    clock.move(days=2, seconds=1)
    assert again(ada).can_log_in


def test_restoring_a_suspended_person_suspends_them_again(app: Flask) -> None:
    owner, ada = make_user("owner"), make_user()
    does(owner, "suspend", ada, reason="Rude")
    does(owner, "delete", ada)
    does(owner, "restore", ada)
    assert (again(ada).status, again(ada).suspended_reason) == ("suspended", "Rude")


def test_nobody_is_restored_after_thirty_days(clock: Clock, app: Flask) -> None:
    owner, ada = make_user("owner"), make_user()
    does(owner, "delete", ada)
    clock.move(days=30, seconds=1)
    with pytest.raises(Refused):
        does(owner, "restore", ada)


def test_a_deleted_person_is_restored_before_being_suspended(app: Flask) -> None:
    owner, ada = make_user("owner"), make_user(status="deleted")
    with pytest.raises(Refused):
        does(owner, "suspend", ada, reason="Rude")


def test_one_log_in_ends_and_the_other_stays(app: Flask) -> None:
    owner, ada = make_user("owner"), make_user()
    for _ in range(2):
        sign_in(Browser(app), ada)
    first = min(found(select(LoginSession.id)))
    assert does(owner, "log_out", ada, only=first)
    assert only(select(LoginSession.id).where(LoginSession.revoked_at.is_not(None))) == first


def test_a_log_in_of_somebody_else_is_not_ended(app: Flask) -> None:
    owner, ada, bob = make_user("owner"), make_user(), make_user()
    sign_in(Browser(app), bob)
    assert not does(owner, "log_out", ada, only=only(select(LoginSession.id)))
    assert only(select(LoginSession.revoked_at)) is None


def test_logging_out_everywhere_counts_what_it_ended(app: Flask) -> None:
    owner, ada = make_user("owner"), make_user()
    for _ in range(3):
        sign_in(Browser(app), ada)
    assert does(owner, "log_out_everywhere", ada)
    assert only(select(EventDetail.content))["log_ins"] == 3
    assert not does(owner, "log_out_everywhere", ada)


def test_no_suspension_that_lapses_lets_in_whom_nobody_approved(app: Flask) -> None:
    ada, later = make_user(status="pending"), now() + timedelta(days=1)
    with pytest.raises(Refused):
        does(make_user("owner"), "suspend", ada, reason="Rude", until=later)
    does(make_user("owner"), "suspend", ada, reason="Rude")
    with pytest.raises(Refused):
        does(make_user("owner"), "suspend", ada, reason="Rude", until=later)
