"""Confirm it's you: asked when the last proof is older than ten minutes, and not to be guessed at."""

import threading
from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from tests.support.browser import Browser
from tests.support.clock import Clock
from tests.support.make import PASSWORD, make_user, sign_in
from tests.support.stage import count, only
from webapp.models.event import Event
from webapp.models.login_session import LoginSession
from webapp.models.user import User


def confirm(browser: Browser, password: str = PASSWORD) -> Browser:
    return browser.open("/account/confirm").fill({"Password": password}).press("Confirm")


def test_it_counts_from_now_on_with_a_new_token(browser: Browser, clock: Clock) -> None:
    sign_in(browser, make_user(), at=clock.now - timedelta(hours=2))
    before = only(select(LoginSession))
    assert confirm(browser).path == "/"
    after = only(select(LoginSession))
    assert after.authenticated_at == clock.now
    assert after.token_hash != before.token_hash


def test_old_token_answers_what_was_under_way_and_then_no_more(browser: Browser, clock: Clock) -> None:
    sign_in(browser, make_user())
    tab = Browser(browser.client.application)
    tab.client.set_cookie("lodge", browser.client.get_cookie("lodge", domain="localhost").value, domain="localhost")
    confirm(browser)
    clock.move(seconds=29)
    assert tab.open("/account").heading == "Your account"
    clock.move(seconds=2)
    assert tab.open("/account").heading == "Log in"
    assert browser.open("/account").heading == "Your account"


def test_blocked_post_goes_on_after_it(browser: Browser, clock: Clock) -> None:
    owner, ada = make_user("owner"), make_user(name="Ada")
    sign_in(browser, owner).open(f"/admin/users/{ada.id}/grant-role").fill({"Role": "Staff"})
    clock.move(minutes=11)
    browser.press("Save role")
    assert browser.heading == "Confirm it's you"
    browser.fill({"Password": PASSWORD}).press("Confirm")
    assert browser.heading == "Check it and continue"
    browser.press("Continue")
    assert only(select(User.granted_role).where(User.id == ada.id)) == "staff"


def test_wrong_password_is_refused_and_recorded(browser: Browser) -> None:
    sign_in(browser, make_user())
    assert confirm(browser, "wrong").errors == ["The password is incorrect."]
    assert only(select(Event.action)) == "confirm_failed"


def test_fifth_failure_ends_the_log_in(browser: Browser) -> None:
    sign_in(browser, make_user())
    for _ in range(4):
        assert confirm(browser, "wrong").heading == "Confirm it's you"
    assert confirm(browser, "wrong").heading == "Log in"
    assert browser.has("logged out here")
    assert only(select(LoginSession.revoked_reason)) == "password wrong too often"


def test_failures_are_forgotten_after_a_quarter_of_an_hour(browser: Browser, clock: Clock) -> None:
    sign_in(browser, make_user())
    for _ in range(4):
        confirm(browser, "wrong")
    clock.move(minutes=15, seconds=1)
    assert confirm(browser, "wrong").heading == "Confirm it's you"


def test_ten_guesses_at_once_end_the_log_in(app: Flask) -> None:
    first = sign_in(Browser(app), make_user())
    cookie = first.client.get_cookie("lodge", domain="localhost")
    tabs = [Browser(app) for _ in range(10)]
    for tab in tabs:
        tab.client.set_cookie("lodge", cookie.value, domain="localhost")
        tab.open("/account/confirm").fill({"Password": "wrong"})
    threads = [threading.Thread(target=tab.press, args=("Confirm",)) for tab in tabs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert first.open("/account").heading == "Log in"
    assert count(LoginSession) == 1
