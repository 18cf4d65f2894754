"""Signing up without mail: one screen, one sentence about taken addresses, limits that a school class passes."""

import threading

import pytest
from flask import Flask
from sqlalchemy import select

from tests.support.browser import Browser
from tests.support.clock import Clock
from tests.support.legal import put_up
from tests.support.make import PASSWORD, make_user, sign_in
from tests.support.post import subjects
from tests.support.settings import setting
from tests.support.stage import count, only, saving
from webapp.config import SIGNUP_MODES
from webapp.models import throttle
from webapp.models.event import Event
from webapp.models.legal import LegalAcceptance
from webapp.models.setting import Setting
from webapp.models.sign_up import decide_sign_up
from webapp.models.user import User

GOOD = "blue tall otter sings"
TAKEN = "That address can't be used to sign up. Log in, or ask an administrator for help."


def sign_up(browser: Browser, email: str = "bo@example.org", **typed: str) -> Browser:
    return browser.open("/signup").fill({"Name": "Bo", "Email": email, "Password": GOOD} | typed).press("Sign up")


def test_account_works_at_once_and_its_address_is_unconfirmed(browser: Browser) -> None:
    assert sign_up(browser).path == "/"
    bo = only(select(User))
    assert (bo.role, bo.status, bo.email_confirmed_at) == ("member", "active", None)
    assert browser.open("/account").has("bo@example.org (not confirmed)")


def test_sign_up_is_an_event(browser: Browser) -> None:
    sign_up(browser)
    assert only(select(Event.target_id).where(Event.action == "user.signed_up")) == only(select(User.id))


def test_sign_up_leads_to_where_the_person_was_going(browser: Browser) -> None:
    browser.open("/account/activity").follow("Sign up")
    browser.fill({"Name": "Bo", "Email": "bo@example.org", "Password": GOOD}).press("Sign up")
    assert browser.path == "/account/activity"


@pytest.mark.parametrize("typed", ["bo@example.org", "BO@Example.ORG", " bo@example.org "])
def test_taken_address_gets_the_one_sentence(browser: Browser, typed: str) -> None:
    make_user(email="bo@example.org")
    assert sign_up(browser, typed).errors == [TAKEN]
    assert browser.status == 422
    assert count(User) == 1


def test_two_at_once_with_one_address_make_one_account(app: Flask) -> None:
    browsers = [Browser(app).open("/signup") for _ in range(2)]
    for browser in browsers:
        browser.fill({"Name": "Bo", "Email": "bo@example.org", "Password": GOOD})
    threads = [threading.Thread(target=browser.press, args=("Sign up",)) for browser in browsers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(browser.status for browser in browsers) == [200, 422]
    assert count(User) == 1


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("", "Enter a password."),
        ("short", "Use 12 characters or more. Yours has 5."),
        ("bo@example.org", "Do not use your name"),
        ("passwordpassword", "known to everybody"),
        ("aaaaaaaaaaaaaaaaaa", "easy to guess"),
    ],
)
def test_poor_password_is_refused_with_a_reason(browser: Browser, password: str, sentence: str) -> None:
    assert sentence in sign_up(browser, Password=password).errors[0]
    assert count(User) == 0


def test_password_with_spaces_and_accents_is_kept_as_it_is(browser: Browser) -> None:
    odd = "  grüne Wölfe tanzen  "
    sign_up(browser, Password=odd)
    browser.press("Log out")
    browser.open("/login").fill({"Email": "bo@example.org", "Password": odd.replace("ü", "u\u0308")}).press("Log in")
    assert browser.open("/account").heading == "Your account"


def test_closed_portal_says_so(browser: Browser) -> None:
    with saving() as session:
        session.add(Setting(name="signup_mode", value="closed"))
    assert browser.open("/signup").status == 200
    assert browser.has("made by an administrator")
    assert not browser.page.by_id("password")


@pytest.mark.parametrize(("mode", "sentence"), [("closed", "made by an administrator"), ("invite", "made by invitation")])
def test_modes_in_which_no_stranger_signs_up_say_so(browser: Browser, mode: str, sentence: str) -> None:
    setting(signup_mode=mode)
    assert browser.open("/signup").has(sentence)
    assert not browser.page.by_id("email")


def test_with_approval_the_account_waits_and_nobody_is_logged_in(browser: Browser) -> None:
    olga = make_user("owner")
    setting(signup_mode="approval")
    assert sign_up(browser).heading == "Waiting for approval"
    assert only(select(User.status).where(User.id != olga.id)) == "pending"
    assert subjects(olga.email) == ["Somebody is waiting for approval"]
    assert browser.open("/account").heading == "Log in"


