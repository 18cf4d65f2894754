"""`lodge secrets rotate`: after it, the older key is needed no more."""

from dataclasses import replace

from flask import Flask
from sqlalchemy import select

from tests.support.browser import Browser
from tests.support.factors import first_step, give_app, second_step
from tests.support.make import make_user
from tests.support.openid.stage import offer
from tests.support.stage import only
from webapp.models.provider_setting import opened
from webapp.models.setting import Setting
from webapp.models.totp import Totp
from webapp.providers import Provider
from webapp.sealing import Sealing

NEW = "a newer key for tests, which opens nothing either"


def with_keys(app: Flask, *keys: str) -> None:
    app.config["LODGE"] = replace(app.config["LODGE"], secret_key=keys[0], secret_key_fallbacks=keys[1:])


def test_after_it_the_older_key_is_needed_no_more(app: Flask, monkeypatch) -> None:
    monkeypatch.setitem(app.config, "LODGE", app.config["LODGE"])
    ada, old = make_user(), app.config["LODGE"].secret_key
    phone = give_app(ada)
    with_keys(app, NEW, old)
    answer = app.test_cli_runner().invoke(args=["secrets", "rotate"])
    assert (answer.exit_code, answer.stdout) == (0, "1 sealed with the key in use\n")
    with_keys(app, NEW)
    assert Sealing([NEW]).open(only(select(Totp.secret)), "totp", ada.id) == phone.secret
    assert second_step(first_step(Browser(app), ada), phone.code()).path == "/"


def test_what_no_key_opens_is_said(app: Flask, monkeypatch) -> None:
    monkeypatch.setitem(app.config, "LODGE", app.config["LODGE"])
    give_app(make_user())
    with_keys(app, NEW)
    answer = app.test_cli_runner().invoke(args=["secrets", "rotate"])
    assert answer.exit_code == 1
    assert "Opened by none of the keys: 1." in answer.stderr


def test_secrets_of_providers_are_sealed_anew_too(app: Flask, monkeypatch) -> None:
    monkeypatch.setitem(app.config, "LODGE", app.config["LODGE"])
    old = app.config["LODGE"].secret_key
    offer(Provider("acme", "Acme", "https://id.example.org", "lodge", "hush"), Provider("b", "B", "https://b.example.org", "l"))
    with_keys(app, NEW, old)
    assert app.test_cli_runner().invoke(args=["secrets", "rotate"]).stdout == "1 sealed with the key in use\n"
    stored = only(select(Setting.value).where(Setting.name == "oidc_providers"))
    assert [opened(row, Sealing([NEW])).client_secret for row in stored] == ["hush", ""]


def test_a_secret_of_a_provider_that_no_key_opens_is_said(app: Flask, monkeypatch) -> None:
    monkeypatch.setitem(app.config, "LODGE", app.config["LODGE"])
    offer(Provider("acme", "Acme", "https://id.example.org", "lodge", "hush"))
    with_keys(app, NEW)
    answer = app.test_cli_runner().invoke(args=["secrets", "rotate"])
    assert (answer.exit_code, "Opened by none of the keys: 1." in answer.stderr) == (1, True)
