"""The pages behind one-time links are one page when the link is dead, and none of them acts when it is opened."""

import re

import pytest
from flask import Flask
from sqlalchemy import select

from tests.support.browser import Browser
from tests.support.make import make_user, sign_in
from tests.support.stage import found, saving
from webapp.models.link import Link
from webapp.models.user import User

ADDRESSES = ("/verify-email", "/invitations", "/reset-password", "/login/link", "/not-me", "/undo-email")
PURPOSES = {
    "/verify-email": "signup",
    "/reset-password": "reset",
    "/login/link": "login",
    "/not-me": "not_me",
    "/undo-email": "undo",
}


def dead(browser: Browser, path: str) -> tuple[int, str]:
    browser.open(path)
    return browser.status, re.sub(r'nonce="[^"]*"', "", browser.html)


def test_a_dead_link_answers_the_same_bytes_whatever_it_was_for(app: Flask) -> None:
    answers = {dead(Browser(app), f"{address}/{'x' * 43}") for address in ADDRESSES}
    assert [status for status, _ in answers] == [410]
    assert "This link is no longer valid. Request a new one." in next(iter(answers))[1]


@pytest.mark.parametrize("address", PURPOSES)
def test_a_link_for_something_else_is_as_dead_as_one_that_was_never_made(app: Flask, address: str) -> None:
    ada = make_user()
    with saving() as session:
        values = {"user": session.get_one(User, ada.id), "address_key": ada.email_key, "email": ada.email}
        tokens = {place: Link.make(purpose, **values)[1] for place, purpose in PURPOSES.items()}
    alive = [place for place in ADDRESSES if dead(Browser(app), f"{place}/{tokens[address]}")[0] == 200]
    assert alive == [address]


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_opening_every_page_uses_nothing_up(app: Flask, method: str) -> None:
    ada = make_user()
    with saving() as session:
        values = {"user": session.get_one(User, ada.id), "address_key": ada.email_key, "email": ada.email}
        tokens = {place: Link.make(purpose, **values)[1] for place, purpose in PURPOSES.items()}
    for place, token in tokens.items():
        browser = Browser(app)
        browser.send(method, f"{place}/{token}")
        browser.send(method, place)
    assert set(found(select(Link.used_at))) == {None}


def test_the_change_of_somebody_elses_address_is_dead_too(app: Flask) -> None:
    ada = make_user()
    with saving() as session:
        token = Link.make("email", user=session.get_one(User, ada.id), address_key="new@example.org", email="new@example.org")[1]
    assert sign_in(Browser(app), make_user()).open(f"/account/email/confirm/{token}").status == 410
    assert sign_in(Browser(app), ada).open(f"/account/email/confirm/{token}").status == 200
