"""One's own authenticator app: added with its first code, removed after a question."""

import re
from base64 import b32decode
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import segno
from flask import Flask
from sqlalchemy import select

from tests.support.browser import Browser
from tests.support.clock import Clock
from tests.support.factors import SEED, App, first_step, give_app, second_step
from tests.support.make import PASSWORD, make_user, sign_in
from tests.support.stage import count, found, only
from webapp.account.qr import drawing
from webapp.models.event import Event
from webapp.models.login_session import LoginSession
from webapp.models.outbox import OutboxMail
from webapp.models.recovery_code import RecoveryCode, codes_of
from webapp.models.totp import Totp

PAGE = "/account/two-factor/app"


def scanned(browser: Browser) -> App:
    """The app that has scanned the code of the page."""
    letters = next(one.get("value", "") for one in browser.page.every("input") if one.get("id") == "copy-box")
    return App(b32decode(letters))


def add(browser: Browser) -> App:
    app = scanned(browser.open(PAGE))
    browser.fill({"Code from the app": app.code()}).press("Add the app")
    return app


def test_app_is_added_with_its_first_code(browser: Browser) -> None:
    add(sign_in(browser, make_user()))
    assert browser.heading == "Your recovery codes"
    assert found(select(Event.action)) == ["user.app_added"]
    assert found(select(OutboxMail.subject)) == ["An authenticator app was added"]
    assert browser.open("/account/two-factor").has("10 recovery codes are left.")


def test_first_code_is_used_up(browser: Browser, clock: Clock) -> None:
    ada = make_user()
    app = add(sign_in(browser, ada))
    other = first_step(Browser(browser.client.application), ada)
    assert second_step(other, app.code()).status == 422
    clock.move(seconds=30)
    assert second_step(other, app.code()).path == "/"


def test_secret_has_160_bits_and_is_stored_sealed(browser: Browser) -> None:
    app = add(sign_in(browser, make_user()))
    assert len(app.secret) == 20
    assert app.secret not in only(select(Totp.secret))


def test_picture_text_and_link_hold_the_same_secret(browser: Browser) -> None:
    sign_in(browser, make_user(email="ada@example.org")).open(PAGE)
    link = next(one.get("href", "") for one in browser.page.every("a") if one.get("href", "").startswith("otpauth:"))
    asked = parse_qs(urlsplit(link).query)
    assert urlsplit(link).path == "/Lodge:ada%40example.org"
    assert b32decode(asked["secret"][0]) == scanned(browser).secret
    assert drawing(link).path in browser.html


def test_drawing_is_the_code_with_a_quiet_edge() -> None:
    matrix = segno.make("otpauth://totp/x", error="m", micro=False).matrix
    drawn = drawing("otpauth://totp/x")
    bars = [tuple(map(int, bar)) for bar in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", drawn.path)]
    dark = {(x + step, y) for x, y, length in bars for step in range(length)}
    assert dark == {(x + 4, y + 4) for y, row in enumerate(matrix) for x, module in enumerate(row) if module}
    assert drawn.size == len(matrix) + 8


def test_mistyped_code_keeps_the_same_secret(browser: Browser) -> None:
    sign_in(browser, make_user()).open(PAGE)
    before = scanned(browser)
    assert "The code is not right" in browser.fill({"Code from the app": "000000"}).press("Add the app").errors[0]
    assert scanned(browser).secret == before.secret
    browser.fill({"Code from the app": before.code()}).press("Add the app")
    assert count(Totp) == 1


def test_secret_of_another_log_in_is_not_accepted(app: Flask) -> None:
    eve, ada = sign_in(Browser(app), make_user()), sign_in(Browser(app), make_user())
    offered = scanned(eve.open(PAGE))
    planted = next(one.get("value", "") for one in eve.page.every("input") if one.get("name") == "sealed")
    box = next(one for one in ada.open(PAGE).page.every("input") if one.get("name") == "sealed")
    box.set("value", planted)
    assert ada.fill({"Code from the app": offered.code()}).press("Add the app").status == 422
    assert count(Totp) == 0


def test_it_is_asked_for_a_confirmation_first(browser: Browser, clock: Clock) -> None:
    sign_in(browser, make_user(), at=clock.now - timedelta(minutes=11))
    browser.open(PAGE).fill({"Password": PASSWORD}).press("Confirm")
    assert browser.path == PAGE


def test_log_in_gets_a_new_token(browser: Browser) -> None:
    sign_in(browser, make_user())
    before = only(select(LoginSession.token_hash))
    add(browser)
    assert only(select(LoginSession.token_hash)) != before


def test_second_app_is_not_offered(browser: Browser) -> None:
    ada = make_user()
    give_app(ada)
    assert sign_in(browser, ada).open(PAGE).path == "/account/two-factor"


def test_removing_it_takes_the_recovery_codes_along(browser: Browser) -> None:
    ada = make_user()
    give_app(ada)
    sign_in(browser, ada).open(f"{PAGE}/remove").press("Remove the app")
    assert browser.has("The app was removed.")
    assert (count(Totp), count(RecoveryCode)) == (0, 0)
    assert found(select(OutboxMail.subject)) == ["Your authenticator app was removed"]
    assert first_step(Browser(browser.client.application), ada).path == "/"


def test_removing_is_confirmed_every_time(browser: Browser, clock: Clock) -> None:
    ada = make_user()
    give_app(ada)
    sign_in(browser, ada).open(f"{PAGE}/remove").press("Remove the app")
    give_app(ada)
    assert browser.open(f"{PAGE}/remove").heading == "Confirm it's you"
    browser.fill({"Password": PASSWORD, "Code": codes_of(SEED)[0]}).press("Confirm")
    assert browser.heading == "Remove the authenticator app"
