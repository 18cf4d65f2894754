"""What an OpenID provider, or whoever plays one, must not get away with. Nobody is logged in by any of it."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import select

from tests.support.browser import Browser
from tests.support.clock import Clock
from tests.support.make import make_user
from tests.support.openid.hostile import OTHER, Hostile, altered, hostile, signed_by_another, unsigned, with_public_key
from tests.support.openid.stage import leave, link, offer
from tests.support.settings import setting
from tests.support.stage import count, found, only
from webapp.models.event import StrangerEvent
from webapp.models.identity import Identity
from webapp.models.login_session import LoginSession
from webapp.models.user import User

STALE = "This log-in was not begun here, was finished already, or took longer than ten minutes."
ODD = "The provider gave an answer that cannot be used."


@pytest.fixture
def eve(app: Flask) -> Iterator[Hostile]:
    """A provider to whom "ada" is linked, and who is about to misbehave."""
    with hostile() as provider:
        link(make_user(), provider.issuer)
        offer(provider.provider())
        yield provider


def refused(browser: Browser, code: int = 502, sentence: str = ODD) -> bool:
    assert (browser.status, browser.heading) == (code, "Logging in elsewhere did not work")
    assert browser.has(sentence)
    assert browser.has("quote this number")
    return count(LoginSession) == 0 and count(Identity) == 1


def test_it_would_let_in_whom_it_may(browser: Browser, eve: Hostile) -> None:
    """So that the others are refused for what they name, and for nothing else."""
    assert browser.open(eve.grant(leave(browser))).path == "/"
    assert only(select(LoginSession.methods)) == "oidc"


# The answer that the browser brings.
@pytest.mark.parametrize("state", ["another", "", None])
def test_wrong_or_missing_state_is_refused_before_anything_is_written(browser: Browser, eve: Hostile, state: str | None) -> None:
    answer = eve.grant(leave(browser), state=state)
    assert refused(browser.open(answer), 400, STALE)
    assert count(StrangerEvent) == 0
    assert "/token_endpoint" not in eve.asked_for


def test_state_works_once(browser: Browser, eve: Hostile) -> None:
    answer = eve.grant(leave(browser))
    other = Browser(browser.client.application)
    other.client.set_cookie("lodge", browser.client.get_cookie("lodge", domain="localhost").value, domain="localhost")
    browser.open(answer)
    assert browser.open(answer).heading == "Logging in elsewhere did not work"
    assert other.open(answer).status == 502  # whoever copied the cookie: the code is spent
    assert count(LoginSession) == 1


def test_state_is_spent_by_a_failure_too(browser: Browser, eve: Hostile) -> None:
    address = leave(browser)
    eve.claims = {"nonce": "another"}
    assert refused(browser.open(eve.grant(address)))
    eve.claims = {}
    assert refused(browser.open(eve.grant(address)), 400, STALE)


def test_state_of_another_browser_is_refused(browser: Browser, eve: Hostile) -> None:
    leave(browser)
    stranger = Browser(browser.client.application)
    assert refused(browser.open(eve.grant(leave(stranger))), 400, STALE)


def test_answer_after_ten_minutes_is_refused(browser: Browser, eve: Hostile, clock: Clock) -> None:
    address = leave(browser)
    clock.move(minutes=10)
    assert refused(browser.open(eve.grant(address)), 400, STALE)


def test_answer_without_a_code_is_refused(browser: Browser, eve: Hostile) -> None:
    assert refused(browser.open(eve.grant(leave(browser), code=None)))


def test_error_of_the_provider_is_told_in_words(browser: Browser, eve: Hostile) -> None:
    said = {"code": None, "error": "access_denied", "error_description": "<b>You</b> owe us money"}
    assert refused(browser.open(eve.grant(leave(browser), **said)), 403, "You did not log in there")
    assert not browser.has("money")
    assert only(select(StrangerEvent.reason)) == "oidc: answered access_denied"


def test_unknown_error_of_the_provider_is_its_fault(browser: Browser, eve: Hostile) -> None:
    assert refused(browser.open(eve.grant(leave(browser), code=None, error="server_error")))


def test_code_of_another_log_in_is_refused_for_its_proof(browser: Browser, eve: Hostile) -> None:
    """PKCE: a code that was begun with another verifier is worth nothing here."""
    eve.grant(leave(Browser(browser.client.application)))
    assert refused(browser.open(eve.grant(leave(browser), code="code-0")))


def test_code_works_once(browser: Browser, eve: Hostile) -> None:
    address = leave(browser)
    answer = eve.grant(address)
    eve.grants["code-0"].is_used = True
    assert refused(browser.open(answer))


def test_answer_of_another_issuer_is_refused(browser: Browser, eve: Hostile) -> None:
    """RFC 9207."""
    assert refused(browser.open(eve.grant(leave(browser), iss="https://honest.example.org")))


def test_issuer_that_is_announced_and_missing_is_refused(browser: Browser, eve: Hostile) -> None:
    eve.metadata = {"authorization_response_iss_parameter_supported": True}
    assert refused(browser.open(eve.grant(leave(browser), iss=None)))


def test_two_providers_cannot_be_mixed_up(browser: Browser, eve: Hostile) -> None:
    with hostile() as honest:
        offer(eve.provider(), honest.provider("honest", label="Honest"))
        answer = honest.grant(leave(browser, "Honest"))
        assert refused(browser.open(answer.replace("/honest/", "/acme/")), 400, STALE)


# The token.
WRONG_CLAIMS = {
    "another nonce": {"nonce": "another"},
    "no nonce": {"nonce": None},
    "another audience": {"aud": "somebody-else"},
    "another audience in this client's name": {"aud": "somebody-else", "azp": "lodge"},
    "no audience": {"aud": None},
    "several audiences and nobody authorized": {"aud": ["lodge", "somebody-else"]},
    "another client's token": {"aud": ["lodge", "somebody-else"], "azp": "somebody-else"},
    "another issuer": {"iss": "https://honest.example.org"},
    "no issuer": {"iss": None},
    "no subject": {"sub": None},
    "an empty subject": {"sub": ""},
    "a number as subject": {"sub": 7},
    "an endless subject": {"sub": "a" * 256},
    "no expiry": {"exp": None},
    "no time of issue": {"iat": None},
    "another access token's hash": {"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"},
}


@pytest.mark.parametrize("wrong", WRONG_CLAIMS)
def test_token_with_wrong_claims_is_refused(browser: Browser, eve: Hostile, wrong: str) -> None:
    eve.claims = WRONG_CLAIMS[wrong]
    assert refused(browser.open(eve.grant(leave(browser))))
    assert found(select(StrangerEvent.action)) == ["login_failed"]


def test_expired_token_is_refused(browser: Browser, eve: Hostile, clock: Clock) -> None:
    moment = int(clock.now.timestamp())
    eve.claims = {"iat": moment - 600, "exp": moment - 61}
    assert refused(browser.open(eve.grant(leave(browser))))


def test_token_of_the_future_is_refused(browser: Browser, eve: Hostile, clock: Clock) -> None:
    moment = int(clock.now.timestamp())
    eve.claims = {"iat": moment + 61, "exp": moment + 900}
    assert refused(browser.open(eve.grant(leave(browser))))


def test_clock_may_be_a_minute_off(browser: Browser, eve: Hostile, clock: Clock) -> None:
    moment = int(clock.now.timestamp())
    eve.claims = {"iat": moment + 59, "exp": moment + 900}
    assert browser.open(eve.grant(leave(browser))).path == "/"


FORGERIES = {
    "unsigned": unsigned,
    "HMAC with the public key": with_public_key,
    "altered": altered,
    "another key under a known name": signed_by_another,
    "no token at all": lambda header, body: "nothing",
    "an object": lambda header, body: {"alg": "none"},
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_forged_token_is_refused(browser: Browser, eve: Hostile, forgery: str) -> None:
    eve.sign = FORGERIES[forgery]
    assert refused(browser.open(eve.grant(leave(browser))))


def test_token_under_an_unknown_key_is_refused(browser: Browser, eve: Hostile) -> None:
    eve.header, eve.sign = {"kid": "other"}, signed_by_another
    assert refused(browser.open(eve.grant(leave(browser))))


def test_key_that_is_not_for_signing_signs_nothing(browser: Browser, eve: Hostile) -> None:
    eve.keys.append(OTHER.as_dict(private=False) | {"use": "enc"})
    eve.header, eve.sign = {"kid": "other"}, signed_by_another
    assert refused(browser.open(eve.grant(leave(browser))))


def test_page_about_another_person_is_refused(browser: Browser, eve: Hostile) -> None:
    eve.claims, eve.about = {"email": None}, {"sub": "eve", "email": "root@example.org"}
    assert refused(browser.open(eve.grant(leave(browser))))


def test_identity_is_issuer_and_subject_never_the_address(browser: Browser, eve: Hostile) -> None:
    eve.claims = {"sub": "eve", "email": only(select(User.email))}
    assert browser.open(eve.grant(leave(browser))).heading == "New here with Acme"
    assert browser.has("An account with this address exists already.")
    assert count(LoginSession) == 0
    assert count(Identity) == 1


def test_subject_of_another_issuer_is_somebody_else(browser: Browser, eve: Hostile) -> None:
    link(make_user(), "https://login.another.example.org", "mallory")
    eve.claims = {"sub": "mallory", "email": "mallory@example.org"}
    assert browser.open(eve.grant(leave(browser))).heading == "New here with Acme"
    assert count(LoginSession) == 0


def test_network_that_fails_too_often_has_nobody_asked(browser: Browser, eve: Hostile) -> None:
    setting(login_network_minute=2)
    other = Browser(browser.client.application)
    address = eve.grant(leave(other))
    for _ in range(2):
        browser.open(eve.grant(leave(browser), code="guessed"))
    before = eve.asked_for.count("/token_endpoint")
    assert other.open(address).status == 429
    assert eve.asked_for.count("/token_endpoint") == before
    assert count(StrangerEvent) == 2


def test_success_counts_against_no_network(browser: Browser, eve: Hostile) -> None:
    setting(login_network_minute=1)
    for _ in range(3):
        other = Browser(browser.client.application)
        assert other.open(eve.grant(leave(other))).path == "/"


def test_provider_that_is_away_is_asked_so_often_only(browser: Browser, eve: Hostile) -> None:
    setting(login_network_minute=2)
    eve.metadata = {"issuer": "https://other.example.org"}
    for _ in range(2):
        assert browser.open("/login").press("Log in with Acme").status == 502
    assert browser.open("/login").press("Log in with Acme").status == 429
    assert len(eve.asked_for) == 2
