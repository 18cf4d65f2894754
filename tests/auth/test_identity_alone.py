"""A portal that knows no passwords: whoever comes in has signed up, been invited or logged in elsewhere."""

import pytest
from flask import Flask
from sqlalchemy import select, update

from tests.auth.test_identity import arrive
from tests.support.acting import person
from tests.support.browser import Browser
from tests.support.make import PASSWORD, make_group, make_user
from tests.support.openid.hostile import Hostile
from tests.support.openid.stage import with_methods
from tests.support.settings import setting
from tests.support.stage import count, found, only, own_context, saving
from webapp.clock import now
from webapp.database import writing
from webapp.extensions import db
from webapp.models.group import membership
from webapp.models.identity import Identity
from webapp.models.invitation import Invitation
from webapp.models.inviting import invite
from webapp.models.link import Link
from webapp.models.login_session import LoginSession
from webapp.models.permissions import Role
from webapp.models.user import User


# Nothing but providers.
@pytest.fixture
def alone(app: Flask, own: Hostile, monkeypatch: pytest.MonkeyPatch) -> Browser:
    with_methods(app, monkeypatch, "oidc")
    return Browser(app)


@pytest.mark.parametrize("path", ["/login", "/signup", "/forgot-password"])
def test_oidc_alone_hides_passwords(alone: Browser, path: str) -> None:
    alone.open(path)
    assert 'type="password"' not in alone.html
    assert 'type="email"' not in alone.html
    assert "passkey" not in alone.html


def test_oidc_alone_takes_no_password(alone: Browser) -> None:
    ada = make_user()
    token = alone.open("/login").csrf_token
    typed = {"email": ada.email, "password": PASSWORD, "csrf_token": token}
    assert alone.send("POST", "/login", typed).status_code == 403
    assert count(LoginSession) == 0


def test_oidc_alone_signs_up_and_logs_in(alone: Browser, own: Hostile) -> None:
    arrive(alone, own).press("Sign up")
    assert not alone.open("/account").has("Password")
    assert alone.open("/account/password").status == 403


def test_without_oidc_no_provider_is_offered(app: Flask, own: Hostile, monkeypatch: pytest.MonkeyPatch) -> None:
    with_methods(app, monkeypatch, "password")
    browser = Browser(app).open("/login")
    assert not browser.has("Acme")
    assert browser.open("/login/oidc/acme").status == 404


def invited(browser: Browser, email: str, role: Role = Role.STAFF) -> Browser:
    """Somebody who has opened the link of an invitation to the desk."""
    owner, desk = make_user("owner"), make_group("Desk")
    with own_context(), writing():
        rules = {"signup_mode": "invite"}
        given = {"email": email, "role": role, "group_ids": (desk.id,), "rules": rules}
        token = invite(by=person(owner), link_to=None, **given)[1]
    setting(signup_mode="invite")
    return browser.open(f"/invitations/{token}")


def test_invitation_asks_no_password_where_nobody_has_one(alone: Browser, own: Hostile) -> None:
    page = invited(alone, "ada@example.org")
    assert not page.has("Password")
    assert page.has("log in there as ada@example.org")
    assert page.press("Sign up with Acme").heading == "On to Acme"


def test_invitation_gives_role_and_groups_to_who_comes_back_with_that_address(alone: Browser, own: Hostile) -> None:
    arrive(invited(alone, "Ada@example.org"), own)
    assert alone.has("You will belong to: Desk.")
    assert alone.press("Sign up").heading == "You are offered a role"
    ada = only(select(User).where(User.role == "member"))
    assert (ada.granted_role, ada.password_hash, ada.email_confirmed_at is not None) == ("staff", None, True)
    assert found(select(membership.c.user_id)) == [ada.id]
    assert only(select(Invitation.used_by)) == ada.id
    assert count(Identity) == 1


@pytest.mark.parametrize("claims", [{"email": "eve@example.org"}, {"email_verified": False}])
def test_invitation_is_for_nobody_else_and_for_no_unproven_address(alone: Browser, own: Hostile, claims: dict) -> None:
    arrive(invited(alone, "ada@example.org"), own, **claims)
    assert alone.has("made by invitation")
    assert (count(User), only(select(Invitation.used_at))) == (1, None)


def test_invitation_that_was_used_meanwhile_makes_nobody(alone: Browser, own: Hostile) -> None:
    arrive(invited(alone, "ada@example.org"), own)
    with saving() as session:
        session.execute(update(Link).values(used_at=now()))
    assert alone.press("Sign up").status == 403
    assert count(User) == 1


def test_oidc_alone_says_where_to_sign_up_and_where_to_get_a_new_password(alone: Browser) -> None:
    assert alone.open("/signup").has("You need no password here.")
    assert alone.open("/forgot-password").has("Choose a new one there, then log in with it here.")
    assert alone.press("Log in with Acme").heading == "On to Acme"


def test_oidc_alone_says_not_me_without_a_password(by_mail: Browser, own: Hostile, monkeypatch: pytest.MonkeyPatch) -> None:
    ada = make_user(email="ada@example.org")
    with own_context(), writing():
        token = Link.make("not_me", user=db.session.get_one(User, ada.id))[1]
    with_methods(by_mail.client.application, monkeypatch, "oidc")
    browser = by_mail.open(f"/not-me/{token}").press("End every log-in")
    assert (browser.heading, browser.has("Every log-in of your account was ended.")) == ("Log in", True)
