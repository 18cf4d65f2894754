"""Joining by invitation: the link shows what is offered, one button uses it up, and only one browser wins."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from tests.support.acting import person
from tests.support.browser import Browser
from tests.support.clock import Clock
from tests.support.make import make_group, make_user, sign_in
from tests.support.post import mails
from tests.support.settings import setting
from tests.support.stage import count, found, only, own_context, saving
from webapp.database import writing
from webapp.models.event import Event
from webapp.models.group import membership
from webapp.models.invitation import Invitation
from webapp.models.inviting import invite
from webapp.models.permissions import Role
from webapp.models.person import Person
from webapp.models.user import User

BO = "bo@example.org"
GOOD = "blue tall otter sings"
OPEN = {"signup_mode": "open", "signup_domains": ""}


def invited(inviter: User, role: Role = Role.MEMBER, *, is_mailed: bool = False, **values: Any) -> str:
    """The path of an invitation's link."""
    link_to = (lambda token: f"http://localhost/invitations/{token}") if is_mailed else None
    with own_context(), writing():
        token = invite(by=person(inviter), email=BO, role=role, rules=OPEN, link_to=link_to, **values)[1]
    return f"/invitations/{token}"


def join(browser: Browser, link: str, **typed: str) -> Browser:
    return browser.open(link).fill({"Name": "Bo", "Password": GOOD} | typed).press("Sign up")


def test_whoever_was_invited_joins_with_their_groups(browser: Browser) -> None:
    group = make_group("Choir")
    link = invited(make_user("admin"), group_ids=[group.id])
    assert browser.open(link).has("You will belong to: Choir.")
    assert join(browser, link).path == "/"
    bo = only(select(User).where(User.email == BO))
    assert (bo.name, bo.role, bo.status, bo.email_confirmed_at) == ("Bo", "member", "active", None)
    assert found(select(membership.c.user_id)) == [bo.id]
    assert only(select(Invitation.used_by)) == bo.id
    assert "invitation_used" in found(select(Event.action))


def test_a_mailed_link_proves_the_address(browser: Browser) -> None:
    join(browser, invited(make_user("admin"), is_mailed=True))
    assert only(select(User.email_confirmed_at).where(User.email == BO)) is not None


def test_a_role_is_offered_and_holds_once_it_is_accepted(browser: Browser) -> None:
    link = invited(make_user("owner"), Role.STAFF)
    assert browser.open(link).has("You are offered the role staff.")
    assert join(browser, link).path == "/account/role"
    assert only(select(User.role).where(User.email == BO)) == "member"
    browser.press("Accept the role")
    assert only(select(User.role).where(User.email == BO)) == "staff"


def test_owners_hear_when_an_administrator_joins(browser: Browser) -> None:
    olga = make_user("owner", name="Olga")
    join(browser, invited(olga, Role.ADMIN))
    assert mails(olga.email)[-1].subject == "Bo was offered the role admin"
    assert mails(olga.email)[-1].body.startswith("Olga offered")


def test_a_role_lapses_when_its_inviter_may_not_give_it_any_more(browser: Browser) -> None:
    admin = make_user("admin")
    join(browser, invited(admin, Role.STAFF))
    with own_context(), writing() as session:
        session.get_one(User, admin.id).role = "member"
    browser.press("Accept the role")
    assert only(select(User.role).where(User.email == BO)) == "member"


def test_opening_changes_nothing_and_hides_the_token(browser: Browser) -> None:
    link = invited(make_user("admin"))
    browser.send("HEAD", link)
    browser.open(link)
    assert (browser.path, link.rpartition("/")[2] in browser.html) == ("/invitations", False)
    assert (count(User), only(select(Invitation.used_at))) == (1, None)


def test_twenty_at_once_make_one_account(app: Flask) -> None:
    link = invited(make_user("admin"))
    browsers = [Browser(app).open(link).fill({"Name": f"Bo {n}", "Password": GOOD}) for n in range(20)]
    with ThreadPoolExecutor(20) as pool:
        statuses = sorted(pool.map(lambda one: one.press("Sign up").status, browsers))
    assert statuses == [200] + [410] * 19
    assert count(User) == 2


def test_an_invitation_lives_a_week(browser: Browser, clock: Clock) -> None:
    link = invited(make_user("admin"))
    clock.move(days=6, hours=23)
    assert browser.open(link).status == 200
    clock.move(hours=2)
    assert browser.open(link).status == 410


@pytest.mark.parametrize(("mode", "status"), [("invite", 200), ("domain", 200), ("approval", 200), ("closed", 410)])
def test_an_invitation_opens_in_every_mode_but_closed(browser: Browser, mode: str, status: int) -> None:
    link = invited(make_user("admin"))
    setting(signup_mode=mode)
    assert browser.open(link).status == status


def test_an_invitation_counts_as_approved(browser: Browser) -> None:
    link = invited(make_user("admin"))
    setting(signup_mode="approval")
    join(browser, link)
    assert only(select(User.status).where(User.email == BO)) == "active"


def test_an_address_that_has_an_account_meanwhile_is_told(browser: Browser) -> None:
    link = invited(make_user("admin"))
    make_user(email=BO)
    assert join(browser, link).errors == ["This email address has an account already. Log in with it."]
    assert only(select(Invitation.used_at)) is None


def test_somebody_logged_in_does_not_use_it_up(browser: Browser) -> None:
    link = invited(make_user("admin"))
    assert sign_in(browser, make_user()).open(link).has("You are logged in already.")
    assert only(select(Invitation.used_at)) is None


def test_a_long_name_keeps_nobody_out(browser: Browser) -> None:
    link = invited(make_user("owner"), Role.ADMIN)
    join(browser, link, Name="N" * 200)
    assert only(select(User.granted_role).where(User.email == BO)) == "admin"


def test_an_invitation_dies_with_the_standing_of_whoever_made_it(browser: Browser) -> None:
    admin = make_user("admin")
    link = invited(admin)
    with saving() as session:
        session.get_one(User, admin.id).suspend(by=Person.command_line(), reason="Left in anger")
    assert browser.open(link).status == 410
    assert count(User) == 1


def test_an_invitation_dies_with_the_role_of_whoever_made_it(browser: Browser) -> None:
    admin = make_user("admin")
    link = invited(admin)
    with saving() as session:
        session.execute(update(User).where(User.id == admin.id).values(role="staff"))
    assert browser.open(link).status == 410
