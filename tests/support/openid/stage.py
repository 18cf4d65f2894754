"""What tests of OpenID do again and again: offer a provider, leave for it, come back."""

import html
import re
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from tests.support.browser import Browser
from tests.support.openid.real import There
from tests.support.stage import app, saving
from webapp.clock import now
from webapp.models.identity import Identity
from webapp.models.provider_setting import closed
from webapp.models.setting import Setting
from webapp.models.user import User
from webapp.oidc import directory
from webapp.providers import Provider
from webapp.sealing import Sealing


def offer(*providers: Provider) -> None:
    """Have people log in by these, as an administrator would have put them into the settings."""
    sealing = Sealing(app().config["LODGE"].signing_keys)
    with saving() as session:
        session.merge(Setting(name="oidc_providers", value=[closed(one, sealing) for one in providers]))
    app().extensions.pop("lodge_settings", None)
    directory.forget()


def with_methods(its: Flask, monkeypatch: pytest.MonkeyPatch, *methods: str) -> None:
    """LODGE_LOGIN_METHODS."""
    monkeypatch.setitem(its.config, "LODGE", replace(its.config["LODGE"], login_methods=methods))
    its.extensions.pop("lodge_settings", None)


def link(user: User, issuer: str, subject: str = "ada", **values: Any) -> Identity:
    """Somebody's identity, linked already."""
    values = {"label": "Acme", "shown_as": f"{subject}@example.org", "created_at": now()} | values
    identity = Identity(user_id=user.id, issuer=issuer, subject=subject, **values)
    with saving() as session:
        session.add(identity)
    return identity


def left(browser: Browser) -> str:
    """Where the page on which the browser is sends it."""
    found = re.findall(r'http-equiv="refresh" content="0; url=([^"]+)"', browser.html)
    if len(found) != 1:
        raise AssertionError(f"{browser.path} ({browser.status}, {browser.heading}) leads nowhere")
    return html.unescape(found[0])


def leave(browser: Browser, label: str = "Acme") -> str:
    """From the log-in page to the provider."""
    return left(browser.open("/login").press(f"Log in with {label}"))


def log_in(browser: Browser, there: There, name: str = "ada", label: str = "Acme") -> Browser:
    """The whole way: to the provider, be somebody there, and back."""
    return browser.open(there.log_in(leave(browser, label), name))
