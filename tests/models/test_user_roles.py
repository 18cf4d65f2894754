"""Roles: raised by offer and acceptance, lowered at once, and nobody's offer outlives their own right to make it."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.support.acting import does
from tests.support.browser import Browser
from tests.support.make import make_user, sign_in
from tests.support.stage import count, found, only
from webapp.models.event import Event
from webapp.models.login_session import LoginSession
from webapp.models.outbox import OutboxMail
from webapp.models.permissions import Refused, Role
from webapp.models.person import Person
from webapp.models.user import User

ACTIONS = select(Event.action).order_by(Event.id)


def roles(user: User) -> tuple[str, str | None]:
    now = only(select(User).where(User.id == user.id))
    return now.role, now.granted_role


def test_a_higher_role_holds_only_once_it_is_accepted(app: Flask) -> None:
    owner, ada = make_user("owner"), make_user()
    does(owner, "grant_role", ada, role=Role.STAFF)
    assert roles(ada) == ("member", "staff")
    does(ada, "accept_role", ada)
    assert roles(ada) == ("staff", None)
    assert found(ACTIONS) == ["user.role_granted", "user.role_accepted"]


def test_a_declined_role_changes_nothing(app: Flask) -> None:
    owner, ada = make_user("owner"), make_user()
    does(owner, "grant_role", ada, role=Role.STAFF)
    assert does(ada, "decline_role", ada)
    assert roles(ada) == ("member", None)
    assert not does(ada, "accept_role", ada)


def test_a_lower_role_holds_at_once_and_drops_what_was_on_offer(app: Flask) -> None:
    owner, ada = make_user("owner"), make_user("staff", granted_role="admin")
    does(owner, "grant_role", ada, role=Role.MEMBER)
    assert roles(ada) == ("member", None)
    assert found(ACTIONS) == ["user.role_lowered"]


def test_naming_the_role_they_have_takes_the_offer_back(app: Flask) -> None:
    owner, ada = make_user("owner"), make_user("staff", granted_role="admin")
    assert does(owner, "grant_role", ada, role=Role.STAFF)
    assert roles(ada) == ("staff", None)
    assert not does(owner, "grant_role", ada, role=Role.STAFF)
    assert found(ACTIONS) == ["user.role_withdrawn"]


def test_the_same_offer_twice_is_one_offer(app: Flask) -> None:
    owner, ada = make_user("owner"), make_user()
    assert does(owner, "grant_role", ada, role=Role.STAFF)
    assert not does(owner, "grant_role", ada, role=Role.STAFF)
    assert count(Event) == 1


@pytest.mark.parametrize("role", [Role.ADMIN, Role.OWNER])
def test_an_admin_makes_neither_admins_nor_owners(app: Flask, role: Role) -> None:
    admin, ada = make_user("admin"), make_user()
    with pytest.raises(Refused) as refusal:
        does(admin, "grant_role", ada, role=role)
    assert refusal.value.rule == "R2"


def test_all_owners_and_the_person_are_told_of_an_offer_to_manage(app: Flask) -> None:
    owner, other, ada = make_user("owner"), make_user("owner"), make_user()
    does(owner, "grant_role", ada, role=Role.OWNER)
    assert sorted(found(select(OutboxMail.user_id))) == sorted([owner.id, other.id, ada.id])


def test_nobody_answers_for_somebody_else(app: Flask) -> None:
    owner, ada = make_user("owner"), make_user()
    does(owner, "grant_role", ada, role=Role.STAFF)
    with pytest.raises(Refused):
        does(owner, "accept_role", ada)


@pytest.mark.parametrize("fate", ["suspend", "lower"])
def test_an_offer_lapses_with_the_right_of_who_made_it(app: Flask, fate: str) -> None:
    owner, admin, ada = make_user("owner"), make_user("admin"), make_user()
    does(admin, "grant_role", ada, role=Role.STAFF)
    if fate == "suspend":
        does(owner, "suspend", admin, reason="Rude")
    else:
        does(owner, "grant_role", admin, role=Role.AUDITOR)
    assert not does(ada, "accept_role", ada)
    assert roles(ada) == ("member", None)
    assert found(ACTIONS)[-1] == "user.role_lapsed"


def test_a_kept_log_in_becomes_as_short_as_the_new_role_wants(app: Flask) -> None:
    ada = make_user(granted_role="staff")
    sign_in(Browser(app), ada)
    here = Person(id=ada.id, role=Role.MEMBER, login_session_id=only(select(LoginSession.id)))
    does(here, "accept_role", ada)
    row = only(select(LoginSession))
    assert row.must_rotate
    assert row.idle_seconds == 3600
    assert row.expires_at - row.created_at <= timedelta(hours=24, minutes=1)


def test_accepting_a_role_ends_the_log_ins_elsewhere(app: Flask) -> None:
    ada = make_user(granted_role="staff")
    for _ in range(2):
        sign_in(Browser(app), ada)
    here = max(found(select(LoginSession.id)))
    does(Person(id=ada.id, role=Role.MEMBER, login_session_id=here), "accept_role", ada)
    assert only(select(LoginSession.id).where(LoginSession.revoked_at.is_(None))) == here


def test_only_the_operator_sets_a_role_without_asking(app: Flask) -> None:
    owner, ada = make_user("owner"), make_user()
    with pytest.raises(Refused):
        does(owner, "set_role", ada, role=Role.STAFF)
    assert does(Person.command_line(), "set_role", ada, role=Role.STAFF)
    assert roles(ada) == ("staff", None)
