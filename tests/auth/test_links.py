"""One-time links for a password: opening changes nothing, one button uses them up, dead ones all look the same."""

import re
import threading

from flask import Flask
from sqlalchemy import select

from tests.support.browser import Browser
from tests.support.clock import Clock
from tests.support.make import PASSWORD, make_user, sign_in
from tests.support.stage import count, found, only, saving
from webapp.clock import now
from webapp.extensions import db
from webapp.models.known_device import KnownDevice
from webapp.models.link import Link
from webapp.models.login_session import LoginSession, token_hash
from webapp.models.outbox import OutboxMail
from webapp.models.user import User

GOOD = "blue tall otter sings"


def link_for(user: User, purpose: str = "reset") -> str:
    with saving():
        return Link.make(purpose, user=db.session.get_one(User, user.id))[1]


def choose(browser: Browser, token: str, password: str = GOOD) -> Browser:
    return browser.open(f"/reset-password/{token}").fill({"New password": password}).press("Set the password")


def test_new_person_chooses_their_first_password(browser: Browser) -> None:
    ada = make_user(password_hash=None)
    choose(browser, link_for(ada, "password"))
    assert browser.heading == "Log in"
    browser.fill({"Email": ada.email, "Password": GOOD}).press("Log in")
    assert browser.open("/account").heading == "Your account"
    assert count(OutboxMail) == 0


def test_reset_ends_all_log_ins_and_known_browsers_and_is_mailed(browser: Browser, app: Flask) -> None:
    ada = make_user()
    sign_in(Browser(app), ada)
    with saving():
        known, _ = KnownDevice.remember(ada.id, "")
    choose(browser, link_for(ada))
    assert found(select(LoginSession.revoked_reason)) == ["password reset"]
    assert token_hash(known) not in found(select(KnownDevice.token_hash))
    assert only(select(OutboxMail.subject)) == "Your password was reset"


def test_opening_the_link_changes_nothing_and_hides_the_token(browser: Browser) -> None:
    token = link_for(make_user())
    browser.open(f"/reset-password/{token}")
    assert browser.url.endswith("/reset-password")
    assert token not in browser.html
    assert only(select(Link.used_at)) is None


def test_nobody_is_logged_in_by_a_link(browser: Browser) -> None:
    choose(browser, link_for(make_user()))
    assert browser.open("/account").heading == "Log in"


def test_poor_password_leaves_the_link_usable(browser: Browser) -> None:
    ada = make_user(name="Ada Lovelace of London")
    token = link_for(ada)
    assert "your name" in choose(browser, token, "ada lovelace of london").errors[0]
    assert choose(browser, token).heading == "Log in"


def dead(app: Flask, token: str) -> tuple[int, str]:
    browser = Browser(app).open(f"/reset-password/{token}")
    return browser.status, re.sub(r'nonce="[^"]*"', "", browser.html)


def test_dead_links_all_answer_the_same(app: Flask, clock: Clock) -> None:
    ada, used, changed, gone = make_user(), make_user(), make_user(), make_user()
    tokens = {name: link_for(who) for name, who in (("used", used), ("changed", changed), ("gone", gone))}
    choose(Browser(app), tokens["used"])
    with saving() as session:
        session.get_one(User, changed.id).password_changed_at = now()
        session.get_one(User, gone.id).status = "deleted"
        session.get_one(User, gone.id).deleted_at = now()
    answers = {dead(app, token) for token in [*tokens.values(), "never-made", link_for(ada, "login")]}
    clock.move(minutes=61)
    answers.add(dead(app, link_for(ada)[::-1]))
    assert [status for status, _ in answers] == [410]


def test_link_dies_after_its_time(app: Flask, clock: Clock) -> None:
    reset, first = link_for(make_user()), link_for(make_user(), "password")
    clock.move(minutes=61)
    assert dead(app, reset)[0] == 410
    assert dead(app, first)[0] == 200
    clock.move(days=7)
    assert dead(app, first)[0] == 410


def test_two_browsers_use_one_link_once(app: Flask) -> None:
    token = link_for(make_user())
    browsers = [Browser(app).open(f"/reset-password/{token}").fill({"New password": f"{GOOD} {n}"}) for n in range(2)]
    threads = [threading.Thread(target=browser.press, args=("Set the password",)) for browser in browsers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(browser.status for browser in browsers) == [200, 410]


def test_change_of_password_kills_the_link(browser: Browser) -> None:
    ada = make_user()
    token = link_for(ada)
    sign_in(browser, ada).open("/account/password")
    browser.fill({"Current password": PASSWORD, "New password": GOOD}).press("Change your password")
    assert browser.open(f"/reset-password/{token}").status == 410
