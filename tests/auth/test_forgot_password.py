"""A forgotten password: by mail the same answer for every address, without mail a word on whom to ask."""

import re
from datetime import timedelta
from time import process_time

import pytest
from flask import Flask
from sqlalchemy import select

from tests.support.browser import Browser
from tests.support.clock import Clock
from tests.support.make import PASSWORD, make_user, sign_in
from tests.support.post import link_in, mails, newest, subjects
from tests.support.stage import count, found, only, saving
from webapp.models import throttle
from webapp.models.event import Event, StrangerEvent
from webapp.models.known_device import KnownDevice
from webapp.models.link import Link
from webapp.models.login_session import LoginSession, token_hash
from webapp.models.user import User

ADA = "ada@example.org"
NEW = "blue tall otter sings"


def ask(browser: Browser, email: str = ADA) -> Browser:
    return browser.open("/forgot-password").fill({"Email": email}).press("Send the link")


def choose(browser: Browser, link: str) -> Browser:
    return browser.open(link).fill({"New password": NEW}).press("Set the password")


def test_without_mail_it_says_to_ask_an_administrator(browser: Browser) -> None:
    assert browser.open("/login").follow("Forgot your password?").has("Ask an administrator")


def test_the_mailed_link_sets_a_new_password(by_mail: Browser) -> None:
    make_user(email=ADA)
    assert ask(by_mail).has("If an account matches, we have sent an email.")
    choose(by_mail, link_in(newest(ADA)))
    assert by_mail.heading == "Log in"
    assert by_mail.fill({"Email": ADA, "Password": NEW}).press("Log in").path == "/"


def test_afterwards_everything_that_stood_open_is_shut(by_mail: Browser, app: Flask) -> None:
    ada = make_user(email=ADA)
    sign_in(Browser(app), ada)
    with saving() as session:
        KnownDevice.remember(ada.id, "")
        Link.make("login", user=session.get_one(User, ada.id))
    ask(by_mail)
    choose(by_mail, link_in(newest(ADA)))
    assert by_mail.open("/account").heading == "Log in"
    assert found(select(LoginSession.revoked_reason)) == ["password reset"]
    assert found(select(Link.purpose).where(Link.used_at.is_(None))) == ["not_me"]


def test_afterwards_the_browser_that_set_it_is_the_only_one_that_is_known(by_mail: Browser) -> None:
    ada = make_user(email=ADA)
    with saving():
        KnownDevice.remember(ada.id, "")
    ask(by_mail)
    choose(by_mail, link_in(newest(ADA)))
    cookie = by_mail.client.get_cookie("known", domain="localhost")
    assert cookie is not None
    assert only(select(KnownDevice.token_hash)) == token_hash(cookie.value)


def answer(app: Flask, email: str) -> tuple[int, str, str]:
    browser = ask(Browser(app), email)
    return browser.status, browser.path, re.sub(r'nonce="[^"]*"', "", browser.html)


@pytest.mark.parametrize("status", ["active", "pending", "suspended", "deleted"])
def test_every_address_gets_the_same_answer(by_mail: Browser, app: Flask, status: str) -> None:
    make_user(email=ADA, status=status)
    assert answer(app, ADA) == answer(app, "never@example.org")
    assert subjects("never@example.org") == []
    assert len(mails(ADA)) == (status == "active")


def test_a_known_address_costs_as_much_as_an_unknown_one(by_mail: Browser, app: Flask, clock: Clock) -> None:
    make_user(email=ADA)

    def seconds(email: str) -> float:
        browser = Browser(app).open("/forgot-password").fill({"Email": email})
        begun = process_time()
        browser.press("Send the link")
        return process_time() - begun

    times = []
    for _ in range(8):
        times.append((seconds(ADA), seconds("never@example.org")))
        clock.move(hours=9)
    # The least of each, in CPU time: a busy machine only adds.
    known, never = min(one for one, _ in times), min(other for _, other in times)
    assert len(mails(ADA)) == 8
    assert abs(known - never) < 0.005


def test_an_account_is_written_to_three_times_an_hour_and_ten_a_day(by_mail: Browser, app: Flask, clock: Clock) -> None:
    make_user(email=ADA)
    written = []
    for _ in range(4):
        assert {ask(from_elsewhere(app, number)).status for number in range(4)} == {200}
        written.append(len(mails(ADA)))
        clock.move(minutes=61)
    # Those who got nothing are counted too: twelve tries, of which two were over the hour's limit.
    assert written == [3, 6, 8, 8]


def from_elsewhere(app: Flask, number: int) -> Browser:
    browser = Browser(app)
    browser.client.environ_base["REMOTE_ADDR"] = f"203.0.113.{number}"
    return browser


def test_a_network_asks_ten_times_an_hour(by_mail: Browser, app: Flask, clock: Clock) -> None:
    answers = [ask(from_elsewhere(app, 7), f"{number}@example.org") for number in range(11)]
    assert [one.status for one in answers] == [200] * 10 + [429]
    assert answers[-1].response.headers["Retry-After"] == "3600"


def test_the_limits_are_those_of_the_house() -> None:
    assert [(one.most, one.window) for one in throttle.of_reset()] == [(3, timedelta(hours=1)), (10, timedelta(days=1))]


def test_a_newer_link_kills_the_older_and_each_lives_an_hour(by_mail: Browser, app: Flask, clock: Clock) -> None:
    make_user(email=ADA)
    ask(by_mail)
    ask(by_mail)
    older, newer = mails(ADA)
    assert Browser(app).open(link_in(older)).status == 410
    assert Browser(app).open(link_in(newer)).status == 200
    clock.move(minutes=61)
    assert Browser(app).open(link_in(newer)).status == 410


def test_whoever_read_the_mail_has_the_mailbox(by_mail: Browser) -> None:
    make_user(email=ADA, email_confirmed_at=None)
    ask(by_mail)
    choose(by_mail, link_in(newest(ADA)))
    assert only(select(User.email_confirmed_at)) is not None


def test_asking_is_noted_outside_the_chain(by_mail: Browser) -> None:
    make_user(email=ADA)
    ask(by_mail)
    assert only(select(StrangerEvent.action)) == "reset_requested"
    assert count(Event) == 0


def test_asking_changes_nothing_for_the_person(by_mail: Browser, app: Flask) -> None:
    make_user(email=ADA)
    ask(by_mail)
    assert Browser(app).open("/login").fill({"Email": ADA, "Password": PASSWORD}).press("Log in").path == "/"


def test_the_host_of_the_link_is_the_portals_own(by_mail: Browser) -> None:
    make_user(email=ADA)
    by_mail.headers["Host"] = "evil.test"
    ask(by_mail)
    assert "http://localhost/reset-password/" in newest(ADA).body
