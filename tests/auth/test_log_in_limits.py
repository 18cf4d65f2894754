"""What tries to log in are counted on, and who is never locked out by strangers."""

import threading

import pytest
from flask import Flask
from sqlalchemy import select

from tests.auth.test_log_in import REFUSED, log_in
from tests.support.browser import Browser
from tests.support.clock import Clock
from tests.support.make import make_user
from tests.support.stage import count, found, only
from webapp.models.counter import Counter
from webapp.models.event import StrangerEvent
from webapp.models.known_device import KnownDevice
from webapp.models.redis_counter import RedisTries


def from_network(app: Flask, address: str) -> Browser:
    """A browser in another network; no proxy is trusted here, so the peer's address counts."""
    browser = Browser(app)
    browser.client.environ_base["REMOTE_ADDR"] = address
    return browser


def test_eleventh_try_of_a_pair_is_refused_even_with_the_right_password(browser: Browser, clock: Clock) -> None:
    ada = make_user()
    for _ in range(10):
        log_in(browser, ada.email, "wrong")
    assert log_in(browser, ada.email).errors == [REFUSED]
    assert found(select(StrangerEvent.action).order_by(StrangerEvent.id))[-2:] == ["login_failed", "login_locked"]
    clock.move(minutes=15, seconds=1)
    assert log_in(browser, ada.email).path == "/"


def try_at_once(app: Flask, times: int) -> list[str]:
    """As many wrong tries of one pair at the same moment; returns what was noted of each."""
    ada = make_user()
    browsers = [Browser(app).open("/login").fill({"Email": ada.email, "Password": "wrong"}) for _ in range(times)]
    threads = [threading.Thread(target=browser.press, args=("Log in",)) for browser in browsers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {browser.status for browser in browsers} == {422}
    return found(select(StrangerEvent.reason))


def test_fifty_tries_at_once_count_ten(app: Flask) -> None:
    reasons = try_at_once(app, 50)
    assert (reasons.count("wrong"), reasons.count("locked")) == (10, 40)
    assert only(select(Counter.n).where(Counter.key.startswith("login-pair"))) == 10


def test_fifty_tries_at_once_count_ten_in_redis(app: Flask, redis_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.extensions, "lodge_tries", RedisTries(redis_url))
    reasons = try_at_once(app, 50)
    assert (reasons.count("wrong"), reasons.count("locked")) == (10, 40)
    assert count(Counter) == 0


def test_network_with_too_many_failures_is_told_to_wait(app: Flask) -> None:
    for number in range(30):
        log_in(from_network(app, "203.0.113.9"), f"nobody{number}@example.org", "wrong")
    browser = log_in(from_network(app, "203.0.113.9"), make_user().email)
    assert browser.status == 429
    assert 1 <= int(browser.response.headers["Retry-After"]) <= 60
    assert log_in(from_network(app, "203.0.113.10"), make_user().email).path == "/"


def test_success_clears_no_network_counter(browser: Browser) -> None:
    ada = make_user()
    log_in(browser, ada.email, "wrong")
    log_in(browser, ada.email)
    kept = found(select(Counter.key).where(Counter.n == 1))
    assert any(key.startswith("login-network-hour:") for key in kept)
    assert not any(key.startswith("login-pair:") for key in kept)


def exhaust(app: Flask, email: str) -> None:
    """Strangers in many networks use up what an account has in an hour."""
    for number in range(20):
        log_in(from_network(app, f"198.51.100.{number}"), email, "wrong")


def test_strange_browser_waits_after_too_many_failures(app: Flask, clock: Clock) -> None:
    ada = make_user()
    exhaust(app, ada.email)
    assert log_in(from_network(app, "192.0.2.1"), ada.email).errors == [REFUSED]
    clock.move(seconds=31)
    assert log_in(from_network(app, "192.0.2.2"), ada.email).path == "/"


def test_wait_doubles_with_each_failure_more(app: Flask, clock: Clock) -> None:
    ada = make_user()
    exhaust(app, ada.email)
    clock.move(seconds=31)
    log_in(from_network(app, "192.0.2.1"), ada.email, "wrong")
    clock.move(seconds=31)
    assert log_in(from_network(app, "192.0.2.2"), ada.email).errors == [REFUSED]
    clock.move(seconds=30)
    assert log_in(from_network(app, "192.0.2.3"), ada.email).path == "/"


def test_nobody_is_locked_out_of_a_browser_that_they_used(app: Flask) -> None:
    ada = make_user()
    own = log_in(Browser(app), ada.email)
    own.press("Log out")
    exhaust(app, ada.email)
    assert log_in(own, ada.email).path == "/"


def test_invented_device_cookie_opens_nothing(app: Flask) -> None:
    ada = make_user()
    exhaust(app, ada.email)
    stranger = from_network(app, "192.0.2.1")
    stranger.client.set_cookie("known", "invented", domain="localhost")
    assert log_in(stranger, ada.email).errors == [REFUSED]


def test_invented_device_cookie_is_replaced(browser: Browser) -> None:
    browser.client.set_cookie("known", "planted", domain="localhost")
    log_in(browser, make_user().email)
    cookie = browser.client.get_cookie("known", domain="localhost")
    assert cookie is not None
    assert cookie.value != "planted"
    assert cookie.http_only
    assert count(KnownDevice) == 1