def test_by_domain_only_listed_addresses_sign_up(browser: Browser) -> None:
    setting(signup_mode="domain", signup_domains="example.org\n.uni.example")
    assert "Addresses of that domain cannot sign up here" in sign_up(browser, "bo@elsewhere.test").errors[0]
    assert count(User) == 0
    assert sign_up(browser, "bo@Example.ORG").path == "/"


def test_by_domain_with_no_domain_nobody_signs_up(browser: Browser) -> None:
    setting(signup_mode="domain")
    assert browser.open("/signup").has("made by an administrator")


@pytest.mark.parametrize("is_invited", [False, True])
@pytest.mark.parametrize("mode", SIGNUP_MODES)
def test_one_function_decides_for_everybody(mode: str, is_invited: bool) -> None:
    verdict = decide_sign_up({"signup_mode": mode, "signup_domains": "example.org"}, "bo@example.org", is_invited=is_invited)
    is_open = mode != "closed" if is_invited else mode in {"open", "approval", "domain"}
    assert (verdict.refusal is None, verdict.is_waiting) == (is_open, mode == "approval" and not is_invited)


def test_filled_trap_makes_no_account(browser: Browser) -> None:
    sign_up(browser, **{"Leave this empty": "https://spam.example"})
    assert browser.errors == [TAKEN]
    assert count(User) == 0


def from_network(app: Flask, address: str) -> Browser:
    browser = Browser(app)
    browser.client.environ_base["REMOTE_ADDR"] = address
    return browser


def test_network_is_told_to_wait_after_its_sixty(app: Flask, clock: Clock) -> None:
    setting(signup_network_hour=2)
    for number in range(2):
        sign_up(from_network(app, "203.0.113.9"), f"pupil{number}@example.org")
    last = sign_up(from_network(app, "203.0.113.9"), "pupil3@example.org")
    assert (last.status, last.response.headers["Retry-After"]) == (429, "3600")
    assert sign_up(from_network(app, "203.0.113.10"), "pupil3@example.org").path == "/"


def test_machine_that_fills_in_at_once_is_stopped_sooner(app: Flask) -> None:
    setting(signup_quick_hour=1)
    sign_up(Browser(app), "one@example.org")
    assert sign_up(Browser(app), "two@example.org").status == 429
    setting(signup_shortest_age=-1)
    assert sign_up(Browser(app), "two@example.org").path == "/"


def test_one_address_has_three_tries_an_hour(app: Flask, clock: Clock) -> None:
    make_user(email="bo@example.org", password=PASSWORD)
    for _ in range(3):
        sign_up(Browser(app))
    with saving() as session:
        session.get_one(User, 1).email = "elsewhere@example.org"
        session.get_one(User, 1).index()
    assert sign_up(Browser(app)).errors == [TAKEN]
    clock.move(minutes=61)
    assert sign_up(Browser(app)).path == "/"


def test_limits_are_those_of_the_house() -> None:
    assert [(one.most, one.window.total_seconds()) for one in throttle.of_sign_up(is_quick=False)] == [(60, 3600), (300, 86400)]


def test_somebody_signed_in_is_sent_home(browser: Browser) -> None:
    assert sign_in(browser, make_user()).open("/signup").path == "/"


def test_what_newcomers_have_to_accept_is_a_box_that_has_to_be_ticked(browser: Browser) -> None:
    put_up("terms", "Be kind.", acceptance="newcomers")
    assert sign_up(browser).errors == ["Accept the terms of use to sign up."]
    browser.fill({"Name": "Bo", "Email": "bo@example.org", "Password": GOOD, "I accept the terms of use": True})
    assert browser.press("Sign up").path == "/"
    assert (only(select(LegalAcceptance.number)), only(select(User.accepted_terms))) == (1, 1)


def test_box_is_no_answer_to_what_was_put_up_meanwhile(browser: Browser) -> None:
    put_up("privacy", "We read it.", acceptance="newcomers")
    browser.open("/signup").fill({"Name": "Bo", "Email": "bo@example.org", "Password": GOOD})
    put_up("privacy", "We sell it.", acceptance="newcomers")
    browser.fill({"I have read the privacy page and accept it": True}).press("Sign up")
    assert browser.errors == ["The text has changed meanwhile. Read it again, then accept it."]
    assert count(User) == 0
