"""Whose log-in stands behind a cookie, and from where a request comes."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.support.browser import Browser
from tests.support.clock import Clock
from tests.support.make import make_user, sign_in
from tests.support.stage import only, saving
from webapp.access.browser import is_within, network
from webapp.config import Config
from webapp.extensions import db
from webapp.models.endings import fit_log_ins
from webapp.models.login_session import LoginSession
from webapp.models.user import User


@pytest.mark.parametrize(
    ("role", "idle", "absolute"),
    [("member", 8, 24), ("staff", 1, 24), ("auditor", 1, 24), ("admin", 1, 24), ("owner", 1, 24)],
)
def test_log_in_lives_as_long_as_its_role_allows(browser: Browser, clock: Clock, role: str, idle: int, absolute: int) -> None:
    sign_in(browser, make_user(role))
    row = only(select(LoginSession))
    assert row.idle_seconds == idle * 3600
    assert row.expires_at - row.created_at == timedelta(hours=absolute)


def test_invented_token_is_nobody(browser: Browser) -> None:
    browser.remember(_user_id="invented", _fresh=True)
    assert browser.open("/account").heading == "Log in"


def test_cookie_of_another_key_is_nobody(browser: Browser) -> None:
    sign_in(browser, make_user())
    cookie = browser.client.get_cookie("lodge", domain="localhost")
    assert cookie is not None
    browser.client.set_cookie("lodge", cookie.value[:-3] + "abc", domain="localhost")
    assert browser.open("/account").heading == "Log in"


@pytest.mark.parametrize("status", ["suspended", "deleted", "pending"])
def test_who_may_not_be_in_any_more_is_out_at_the_next_request(browser: Browser, clock: Clock, status: str) -> None:
    ada = make_user()
    sign_in(browser, ada)
    with saving():
        row = db.session.get_one(User, ada.id)
        row.suspended_reason, row.deleted_at, row.status = "For a test.", clock.now, status
    assert browser.open("/account").heading == "Log in"


def test_changed_role_gets_a_new_token_at_the_next_request(browser: Browser) -> None:
    ada = make_user()
    sign_in(browser, ada)
    before = only(select(LoginSession.token_hash))
    with saving():
        fit_log_ins(ada.id, "member")
    assert browser.open("/account").heading == "Your account"
    row = only(select(LoginSession))
    assert row.token_hash != before
    assert not row.must_rotate
    assert browser.open("/account").heading == "Your account"


def seen_from(app: Flask, monkeypatch: pytest.MonkeyPatch, forwarded: str, *trusted: str) -> str:
    config = Config.read({"LODGE_INSTANCE": app.instance_path, "LODGE_TRUSTED_PROXIES": ",".join(trusted)})
    monkeypatch.setitem(app.config, "LODGE", config)
    headers = {"X-Forwarded-For": forwarded}
    with app.test_request_context("/", headers=headers, environ_base={"REMOTE_ADDR": "10.0.0.2"}):
        return network()


def test_forwarded_address_is_not_believed_without_a_trusted_proxy(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    assert seen_from(app, monkeypatch, "203.0.113.9") == "10.0.0.2"


def test_forwarded_address_is_read_from_the_right(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    assert seen_from(app, monkeypatch, "1.2.3.4, 203.0.113.9", "10.0.0.0/8") == "203.0.113.9"
    assert seen_from(app, monkeypatch, "1.2.3.4, 203.0.113.9, 10.0.0.7", "10.0.0.0/8") == "203.0.113.9"


def test_what_is_no_address_is_in_no_network() -> None:
    assert not is_within("unix:", ("10.0.0.0/8",))
