"""The stop about a signed cookie."""

import base64
import zlib
from pathlib import Path

import pytest
from flask import Flask

from tests.support.browser import HOME, Browser
from tests.support.databases import environ_for
from webapp import create_app
from webapp.tour.seal import CLAIM, examine, seal

FITS = "The signature fits."
REFUSED = "Refused: the signature does not fit."


def sign(browser: Browser, note: str = "Tea at four") -> Browser:
    return browser.open("/tour/cookie").fill({"Note": note}).press("Sign the note")


def send(browser: Browser, value: str) -> Browser:
    return browser.fill({"The cookie’s value": value}).press("Send the changed cookie")


def test_a_signed_note_comes_back(browser: Browser) -> None:
    sign(browser, "Tea & <cake>")
    assert browser.has(FITS)
    assert browser.has("It says Tea & <cake>")


def test_any_changed_character_is_noticed(browser: Browser) -> None:
    value = sign(browser).value("The cookie’s value")
    for index in (0, len(value) // 2, len(value) - 2):
        other = "A" if value[index] != "A" else "B"
        assert send(browser, value[:index] + other + value[index + 1 :]).has(REFUSED)


@pytest.mark.parametrize("note", ["Tea at four", "x" * 60])
def test_other_words_under_the_old_signature_are_read_and_refused(browser: Browser, note: str) -> None:
    sign(browser, note).press("Claim to be the owner")
    assert browser.has(REFUSED)
    assert browser.has(f"It claims {CLAIM}")


def test_the_value_put_back_fits_again(browser: Browser) -> None:
    value = sign(browser).value("The cookie’s value")
    assert send(send(browser, f"{value}x"), value).has(FITS)


@pytest.mark.parametrize("value", ["nonsense", ".", "..", "a.b.c", "====", "-1.-1.-1", ".eJwDAAAAAAE.a.a"])
def test_whatever_is_sent_as_a_cookie_is_refused_in_words(browser: Browser, value: str) -> None:
    browser.client.set_cookie("tour", value, domain="localhost")
    assert browser.open("/tour/cookie").has(REFUSED)


@pytest.mark.parametrize("document", [b"[" * 400_000, b"1" * 400_000, b'"' + b"a" * 400_000 + b'"'])
def test_a_cookie_that_unpacks_into_very_much_is_refused_in_few_words(browser: Browser, document: bytes) -> None:
    packed = base64.urlsafe_b64encode(zlib.compress(document, 9)).decode().rstrip("=")
    browser.client.set_cookie("tour", f".{packed}.when.who", domain="localhost")
    assert browser.open("/tour/cookie").has(REFUSED)
    assert len(browser.html) < 20_000


def test_an_emptied_cookie_is_none(browser: Browser) -> None:
    assert send(sign(browser), "").has("Your browser has no cookie of this page yet.")


@pytest.mark.parametrize("value", ["a;b", "a b", "ü", "x" * 601, "a\r\nSet-Cookie: b=c"])
def test_what_no_cookie_can_hold_is_refused_on_its_field(browser: Browser, value: str) -> None:
    send(sign(browser), value)
    assert browser.status == 422
    assert len(browser.errors) >= 1


def test_scripts_cannot_read_the_cookie(browser: Browser) -> None:
    sign(browser)
    cookie = browser.client.get_cookie("tour", domain="localhost")
    assert cookie is not None
    assert (cookie.http_only, cookie.same_site) == (True, "Lax")


def test_it_opens_nothing_else(app: Flask, browser: Browser) -> None:
    with app.app_context():
        value = seal("x")
    browser.client.set_cookie("lodge", value, domain="localhost")
    assert browser.send("GET", "/account").headers["Location"] == "/login"


def test_a_cookie_of_the_older_key_still_fits(tmp_path: Path) -> None:
    old, new = "an old key that is long enough to be one", "a new key that is long enough to be one"
    with create_app(environ_for(tmp_path, secret_key=old)).app_context():
        value = seal("kept")
    with create_app(environ_for(tmp_path, secret_key=new, secret_key_fallbacks=old)).app_context():
        finding = examine(value)
    assert finding is not None
    assert finding.is_ours


def test_without_its_token_the_change_is_not_made(browser: Browser) -> None:
    assert browser.send("POST", f"{HOME}/tour/cookie", {"note": "x"}).status_code == 400
