"""`lodge doctor` about OpenID providers: each fault with what mends it."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask

from tests.support.make import make_user
from tests.support.openid.hostile import Hostile, hostile
from tests.support.openid.stage import offer, with_methods
from webapp.checkup.providers import check_providers
from webapp.providers import Provider

PLAIN = "Acme is asked without encryption."


@pytest.fixture
def own(app: Flask) -> Iterator[Hostile]:
    with hostile() as provider:
        offer(provider.provider())
        yield provider


def told(app: Flask) -> list[str]:
    with app.app_context():
        return [problem for problem, _ in check_providers(app.config["LODGE"])]


def test_one_that_answers_as_itself_is_told_for_its_plain_address_alone(app: Flask, own: Hostile) -> None:
    assert told(app) == [PLAIN]


def test_one_without_a_secret_is_told(app: Flask, own: Hostile) -> None:
    offer(replace(own.provider(), client_secret=""))
    assert told(app)[0].startswith("Acme has no client secret")


def test_one_that_calls_itself_something_else_is_told(app: Flask, own: Hostile) -> None:
    own.metadata = {"issuer": "https://id.example.org"}
    assert told(app) == [PLAIN, f"Acme calls itself another issuer than {own.issuer}."]


def test_one_that_is_away_is_told_with_where_to_look(app: Flask) -> None:
    make_user("owner")
    offer(Provider("acme", "Acme", "https://127.0.0.1:1", "lodge", "secret"))
    result = app.test_cli_runner().invoke(args=["doctor"])
    assert result.exit_code == 1
    assert "Acme cannot be asked: ConnectionError." in result.output
    assert "https://127.0.0.1:1/.well-known/openid-configuration" in result.output


def test_openid_alone_without_a_provider_is_told(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with_methods(app, monkeypatch, "oidc")
    assert told(app) == ["People can log in with OpenID only, and there is no provider."]


def test_where_nobody_logs_in_elsewhere_nobody_is_asked(app: Flask, own: Hostile, monkeypatch: pytest.MonkeyPatch) -> None:
    with_methods(app, monkeypatch, "password")
    assert told(app) == []
