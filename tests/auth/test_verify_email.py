"""Signing up by mail, second screen: behind the link a name and a password make the account, once."""

import pytest
from flask import Flask
from sqlalchemy import select

from tests.support.browser import Browser
from tests.support.clock import Clock
from tests.support.legal import put_up
from tests.support.make import make_user, sign_in
from tests.support.post import link_in, newest, subjects
from tests.support.settings import setting
from tests.support.stage import count, found, only
from webapp.models.event import Event
from webapp.models.link import Link
from webapp.models.user import User

BO = "bo@example.org"
GOOD = "blue tall otter sings"


def link_for(browser: Browser, email: str = BO) -> str:
    browser.open("/signup").fill({"Email": email}).press("Sign up")
    return link_in(newest(email))


def finish(browser: Browser, link: str, **typed: str) -> Browser:
    return browser.open(link).fill({"Name": "Bo", "Password": GOOD} | typed).press("Sign up")


def test_the_account_has_a_proven_address_and_is_logged_in(by_mail: Browser) -> None:
    assert finish(by_mail, link_for(by_mail)).path == "/"
    bo = only(select(User))
    assert (bo.email, bo.status, bo.email_confirmed_at is not None) == (BO, "active", True)
    assert found(select(Event.action).order_by(Event.id)) == ["signup_verified", "login_success"]


def test_the_link_works_in_another_browser(app: Flask, by_mail: Browser) -> None:
    assert finish(Browser(app), link_for(by_mail)).path == "/"


def test_opening_changes_nothing_and_hides_the_token(by_mail: Browser) -> None:
    link = link_for(by_mail)
    by_mail.send("HEAD", link)
    by_mail.open(link)
    assert by_mail.path == "/verify-email"
    assert link.rpartition("/")[2] not in by_mail.html
    assert (count(User), only(select(Link.used_at))) == (0, None)


def test_a_poor_password_leaves_the_link_usable(by_mail: Browser) -> None:
    link = link_for(by_mail)
    assert "your name, your email" in finish(by_mail, link, Password=BO).errors[0]
    assert finish(by_mail, link).path == "/"


def test_a_link_works_once_and_a_day(by_mail: Browser, app: Flask, clock: Clock) -> None:
    finish(by_mail, link_for(by_mail))
    assert Browser(app).open(link_in(newest(BO))).status == 410
    late = link_for(Browser(app), "late@example.org")
    clock.move(hours=25)
    assert Browser(app).open(late).status == 410


def test_somebody_who_signed_up_elsewhere_meanwhile_is_told(app: Flask, by_mail: Browser) -> None:
    link = link_for(by_mail)
    make_user(email=BO)
    assert finish(by_mail, link).errors == ["This email address has an account already. Log in with it."]
    assert count(User) == 1


def test_a_mode_that_was_changed_meanwhile_counts(by_mail: Browser) -> None:
    link = link_for(by_mail)
    setting(signup_mode="closed")
    assert "made by an administrator" in finish(by_mail, link).errors[0]
    setting(signup_mode="open")
    assert finish(by_mail, link).path == "/"


def test_with_approval_the_applicant_waits_and_administrators_hear_once_an_hour(
    by_mail: Browser, app: Flask, clock: Clock
) -> None:
    olga = make_user("owner", email="olga@example.org")
    setting(signup_mode="approval")
    clock.set(clock.now.replace(minute=10))
    assert finish(by_mail, link_for(by_mail)).heading == "Waiting for approval"
    clock.move(minutes=40)
    finish(Browser(app), link_for(Browser(app), "al@example.org"))
    assert subjects(olga.email) == ["Somebody is waiting for approval"]
    assert newest(olga.email).not_before > clock.now
    clock.move(minutes=61)
    finish(Browser(app), link_for(Browser(app), "cy@example.org"))
    assert len(subjects(olga.email)) == 2
    assert by_mail.open("/account").heading == "Log in"


def test_a_link_for_something_else_opens_nothing_here(by_mail: Browser) -> None:
    link = link_for(by_mail)
    assert by_mail.open(link.replace("/verify-email/", "/reset-password/")).status == 410


@pytest.mark.parametrize("path", ["/verify-email/never-made", "/verify-email"])
def test_an_unknown_link_is_gone(by_mail: Browser, path: str) -> None:
    assert by_mail.open(path).status == 410
    assert by_mail.has("This link is no longer valid. Request a new one.")


def test_somebody_logged_in_makes_no_second_account(by_mail: Browser) -> None:
    link = link_for(by_mail)
    assert sign_in(by_mail, make_user()).open(link).path == "/"


def test_what_newcomers_have_to_accept_is_asked_with_the_name(by_mail: Browser) -> None:
    put_up("privacy", "We read it.", acceptance="everybody")
    link = link_for(by_mail)
    assert finish(by_mail, link).errors == ["Accept the privacy page to sign up."]
    assert finish(by_mail, link, **{"I have read the privacy page and accept it": True}).path == "/"
    assert only(select(User.accepted_privacy)) == 1
