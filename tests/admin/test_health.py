"""The page of health: what the doctor finds, how the request came, and what to set."""

from dataclasses import replace

import pytest
from flask import Flask

from tests.support.browser import Browser
from tests.support.make import make_user, sign_in


@pytest.fixture
def admin(browser: Browser, app: Flask) -> Browser:
    app.config["LODGE"].instance.chmod(0o700)
    make_user("owner")
    return sign_in(browser, make_user("admin"))


def test_it_says_what_the_doctor_says(admin: Browser, app: Flask) -> None:
    assert admin.open("/admin/health").has("All is as it should be.")
    app.config["LODGE"].instance.chmod(0o755)
    assert admin.open("/admin/health").has(f"chmod go= {app.config['LODGE'].instance}")


def test_a_proxy_that_nobody_trusts_is_told_with_what_to_set(admin: Browser) -> None:
    answer = admin.send("GET", "/admin/health", headers={"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https"})
    assert "set LODGE_TRUSTED_PROXIES=127.0.0.1" in answer.text
    assert "The proxy encrypts, and LODGE_BASE_URL says http" in answer.text


def test_another_name_than_mails_say_is_told(admin: Browser, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "LODGE", replace(app.config["LODGE"], base_url="http://portal.example.org"))
    assert "and mails say http://portal.example.org" in admin.send("GET", "/admin/health").text
