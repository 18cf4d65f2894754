"""Log in with a passkey; and the many wrong ceremonies that are refused."""

import json

import pytest
from flask import Flask
from sqlalchemy import select, update

from tests.support.authenticator import (
    BE,
    RIGHT,
    UP,
    UV,
    Key,
    Ways,
    enrol,
    log_in_with,
    options_for,
    send,
    sign,
    wrongly,
)
from tests.support.browser import Browser
from tests.support.clock import Clock
from tests.support.factors import first_step, second_step
from tests.support.make import make_user, sign_in
from tests.support.settings import setting
from tests.support.stage import count, found, only, saving
from webapp.models.event import Event
from webapp.models.login_session import LoginSession
from webapp.models.outbox import OutboxMail
from webapp.models.passkey import Passkey
from webapp.models.user import User

METHODS = select(LoginSession.methods).order_by(LoginSession.id.desc()).limit(1)
REFUSED = "That passkey was not accepted."


def enrolled(app: Flask, ways: Ways = RIGHT, **values: object) -> tuple[User, Key]:
    ada = make_user(**values)
    return ada, enrol(sign_in(Browser(app), ada), ways)


def test_passkey_alone_opens_the_door(app: Flask) -> None:
    _, key = enrolled(app)
    browser = log_in_with(Browser(app), key)
    assert browser.path == "/"
    assert found(METHODS) == ["passkey"]
    assert only(select(Passkey.last_used_at)) is not None


def test_way_back_is_kept(app: Flask) -> None:
    _, key = enrolled(app)
    browser = Browser(app).open("/account/activity")
    assert send(browser, sign(key, options_for(browser, "/login/passkey")), "Use a passkey").path == "/account/activity"


def test_options_are_the_same_for_every_visitor(app: Flask) -> None:
    enrolled(app)
    seen = [options_for(Browser(app).open("/login"), "/login/passkey") for _ in range(2)]
    assert seen[0].pop("challenge") != seen[1].pop("challenge")
    assert seen[0] == seen[1]
    assert (seen[0]["allowCredentials"], seen[0]["userVerification"]) == ([], "required")


@pytest.mark.parametrize(
    "ways",
    [
        wrongly(origin="https://evil.example"),
        wrongly(origin="http://localhost:5001"),
        wrongly(origin="http://sub.localhost"),
        wrongly(origin="https://localhost"),
        wrongly(rp_id="evil.example"),
        wrongly(kind="webauthn.create"),
        wrongly(flags=UV),
        wrongly(flags=UP),
        wrongly(flags=UP | UV | BE),
        wrongly(challenge=b"of my own making"),
        wrongly(challenge=b""),
        wrongly(cross_origin=True),
        wrongly(more={"topOrigin": "https://evil.example"}),
        wrongly(is_altered=True),
        wrongly(handle=b"somebody else"),
        wrongly(handle=b""),
    ],
    ids=lambda ways: ",".join(f"{name}={value}" for name, value in vars(ways).items() if value != getattr(RIGHT, name)),
)
def test_wrong_ceremony_is_refused(app: Flask, ways: Ways) -> None:
    _, key = enrolled(app)
    browser = log_in_with(Browser(app), key, ways)
    assert browser.status == 422
    assert browser.has(REFUSED)
    assert count(LoginSession) == 1


def test_foreign_key_under_a_known_id_is_refused(app: Flask) -> None:
    _, key = enrolled(app)
    forged = Key(credential_id=key.credential_id, handle=key.handle)
    assert log_in_with(Browser(app), forged).status == 422


def test_unknown_key_is_refused(app: Flask) -> None:
    enrolled(app)
    assert log_in_with(Browser(app), Key(handle=b"x" * 64)).status == 422


def test_challenge_is_good_once(app: Flask, clock: Clock) -> None:
    _, key = enrolled(app)
    browser = Browser(app).open("/login")
    cookies = browser.client.get_cookie("lodge", domain="localhost")
    answer = sign(key, options_for(browser, "/login/passkey"))
    send(browser, answer, "Use a passkey")
    other = Browser(app)
    other.client.set_cookie("lodge", cookies.value, domain="localhost")
    assert send(other.open("/login"), answer, "Use a passkey").status == 422
    assert count(LoginSession) == 2


def test_challenge_is_good_for_five_minutes(app: Flask, clock: Clock) -> None:
    _, key = enrolled(app)
    for seconds, status in ((301, 422), (299, 200)):
        browser = Browser(app).open("/login")
        options = options_for(browser, "/login/passkey")
        clock.move(seconds=seconds)
        assert send(browser, sign(key, options), "Use a passkey").status == status


