"""A page that is drawn once for all visitors: each gets a token and a nonce of their own, and sees what is so now."""

import re

from flask import Flask

from tests.support.browser import Browser
from tests.support.make import PASSWORD, make_user
from tests.support.settings import setting
from webapp.same_page import NONCE, TOKEN


def token_and_nonce(browser: Browser) -> tuple[str, str]:
    page = browser.client.get("/login")
    assert TOKEN not in page.text
    assert NONCE not in page.text
    nonce = re.findall(r'nonce="([^"]+)"', page.text)[0]
    assert f"'nonce-{nonce}'" in page.headers["Content-Security-Policy"]
    return re.findall(r'name="csrf_token" value="([^"]+)"', page.text)[0], nonce


def test_each_visitor_has_a_token_of_their_own_and_each_answer_a_nonce(app: Flask) -> None:
    ada, bob = Browser(app), Browser(app)
    pages = [token_and_nonce(one) for one in (ada, bob, ada, bob)]
    assert len({token for token, _ in pages}) == 2
    assert pages[0][0] == pages[2][0]
    assert len({nonce for _, nonce in pages}) == 4


def test_who_gets_the_kept_page_logs_in_with_it(app: Flask) -> None:
    make_user(email="ada@example.org")
    Browser(app).open("/login")
    browser = Browser(app).open("/login")
    browser.fill({"Email": "ada@example.org", "Password": PASSWORD}).press("Log in")
    assert browser.has("Home")


def test_what_one_is_told_is_told_nobody_else(app: Flask) -> None:
    Browser(app).open("/login")
    told = Browser(app)
    with told.client.session_transaction() as kept:
        kept["_flashes"] = [("good", "Only for Ada.")]
    assert told.open("/login").has("Only for Ada.")
    assert not Browser(app).open("/login").has("Only for Ada.")


def test_it_speaks_the_language_of_its_reader_and_knows_a_new_setting(app: Flask) -> None:
    assert "Log in" in Browser(app).open("/login").html
    assert "Anmelden" in Browser(app, Accept_Language="de").open("/login").html
    setting(site_name="Rowing Club")
    assert "Rowing Club" in Browser(app).open("/login").html
