"""Signing up with a passkey instead of a password, behind the mailed link or an invitation."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.support.acting import person
from tests.support.authenticator import RIGHT, UP, Key, Ways, log_in_with, make, send, wrongly
from tests.support.browser import HOME, Browser
from tests.support.make import make_group, make_user
from tests.support.openid.stage import with_methods
from tests.support.post import link_in, newest, subjects
from tests.support.settings import setting
from tests.support.stage import app as stage
from tests.support.stage import count, found, only, own_context
from webapp.database import writing
from webapp.models.group import membership
from webapp.models.inviting import invite
from webapp.models.link import Link
from webapp.models.login_session import LoginSession
from webapp.models.passkey import Passkey, PasskeyHolder
from webapp.models.permissions import Role
from webapp.models.recovery_code import RecoveryCode
from webapp.models.user import User

BO = "bo@example.org"
BUTTON = "Sign up with a passkey"
OPTIONS = "/signup/passkey"


def at_the_second_screen(browser: Browser) -> Browser:
    browser.open("/signup").fill({"Email": BO}).press("Sign up")
    return browser.open(link_in(newest(BO)))


def options(browser: Browser, name: str = "Bo") -> dict[str, Any]:
    found = browser.send("POST", OPTIONS, {"csrf_token": browser.csrf_token, "name": name}, headers={"Origin": HOME})
    assert found.status_code == 200, found.status_code
    return dict(found.json or {})


def sign_up(browser: Browser, key: Key, ways: Ways = RIGHT, *, name: str = "Bo", asked: dict[str, Any] | None = None) -> Browser:
    """What the page's script does: the name is copied, the answer put into the hidden field."""
    answer = make(key, asked or options(browser, name), ways)
    next(one for one in browser.page.every("input") if one.get("data-from")).set("value", name)
    return send(browser, answer, BUTTON)


def test_the_passkey_makes_the_account_and_recovery_codes_are_shown(by_mail: Browser, app: Flask) -> None:
    key = Key()
    browser = sign_up(at_the_second_screen(by_mail), key)
    assert browser.heading == "Your recovery codes"
    bo = only(select(User))
    assert (bo.name, bo.email, bo.password_hash, bo.email_confirmed_at is not None) == ("Bo", BO, None, True)
    assert (only(select(Passkey.is_complete)), count(RecoveryCode)) == (True, 10)
    assert found(select(LoginSession.methods)) == ["passkey"]
    assert browser.follow("I have kept them").path == "/"
    assert log_in_with(Browser(app), key).path == "/"
    assert "A passkey was added" in subjects(BO)


def test_the_device_is_asked_for_one_that_logs_in_alone(by_mail: Browser) -> None:
    asked = options(at_the_second_screen(by_mail))
    assert asked["authenticatorSelection"] == {"residentKey": "required", "userVerification": "required"}
    assert (asked["user"]["name"], asked["user"]["displayName"]) == (BO, "Bo")


def test_asking_the_device_makes_nobody_and_uses_nothing_up(by_mail: Browser) -> None:
    options(at_the_second_screen(by_mail))
    assert (count(User), count(PasskeyHolder), only(select(Link.used_at))) == (0, 0, None)


@pytest.mark.parametrize(
    ("ways", "words"),
    [
        (wrongly(flags=UP), "cannot log you in by itself"),
        (wrongly(is_kept=False), "cannot log you in by itself"),
        (wrongly(origin="https://evil.example"), "was not accepted"),
        (wrongly(challenge=b"of my own making"), "was not accepted"),
    ],
    ids=["not verified", "not kept", "foreign", "challenge"],
)
def test_a_passkey_that_is_no_log_in_makes_nobody_and_leaves_the_link(by_mail: Browser, ways: Ways, words: str) -> None:
    browser = sign_up(at_the_second_screen(by_mail), Key(), ways)
    assert (browser.status, browser.has(words)) == (422, True)
    assert count(User) == 0
    assert sign_up(browser, Key()).heading == "Your recovery codes"


def test_the_name_is_wanted_all_the_same(by_mail: Browser) -> None:
    browser = sign_up(at_the_second_screen(by_mail), Key(), name="")
    assert browser.errors == ["Enter your name."]
    assert count(User) == 0


def test_a_challenge_for_one_link_is_none_for_another(by_mail: Browser) -> None:
    asked = options(at_the_second_screen(by_mail))
    browser = sign_up(at_the_second_screen(by_mail), Key(), asked=asked)
    assert (browser.status, count(User)) == (422, 0)


def test_the_link_works_once(by_mail: Browser, app: Flask) -> None:
    first = at_the_second_screen(by_mail)
    second = Browser(app).open(link_in(newest(BO)))
    asked = options(second)
    sign_up(first, Key())
    assert sign_up(second, Key(), asked=asked).status == 410
    assert (count(User), count(Passkey)) == (1, 1)


def test_who_waits_for_approval_is_not_let_in(by_mail: Browser) -> None:
    setting(signup_mode="approval")
    assert sign_up(at_the_second_screen(by_mail), Key()).heading == "Waiting for approval"
    assert (count(LoginSession), count(Passkey)) == (0, 1)


def invitation(role: Role = Role.MEMBER, groups: tuple[int, ...] = ()) -> str:
    owner = make_user("owner")
    with own_context():
        rules = {"signup_mode": "invite"}
        with writing():
            token = invite(by=person(owner), email=BO, role=role, group_ids=groups, rules=rules, link_to=None)[1]
    return f"/invitations/{token}"


def test_an_invitation_is_accepted_with_a_passkey(browser: Browser) -> None:
    desk = make_group("Desk")
    browser = sign_up(browser.open(invitation(Role.STAFF, (desk.id,))), Key())
    bo = only(select(User).where(User.email == BO))
    assert (bo.granted_role, bo.password_hash) == ("staff", None)
    assert found(select(membership.c.group_id)) == [desk.id]
    assert browser.follow("I have kept them").heading == "You are offered a role"


def test_without_passkeys_among_the_ways_none_is_offered_or_taken(by_mail: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = at_the_second_screen(by_mail)
    with_methods(stage(), monkeypatch, "password")
    assert not browser.open("/verify-email").has(BUTTON)
    assert browser.send("POST", OPTIONS, {"csrf_token": browser.csrf_token}, headers={"Origin": HOME}).status_code == 403


def test_without_passwords_the_passkey_is_the_way(by_mail: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = at_the_second_screen(by_mail)
    with_methods(stage(), monkeypatch, "passkey")
    browser.open("/verify-email")
    assert not browser.has("Password")
    assert sign_up(browser, Key()).heading == "Your recovery codes"
