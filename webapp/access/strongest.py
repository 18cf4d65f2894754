"""The strongest proof that somebody holds and can give here: what a confirmation asks, and a log-in has to be to count as one."""

import enum

from webapp.access.passkeys import why_not
from webapp.models.factors import Held, held_by
from webapp.models.method_words import BETWEEN
from webapp.models.user import User
from webapp.site import has_passwords


class Proof(enum.IntEnum):
    """From the weakest on."""

    PROVIDER = 1
    PASSWORD = 2
    PASSWORD_AND_CODE = 3
    PASSKEY = 4


OWN = {"password", "one-time link"}
# What is as good as each beside a password. A recovery code stands in for whatever is lost.
BESIDE = {
    Proof.PASSWORD_AND_CODE: {"app code", "passkey", "recovery code"},
    Proof.PASSKEY: {"passkey", "recovery code"},
}


def strongest(held: Held, *, has_password: bool) -> Proof:
    """A passkey that cannot be used at this address is none; neither is a password where nobody logs in with one."""
    if has_usable_passkey(held):
        return Proof.PASSKEY
    if not (has_password and has_passwords()):
        return Proof.PROVIDER
    return Proof.PASSWORD_AND_CODE if held.has_second_factor else Proof.PASSWORD


def has_usable_passkey(held: Held) -> bool:
    """Whether they hold a passkey that is a proof by itself, and this browser can use it."""
    return held.complete_passkeys > 0 and why_not() is None


def is_strongest(user: User, methods: str) -> bool:
    """Whether a log-in with these methods has proven as much as a confirmation would ask of its person."""
    used = set(BETWEEN.split(methods))
    if used == {"passkey"}:
        return True
    wanted = strongest(held_by(user.id), has_password=user.password_hash is not None)
    if wanted is Proof.PROVIDER and used == {"oidc"}:
        return True
    return bool(used & OWN) and bool(used & BESIDE.get(wanted, used))
