"""Changing one's own password."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.support.browser import Browser
from tests.support.clock import Clock
from tests.support.factors import give_app
from tests.support.make import PASSWORD, make_user, sign_in
from tests.support.stage import count, only
from webapp.models.event import Event
from webapp.models.login_session import LoginSession
from webapp.models.outbox import OutboxMail

NEW = "blue tall otter sings"


def change(browser: Browser, current: str = PASSWORD, new: str = NEW) -> Browser:
    browser.open("/account/password").fill({"Current password": current, "New password": new})
    return browser.press("Change your password")


def test_others_are_logged_out_and_this_browser_is_not(browser: Browser, app: Flask) -> None:
    ada = make_user()
    other = sign_in(Browser(app), ada)
    change(sign_in(browser, ada))
    assert browser.path == "/account"
    assert other.open("/account").heading == "Log in"


def test_new_password_opens_and_the_old_one_does_not(browser: Browser, app: Flask) -> None:
    ada = make_user()
    change(sign_in(browser, ada))
    second = Browser(app).open("/login").fill({"Email": ada.email, "Password": PASSWORD}).press("Log in")
    assert second.status == 422
    assert second.fill({"Email": ada.email, "Password": NEW}).press("Log in").path == "/"


def test_person_is_told_by_mail_with_time_network_and_browser(app: Flask) -> None:
    browser = sign_in(Browser(app, User_Agent="Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"), make_user())
    change(browser)
    mail = only(select(OutboxMail))
    assert mail.subject == "Your password was changed"
    assert "127.0.0.1" in mail.body
    assert "Firefox on Linux" in mail.body
    assert "not you" in mail.body


def test_event_says_that_it_changed_and_not_to_what(browser: Browser) -> None:
    change(sign_in(browser, make_user()))
    event = only(select(Event))
    assert (event.action, event.fields) == ("user.password_changed", ["password"])


def test_token_in_the_cookie_is_a_new_one(browser: Browser, app: Flask) -> None:
    sign_in(browser, make_user())
    before = only(select(LoginSession.token_hash))
    change(browser)
    assert only(select(LoginSession.token_hash)) != before


def test_wrong_current_password_changes_nothing(browser: Browser) -> None:
    assert change(sign_in(browser, make_user()), current="wrong").errors == ["The password is incorrect."]
    assert count(OutboxMail) == 0


def test_poor_new_password_is_refused(browser: Browser) -> None:
    ada = make_user()
    assert "your email address" in change(sign_in(browser, ada), new=ada.email).errors[0]
    assert "characters or more" in change(browser, new="short").errors[0]


def test_guessing_the_current_password_ends_the_log_in(browser: Browser) -> None:
    sign_in(browser, make_user())
    for _ in range(5):
        change(browser, current="wrong")
    assert browser.heading == "Log in"
    assert only(select(LoginSession.revoked_reason)) == "password wrong too often"


def test_a_password_alone_is_no_confirmation_for_who_holds_a_second_factor(browser: Browser, clock: Clock) -> None:
    ada = make_user()
    give_app(ada)
    sign_in(browser, ada, at=clock.now - timedelta(minutes=11))
    assert change(browser).path == "/account"
    assert browser.open("/account/two-factor/app/remove").heading == "Confirm it's you"


@pytest.mark.parametrize(
    ("path", "tokens"),
    [
        ("/login", {"email": "username webauthn", "password": "current-password"}),
        ("/signup", {"name": "name", "email": "username", "password": "new-password"}),
        ("/account/password", {"current_password": "current-password", "password": "new-password"}),
        ("/account/confirm", {"password": "current-password", "code": "one-time-code"}),
    ],
)
def test_browser_that_keeps_passwords_is_told_what_is_asked(browser: Browser, path: str, tokens: dict[str, str]) -> None:
    if path.startswith("/account"):
        ada = make_user()
        give_app(ada)
        sign_in(browser, ada)
    boxes = {box.get("name", ""): box.get("autocomplete", "") for box in browser.open(path).page.every("input")}
    assert {name: boxes.get(name) for name in tokens} == tokens
