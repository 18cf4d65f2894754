"""What happened to one's account."""

from flask import Flask
from sqlalchemy import select

from tests.support.browser import Browser
from tests.support.clock import Clock
from tests.support.make import PASSWORD, make_user, sign_in
from tests.support.stage import saving
from webapp.extensions import db
from webapp.models.person import Person
from webapp.models.user import User


def test_own_acts_are_listed_with_browser_and_network(app: Flask) -> None:
    ada = make_user()
    browser = Browser(app, User_Agent="Mozilla/5.0 (Windows NT 10.0) Firefox/140.0")
    browser.open("/login").fill({"Email": ada.email, "Password": PASSWORD}).press("Log in")
    browser.open("/account/activity")
    assert all(browser.has(text) for text in ("You logged in", "Firefox on Windows", "127.0.0.1"))


def test_what_administrators_did_is_listed_without_their_network(browser: Browser) -> None:
    ada = make_user()
    with saving():
        user = db.session.scalars(select(User).where(User.id == ada.id)).one()
        user.suspend(by=Person.command_line(), reason="For a test.")
        user.unsuspend(by=Person.command_line())
    sign_in(browser, ada).open("/account/activity")
    assert browser.has("Your account was suspended")
    assert browser.has("An administrator")


def test_somebody_elses_activity_is_not_shown(browser: Browser, app: Flask) -> None:
    eve = make_user()
    Browser(app).open("/login").fill({"Email": eve.email, "Password": PASSWORD}).press("Log in")
    assert not sign_in(browser, make_user()).open("/account/activity").has("You logged in")


def test_it_ends_after_ninety_days(browser: Browser, clock: Clock) -> None:
    ada = make_user()
    browser.open("/login").fill({"Email": ada.email, "Password": PASSWORD}).press("Log in")
    clock.move(days=91)
    assert not sign_in(browser, ada).open("/account/activity").has("You logged in")
