"""Logging in and out: one answer to everybody who may not come in, and what tries are counted on."""

import re
from time import process_time

import pytest
from flask import Flask
from sqlalchemy import select

from tests.models.test_turns import keep_busy
from tests.support.browser import Browser
from tests.support.clock import Clock
from tests.support.make import PASSWORD, make_user, sign_in
from tests.support.stage import count, only
from webapp.limits import Limits
from webapp.models import turns
from webapp.models.event import Event, EventDetail, StrangerEvent
from webapp.models.login_session import LoginSession
from webapp.models.outbox import OutboxMail
from webapp.models.turns import Turns
from webapp.models.user import User

REFUSED = "Email or password is incorrect."


def log_in(browser: Browser, email: str, password: str = PASSWORD) -> Browser:
    return browser.open("/login").fill({"Email": email, "Password": password}).press("Log in")


def test_right_password_opens_the_door(browser: Browser) -> None:
    ada = make_user(name="Ada")
    assert log_in(browser, ada.email).path == "/"
    assert browser.open("/account").has("Ada")


def test_address_is_compared_without_regard_to_case(browser: Browser) -> None:
    make_user(email="ada@example.org")
    assert log_in(browser, "  ADA@Example.ORG ").path == "/"


def test_log_in_leads_back_to_where_the_person_was_going(browser: Browser) -> None:
    ada = make_user()
    browser.open("/account/sessions?x=1")
    assert browser.heading == "Log in"
    browser.fill({"Email": ada.email, "Password": PASSWORD}).press("Log in")
    assert browser.url.endswith("/account/sessions?x=1")


def test_there_is_no_next_parameter(browser: Browser) -> None:
    ada = make_user()
    browser.open("/login?next=/account/name&back=/account/name")
    assert browser.fill({"Email": ada.email, "Password": PASSWORD}).press("Log in").path == "/"


def test_somebody_signed_in_is_sent_home_from_the_log_in_page(browser: Browser) -> None:
    assert sign_in(browser, make_user()).open("/login").path == "/"


def answer(app: Flask, email: str, password: str) -> tuple[int, list[str], str]:
    """(status, headers but for what differs each time, page with its token and nonce blanked)."""
    browser = log_in(Browser(app), email, password)
    changing = ("X-Request-ID", "Content-Security-Policy", "Set-Cookie")
    headers = [f"{name}: {value}" for name, value in browser.response.headers if name not in changing]
    headers += sorted(name for name, _ in browser.response.headers if name in changing)
    page = re.sub(r'(csrf_token" value|nonce)="[^"]*"', r'\1=""', browser.html).replace(email, "ADDRESS")
    return browser.status, [line for line in headers if not line.startswith("Content-Length")], page


STATES = {"active": {}, "suspended": {"is_reason_visible": True}, "deleted": {}, "pending": {}}


@pytest.mark.parametrize("state", ["active", "suspended", "deleted", "pending", "without password"])
def test_everybody_with_a_wrong_password_gets_the_strangers_answer(app: Flask, state: str) -> None:
    values = {"password_hash": None} if state == "without password" else {"status": state, **STATES[state]}
    make_user(email="known@example.org", **values)
    wrong = answer(app, "known@example.org", "not the password")
    assert wrong[0] == 422
    assert wrong == answer(app, "never@example.org", "not the password")


def test_locked_account_gets_the_strangers_answer(app: Flask) -> None:
    make_user(email="known@example.org")
    for _ in range(Limits().login_pair):
        answer(app, "known@example.org", "not the password")
    assert answer(app, "known@example.org", PASSWORD) == answer(app, "never@example.org", "not the password")


def test_password_is_never_echoed(browser: Browser) -> None:
    log_in(browser, "ada@example.org", "mistyped secret")
    assert "mistyped secret" not in browser.html
    assert browser.value("Email") == "ada@example.org"