def test_challenge_is_good_in_the_browser_that_asked(app: Flask) -> None:
    _, key = enrolled(app)
    stolen = sign(key, options_for(Browser(app).open("/login"), "/login/passkey"))
    assert send(Browser(app).open("/login"), stolen, "Use a passkey").status == 422


def test_challenge_for_something_else_is_not_good_here(app: Flask) -> None:
    ada, key = enrolled(app)
    browser = first_step(Browser(app), ada)
    options = options_for(browser, "/login/passkey")
    assert send(browser, sign(key, options), "Use a passkey").status == 422


def test_counter_that_goes_back_is_refused_and_mailed(app: Flask) -> None:
    _, key = enrolled(app)
    assert log_in_with(Browser(app), key, wrongly(counter=7)).path == "/"
    for counter in (7, 3, 0):
        assert log_in_with(Browser(app), key, wrongly(counter=counter)).status == 422
    assert found(select(OutboxMail.subject)).count("A passkey was refused") == 3
    assert "user.passkey_doubted" in found(select(Event.action))
    assert log_in_with(Browser(app), key, wrongly(counter=8)).path == "/"


@pytest.mark.parametrize(
    "rubbish", ["", "x", "[]", "{}", "null", '{"response":{}}', "[" * 9000, '{"id":1,"response":{"clientDataJSON":"å"}}']
)
def test_rubbish_is_refused(browser: Browser, rubbish: str) -> None:
    assert send(browser.open("/login"), rubbish, "Use a passkey").status == 422


def test_suspended_person_stays_out_and_reads_why(app: Flask) -> None:
    ada, key = enrolled(app)
    with saving() as session:
        session.execute(update(User).where(User.id == ada.id).values(status="suspended", suspended_reason="Spam."))
    assert log_in_with(Browser(app), key).has("Your account is suspended.")


def test_after_the_password_a_passkey_is_the_second_step(app: Flask) -> None:
    ada, key = enrolled(app)
    browser = first_step(Browser(app), ada)
    assert browser.heading == "One more step"
    options = options_for(browser, "/login/second-step/passkey")
    assert len(options["allowCredentials"]) == 1
    assert send(browser, sign(key, options, wrongly(flags=UP)), "Use a passkey").path == "/"
    assert found(METHODS) == ["password and passkey"]


def test_somebody_elses_passkey_is_no_second_step(app: Flask) -> None:
    ada, _ = enrolled(app)
    _, foreign = enrolled(app)
    browser = first_step(Browser(app), ada)
    assert send(browser, sign(foreign, options_for(browser, "/login/second-step/passkey")), "Use a passkey").status == 422


def test_second_step_without_a_first_one_leads_to_the_log_in(app: Flask) -> None:
    _, key = enrolled(app)
    browser = Browser(app).open("/login")
    answer = json.dumps(sign(key, options_for(browser, "/login/second-step/passkey")))
    token = browser.csrf_token
    sent = {"credential": answer, "csrf_token": token}
    found = browser.send("POST", "/login/second-step/passkey", sent, headers={"Origin": "http://localhost"})
    assert (found.status_code, found.headers["Location"]) == (303, "/login/second-step")
    assert count(LoginSession) == 1


def test_key_that_asks_nobody_who_they_are_is_a_second_step_only(app: Flask) -> None:
    ada, key = enrolled(app, wrongly(flags=UP, is_kept=False))
    assert not only(select(Passkey.is_complete))
    assert log_in_with(Browser(app), key, wrongly(flags=UP)).status == 422
    browser = first_step(Browser(app), ada)
    options = options_for(browser, "/login/second-step/passkey")
    assert send(browser, sign(key, options, wrongly(flags=UP, handle=b"")), "Use a passkey").path == "/"


def test_code_is_asked_where_passkeys_cannot_be(app: Flask) -> None:
    ada, _ = enrolled(app)
    assert second_step(first_step(Browser(app), ada), "000000").status == 422


def test_network_with_too_many_wrong_passkeys_waits(app: Flask) -> None:
    _, key = enrolled(app)
    setting(login_network_minute=2)
    for _ in range(2):
        assert log_in_with(Browser(app), key, wrongly(origin="https://evil.example")).status == 422
    assert log_in_with(Browser(app), key).status == 429


def test_those_who_get_in_count_against_no_network(app: Flask) -> None:
    _, key = enrolled(app)
    setting(login_network_minute=1)
    assert [log_in_with(Browser(app), key).path for _ in range(3)] == ["/"] * 3
