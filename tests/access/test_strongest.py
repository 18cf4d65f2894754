"""A log-in counts as a confirmation when it has proven as much as the strongest that its person holds."""

import pytest
from flask import Flask

from tests.support.browser import HOME
from tests.support.factors import give_app
from tests.support.make import make_user
from tests.support.openid.stage import with_methods
from tests.support.stage import saving
from webapp.access.strongest import Proof, is_strongest, strongest
from webapp.clock import now
from webapp.models.factors import Held
from webapp.models.passkey import Passkey
from webapp.models.user import User

APP = Held(app_since=now())
KEY = Held(passkeys=1, complete_passkeys=1)
SECOND_KEY = Held(passkeys=1)


def give_passkey(user: User) -> None:
    kept = {"credential_id": b"x", "attested": b"-", "sign_count": 0, "is_backup_eligible": False}
    with saving() as session:
        session.add(Passkey(user_id=user.id, number=1, name="Own", created_at=now(), is_complete=True, **kept))


@pytest.mark.parametrize(
    ("held", "has_password", "wanted"),
    [
        (Held(), True, Proof.PASSWORD),
        (Held(), False, Proof.PROVIDER),
        (APP, True, Proof.PASSWORD_AND_CODE),
        (APP, False, Proof.PROVIDER),
        (SECOND_KEY, True, Proof.PASSWORD_AND_CODE),
        (KEY, True, Proof.PASSKEY),
        (KEY, False, Proof.PASSKEY),
    ],
)
def test_passkey_before_code_before_password_before_provider(app: Flask, held: Held, has_password: bool, wanted: Proof) -> None:
    with app.test_request_context(base_url=HOME):
        assert strongest(held, has_password=has_password) is wanted


def test_passkey_that_cannot_be_used_at_this_address_is_none(app: Flask) -> None:
    with app.test_request_context(base_url="http://127.0.0.1:5000"):
        assert strongest(KEY, has_password=True) is Proof.PASSWORD_AND_CODE


def test_password_is_none_where_nobody_logs_in_with_one(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with_methods(app, monkeypatch, "oidc")
    with app.test_request_context(base_url=HOME):
        assert strongest(Held(), has_password=True) is Proof.PROVIDER


ENOUGH = {
    "password": {"passkey", "password", "one-time link"},
    "app": {
        "passkey",
        "password and app code",
        "password and recovery code",
        "password and passkey",
        "one-time link and app code",
    },
    "passkey": {"passkey", "password and passkey", "password and recovery code"},
    "provider": {"passkey", "oidc", "one-time link"},
}
EVERY = set().union(*ENOUGH.values()) | {"oidc and app code", "oidc and passkey"}


def possible(who: str) -> set[str]:
    """How they can have come in: with no password, and no app, not by these."""
    absent = {"provider": ("password", "app code"), "password": (" and ",)}.get(who, ())
    return {one for one in EVERY if not any(word in one for word in absent)}


@pytest.mark.parametrize("who", ENOUGH)
def test_only_what_is_as_strong_counts(app: Flask, who: str) -> None:
    ada = make_user(password_hash=None) if who == "provider" else make_user()
    if who in {"app", "passkey"}:
        give_app(ada)
    if who == "passkey":
        give_passkey(ada)
    with app.test_request_context(base_url=HOME):
        assert {methods for methods in possible(who) if is_strongest(ada, methods)} == ENOUGH[who]