def test_unknown_address_costs_as_much_as_a_known_one(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()  # the real hash: its time is what would tell
    make_user(email="known@example.org")

    def seconds(email: str) -> float:
        browser = Browser(app).open("/login").fill({"Email": email, "Password": "wrong"})
        begun = process_time()
        browser.press("Log in")
        return process_time() - begun

    times = [(seconds("known@example.org"), seconds("never@example.org")) for _ in range(5)]
    # The least of each, in CPU time: a busy machine only adds.
    known, never = min(one for one, _ in times), min(other for _, other in times)
    assert abs(known - never) < 0.25 * known


def test_suspended_person_reads_the_reason_after_the_right_password(browser: Browser) -> None:
    ada = make_user(status="suspended", suspended_reason="Lent the card.", is_reason_visible=True)
    log_in(browser, ada.email)
    assert browser.status == 422
    assert browser.has("suspended")
    assert browser.has("Lent the card.")


def test_reason_that_is_not_for_them_stays_hidden(browser: Browser) -> None:
    ada = make_user(status="suspended", suspended_reason="Under investigation.")
    log_in(browser, ada.email)
    assert browser.has("suspended")
    assert not browser.has("investigation")


def test_lapsed_suspension_lets_in(browser: Browser, clock: Clock) -> None:
    ada = make_user(status="suspended", suspended_until=clock.now)
    clock.move(minutes=1)
    assert log_in(browser, ada.email).path == "/"


def test_log_in_is_an_event_with_its_method(browser: Browser) -> None:
    ada = make_user()
    log_in(browser, ada.email)
    event = only(select(Event).where(Event.action == "login_success"))
    assert (event.actor_id, event.target_id) == (ada.id, ada.id)
    assert only(select(EventDetail.content).where(EventDetail.event_id == event.id))["methods"] == "password"


def test_failed_identifier_is_logged_as_hmac_outside_the_chain(browser: Browser) -> None:
    log_in(browser, "my-password-by-mistake")
    line = only(select(StrangerEvent))
    assert (line.action, line.reason, len(line.identifier_hmac)) == ("login_failed", "wrong", 64)
    assert "my-password" not in repr(vars(line))
    assert count(Event) == 0


def test_old_hash_is_made_anew_at_log_in(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    ada = make_user()
    monkeypatch.setattr("webapp.models.password.METHOD", "scrypt:512:8:1")
    log_in(browser, ada.email)
    assert only(select(User.password_hash)).startswith("scrypt:512:8:1$")
    assert log_in(Browser(browser.client.application), ada.email).path == "/"


def test_new_browser_is_told_by_mail_but_not_the_first_one(app: Flask) -> None:
    ada = make_user()
    log_in(Browser(app), ada.email)
    assert count(OutboxMail) == 0
    log_in(Browser(app), ada.email)
    assert only(select(OutboxMail.subject)) == "A log-in with a new browser"


def test_log_in_starts_with_a_new_seed_for_tokens(browser: Browser) -> None:
    browser.open("/login")
    with browser.client.session_transaction(base_url="http://localhost") as before:
        seed = before["csrf_token"]
    log_in(browser, make_user().email)
    with browser.client.session_transaction(base_url="http://localhost") as after:
        assert after["csrf_token"] != seed


def test_copied_cookie_is_dead_after_log_out(browser: Browser) -> None:
    log_in(browser, make_user().email)
    thief = Browser(browser.client.application)
    copied = browser.client.get_cookie("lodge", domain="localhost")
    assert copied is not None
    thief.client.set_cookie("lodge", copied.value, domain="localhost")
    assert thief.open("/account").heading == "Your account"
    browser.press("Log out")
    assert thief.open("/account").heading == "Log in"


def test_kept_log_in_lasts_thirty_days_at_most(browser: Browser, clock: Clock) -> None:
    ada = make_user()
    browser.open("/login").fill({"Email": ada.email, "Password": PASSWORD, "Keep me logged in": True}).press("Log in")
    row = only(select(LoginSession))
    assert (row.is_kept, row.idle_seconds, (row.expires_at - clock.now).days) == (True, 14 * 86400, 30)


def test_staff_are_never_kept_logged_in(browser: Browser, clock: Clock) -> None:
    sam = make_user("staff")
    browser.open("/login").fill({"Email": sam.email, "Password": PASSWORD, "Keep me logged in": True}).press("Log in")
    row = only(select(LoginSession))
    assert (row.is_kept, row.idle_seconds, row.expires_at - clock.now) == (False, 3600, row.expires_at - row.created_at)


def test_offered_role_is_asked_about_after_log_in(browser: Browser) -> None:
    ada = make_user(granted_role="staff")
    assert log_in(browser, ada.email).path == "/account/role"


def test_all_processors_busy_answers_503(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "turns", Turns(1, waiting=0))
    stop = keep_busy(turns.turns)
    log_in(browser, "ada@example.org")
    stop.set()
    assert browser.status == 503
    assert browser.response.headers["Retry-After"]


def test_nothing_of_the_visitors_cookie_survives_the_log_in_but_the_way_back(browser: Browser) -> None:
    browser.remember(link="somebody else's", back="/account/activity")
    assert log_in(browser, make_user().email).path == "/account/activity"
    with browser.client.session_transaction(base_url="http://localhost") as after:
        assert "link" not in after
