"""This wasn't me: a link in mails about a changed password and a new browser ends everything and leads to a new password."""

import pytest
from flask import Flask
from sqlalchemy import select

from tests.support.browser import Browser
from tests.support.clock import Clock
from tests.support.make import PASSWORD, make_user, sign_in
from tests.support.post import link_in, mails, newest
from tests.support.stage import count, found
from webapp.models.event import Event
from webapp.models.known_device import KnownDevice
from webapp.models.login_session import LoginSession
from webapp.models.user import User

ADA = "ada@example.org"
NEW = "blue tall otter sings"


def log_in(browser: Browser, password: str = PASSWORD) -> Browser:
    return browser.open("/login").fill({"Email": ADA, "Password": password}).press("Log in")


@pytest.fixture
def thief(by_mail: Browser, app: Flask) -> Browser:
    """Ada has logged in before; somebody else does so now, with a browser of their own."""
    make_user(email=ADA)
    log_in(by_mail)
    return log_in(Browser(app))


def test_a_new_browser_is_told_with_a_way_out(thief: Browser, app: Flask) -> None:
    assert newest(ADA).subject == "A log-in with a new browser"
    assert Browser(app).open(link_in(newest(ADA))).heading == "This wasn't me"


def test_one_button_ends_every_log_in_and_leads_to_a_new_password(thief: Browser, app: Flask) -> None:
    owner = Browser(app).open(link_in(newest(ADA))).press("End every log-in")
    assert owner.heading == "Choose a password"
    assert thief.open("/account").heading == "Log in"
    assert set(found(select(LoginSession.revoked_reason))) == {"not me"}
    assert count(KnownDevice) == 0
    owner.fill({"New password": NEW}).press("Set the password")
    assert log_in(thief).status == 422
    assert log_in(Browser(app), NEW).path == "/"
    assert "user.not_me" in found(select(Event.action))


def test_a_changed_password_is_told_with_a_way_out(thief: Browser, app: Flask) -> None:
    first = link_in(newest(ADA))
    thief.open("/account/password").fill({"Current password": PASSWORD, "New password": NEW}).press("Change your password")
    assert newest(ADA).subject == "Your password was changed"
    assert Browser(app).open(first).status == 410
    Browser(app).open(link_in(newest(ADA))).press("End every log-in")
    assert thief.open("/account").heading == "Log in"


def test_opening_ends_nothing_and_hides_the_token(thief: Browser, app: Flask) -> None:
    link = link_in(newest(ADA))
    Browser(app).send("HEAD", link)
    other = Browser(app).open(link)
    assert (other.path, link.rpartition("/")[2] in other.html) == ("/not-me", False)
    assert thief.open("/account").path == "/account"


def test_it_works_once_and_for_a_day(thief: Browser, app: Flask, clock: Clock) -> None:
    link = link_in(newest(ADA))
    first, second = Browser(app).open(link), Browser(app).open(link)
    first.press("End every log-in")
    assert second.press("End every log-in").status == 410
    log_in(Browser(app))
    clock.move(hours=25)
    assert Browser(app).open(link_in(newest(ADA))).status == 410


def test_without_mail_the_words_stay(browser: Browser, app: Flask) -> None:
    ada = make_user(email=ADA)
    sign_in(browser, ada)
    log_in(Browser(app))
    log_in(Browser(app))
    assert "ask an administrator at once" in mails(ADA)[0].body
    assert [one.id for one in found(select(User))] == [ada.id]
