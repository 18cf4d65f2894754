"""Confirm it's you: asked when the last proof is older than ten minutes, and not to be guessed at."""

import threading
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.support.browser import Browser
from tests.support.clock import Clock
from tests.support.factors import SEED, give_app
from tests.support.make import PASSWORD, make_user, sign_in
from tests.support.stage import count, only
from webapp.account.proof import WRONG_EITHER
from webapp.models.event import Event
from webapp.models.login_session import LoginSession
from webapp.models.recovery_code import codes_of
from webapp.models.totp import Totp
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


@pytest.mark.parametrize("page", ["two-factor/codes/new", "two-factor/app/remove", "tokens/new", "delete", "email"])
def test_what_is_confirmed_every_time_asks_though_it_was_confirmed_five_minutes_ago(
    browser: Browser, clock: Clock, page: str
) -> None:
    ada = make_user()
    give_app(ada)
    sign_in(browser, ada, at=clock.now - timedelta(minutes=5)).open(f"/account/{page}")
    assert (browser.heading == "Confirm it's you") == (page != "email")


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


def test_who_has_a_second_step_needs_password_and_code(browser: Browser, clock: Clock) -> None:
    ada = make_user()
    app = give_app(ada)
    sign_in(browser, ada, at=clock.now - timedelta(hours=2)).open("/account/confirm")
    assert browser.fill({"Password": PASSWORD, "Code": "000000"}).press("Confirm").errors == [WRONG_EITHER]
    assert browser.fill({"Password": "wrong", "Code": app.code()}).press("Confirm").errors == [WRONG_EITHER]
    assert browser.fill({"Password": PASSWORD, "Code": app.code()}).press("Confirm").path == "/"
    assert only(select(LoginSession.authenticated_at)) == clock.now


def test_code_beside_a_wrong_password_is_not_used_up(browser: Browser) -> None:
    ada = make_user()
    app = give_app(ada)
    sign_in(browser, ada).open("/account/confirm").fill({"Password": "wrong", "Code": app.code()}).press("Confirm")
    assert only(select(Totp.last_step)) == 0


def test_recovery_code_confirms_when_the_phone_is_gone(browser: Browser) -> None:
    ada = make_user()
    give_app(ada)
    sign_in(browser, ada).open("/account/confirm").fill({"Password": PASSWORD, "Code": codes_of(SEED)[0]})
    assert browser.press("Confirm").path == "/"


def test_guessing_codes_ends_the_log_in_as_guessing_passwords_does(browser: Browser) -> None:
    ada = make_user()
    give_app(ada)
    sign_in(browser, ada)
    for _ in range(5):
        browser.open("/account/confirm").fill({"Password": PASSWORD, "Code": "000000"}).press("Confirm")
    assert browser.heading == "Log in"
    assert only(select(Totp.wrong_in_a_row)) == 5


def test_bare_button_that_was_blocked_is_pressed_afterwards(browser: Browser, clock: Clock) -> None:
    ada = make_user()
    give_app(ada)
    sign_in(browser, ada).open("/account/two-factor/app/remove")
    clock.move(minutes=3)
    browser.press("Remove the app").fill({"Password": PASSWORD, "Code": codes_of(SEED)[0]}).press("Confirm")
    assert browser.has("has not been done yet")
    assert browser.press("Continue").has("The app was removed.")


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
