"""One's own recovery codes: made after a confirmation, shown once, downloaded as text."""

from flask import Flask
from sqlalchemy import select

from tests.support.browser import Browser
from tests.support.clock import Clock
from tests.support.factors import SEED, first_step, give_app, second_step
from tests.support.make import make_user, sign_in
from tests.support.page import words
from tests.support.stage import count, found
from webapp.models.event import Event
from webapp.models.outbox import OutboxMail
from webapp.models.recovery_code import RecoveryCode, codes_of

PAGE = "/account/two-factor/codes"


def made(browser: Browser) -> list[str]:
    browser.open(f"{PAGE}/new").press("Make new codes")
    return [words(one) for one in browser.page.every("code")]


def test_ten_are_made_and_each_opens(app: Flask, clock: Clock) -> None:
    ada = make_user()
    give_app(ada)
    codes = made(sign_in(Browser(app), ada))
    assert len({code[2:] for code in codes}) == 10
    for code in (codes[0], codes[9]):
        assert second_step(first_step(Browser(app), ada), code).path == "/"


def test_older_ones_open_nothing_any_more(app: Flask) -> None:
    ada = make_user()
    give_app(ada)
    made(sign_in(Browser(app), ada))
    assert second_step(first_step(Browser(app), ada), codes_of(SEED)[0]).status == 422


def test_they_are_shown_once(browser: Browser) -> None:
    ada = make_user()
    give_app(ada)
    codes = made(sign_in(browser, ada))
    assert browser.open(PAGE).path == "/account/two-factor"
    assert not any(browser.has(code) for code in codes)


def test_they_are_stored_as_hashes(browser: Browser) -> None:
    ada = make_user()
    give_app(ada)
    codes = made(sign_in(browser, ada))
    assert all(one.startswith("scrypt:") for one in found(select(RecoveryCode.code_hash)))
    assert not any(code[2:] in stored for code in codes for stored in found(select(RecoveryCode.code_hash)))


def test_they_can_be_downloaded_for_ten_minutes(browser: Browser, clock: Clock) -> None:
    ada = make_user()
    give_app(ada)
    codes = made(sign_in(browser, ada))
    page = browser.page
    browser.press("Download as text")
    assert browser.response.mimetype == "text/plain"
    assert "attachment" in browser.response.headers["Content-Disposition"]
    assert all(code in browser.html for code in codes)
    clock.move(minutes=10, seconds=1)
    browser._page = page
    assert browser.press("Download as text").path == "/account/two-factor"


def test_nobody_else_can_download_them(app: Flask) -> None:
    ada, eve = make_user(), sign_in(Browser(app), make_user())
    give_app(ada)
    browser = sign_in(Browser(app), ada)
    made(browser)
    sealed = next(one.get("value") for one in browser.page.every("input") if one.get("name") == "sealed")
    token = eve.open("/account").csrf_token
    headers = {"Origin": "http://localhost"}
    assert eve.send("POST", f"{PAGE}/download", {"sealed": sealed, "csrf_token": token}, headers=headers).status_code == 303


def test_making_them_is_mailed_recorded_and_confirmed_every_time(browser: Browser) -> None:
    ada = make_user()
    give_app(ada)
    made(sign_in(browser, ada))
    assert found(select(Event.action)) == ["user.codes_made"]
    assert found(select(OutboxMail.subject)) == ["New recovery codes were made"]
    assert browser.open(f"{PAGE}/new").heading == "Confirm it's you"


def test_there_are_none_without_a_factor(browser: Browser) -> None:
    assert sign_in(browser, make_user()).open(f"{PAGE}/new").path == "/account/two-factor"
    assert count(RecoveryCode) == 0
