"""API tokens for tests: made as a person makes them, shown as a program shows them."""

from collections.abc import Iterable
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from tests.support.acting import person
from tests.support.stage import own_context
from webapp.database import writing
from webapp.models.api_token import make_token
from webapp.models.permissions import Permission
from webapp.models.user import User

ME = "/api/v1/me"


def give_token(user: User, *scopes: str, days: int = 90) -> str:
    """A token of this person's; it stands nowhere else."""
    with own_context(), writing():
        return make_token(person(user), "Script", wanted(scopes), days)


def wanted(scopes: Iterable[str]) -> list[Permission]:
    return [Permission(scope) for scope in scopes]


def ask(app: Flask, token: str, path: str = ME, **options: Any) -> TestResponse:
    """One request of a program: the header and nothing else."""
    with app.test_client() as client:
        return client.get(path, base_url="http://localhost", headers={"Authorization": f"Bearer {token}"}, **options)
