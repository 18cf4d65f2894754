"""Confirm it's you with a passkey."""

from flask import Flask
from sqlalchemy import select

from tests.support.authenticator import UP, Key, enrol, options_for, send, sign, wrongly
from tests.support.browser import Browser
from tests.support.clock import Clock
from tests.support.factors import SEED, give_app
from tests.support.make import PASSWORD, make_user, sign_in
from tests.support.stage import only
from webapp.models.event import Event
from webapp.models.login_session import LoginSession
from webapp.models.recovery_code import codes_of

PAGE = "/account/confirm"


def confirm(browser: Browser, key: Key, **values: object) -> Browser:
    browser.open(PAGE)
    credential = sign(key, options_for(browser, f"{PAGE}/passkey"), wrongly(**values))
    return send(browser, credential, "Confirm with a passkey")


def test_passkey_confirms_without_a_password(browser: Browser, clock: Clock) -> None:
    key = enrol(sign_in(browser, make_user()))
    clock.move(minutes=20)
    assert confirm(browser, key).path == "/"
    assert only(select(LoginSession.authenticated_at)) == clock.now
    assert only(select(Event).where(Event.action == "confirmed")).target_id is not None


def test_blocked_page_follows(browser: Browser, clock: Clock) -> None:
    key = enrol(sign_in(browser, make_user()))
    clock.move(minutes=20)
    browser.open("/account/two-factor/app")
    credential = sign(key, options_for(browser, f"{PAGE}/passkey"))
    assert send(browser, credential, "Confirm with a passkey").path == "/account/two-factor/app"


def test_weaker_code_is_not_taken_from_who_holds_a_passkey(browser: Browser) -> None:
    ada = make_user()
    enrol(sign_in(browser, ada))
    app = give_app(ada)
    browser.open(PAGE).fill({"Password": PASSWORD, "Code": app.code()})
    assert browser.press("Confirm").status == 422
    assert browser.fill({"Password": PASSWORD, "Code": codes_of(SEED)[0]}).press("Confirm").path == "/"


def test_key_that_asks_nobody_needs_the_password_beside_it(browser: Browser) -> None:
    key = enrol(sign_in(browser, make_user()), wrongly(flags=UP, is_kept=False))
    assert confirm(browser, key, flags=UP).has("your password is needed beside it")
    browser.open(PAGE).fill({"Password": PASSWORD})
    credential = sign(key, options_for(browser, f"{PAGE}/passkey"), wrongly(flags=UP))
    assert send(browser, credential, "Confirm with a passkey").path == "/"


def test_somebody_elses_passkey_confirms_nothing_and_five_end_the_log_in(browser: Browser, app: Flask) -> None:
    foreign = enrol(sign_in(Browser(app), make_user()))
    enrol(sign_in(browser, make_user()))
    for _ in range(4):
        assert confirm(browser, foreign).status == 422
    assert confirm(browser, foreign).heading == "Log in"
