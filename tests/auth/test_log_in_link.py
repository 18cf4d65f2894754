"""The operator's one-time link into an account: opening it changes nothing, the button logs in, once."""

from flask import Flask
from sqlalchemy import select

from tests.support.acting import does
from tests.support.browser import Browser
from tests.support.clock import Clock
from tests.support.make import make_user
from tests.support.stage import count, found, own_context
from webapp.database import writing
from webapp.extensions import db
from webapp.models.event import Event
from webapp.models.login_session import LoginSession
from webapp.models.password_link import make_log_in_link
from webapp.models.person import Person
from webapp.models.user import User


def link_for(ada: User) -> str:
    with own_context(), writing():
        return "/login/link/" + make_log_in_link(db.session.get_one(User, ada.id), by=Person.command_line())


def test_the_button_logs_in(browser: Browser) -> None:
    browser.open(link_for(make_user())).press("Log in")
    assert browser.open("/account").path == "/account"
    assert found(select(Event.action).order_by(Event.id)) == ["user.link_made", "login_success"]


def test_opening_the_link_logs_nobody_in(browser: Browser) -> None:
    browser.open(link_for(make_user()))
    assert count(LoginSession) == 0


def test_a_link_works_once(browser: Browser) -> None:
    link = link_for(make_user())
    browser.open(link).press("Log in")
    assert Browser(browser.client.application).open(link).status == 410


def test_a_link_lives_ten_minutes(clock: Clock, browser: Browser) -> None:
    link = link_for(make_user())
    clock.move(minutes=11)
    assert browser.open(link).status == 410


def test_two_who_opened_one_link_are_one_log_in(app: Flask) -> None:
    link = link_for(make_user())
    first, second = Browser(app).open(link), Browser(app).open(link)
    first.press("Log in")
    assert second.press("Log in").status == 410
    assert count(LoginSession) == 1


def test_a_suspended_person_gets_in_by_no_link(browser: Browser) -> None:
    ada = make_user()
    link = link_for(ada)
    does(make_user("owner"), "suspend", ada, reason="Rude")
    assert browser.open(link).status == 410
