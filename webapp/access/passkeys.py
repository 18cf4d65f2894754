"""Passkey ceremonies of this portal: where they can be held, their challenges, and the answers that browsers bring."""

import ipaddress
import secrets
from functools import lru_cache
from importlib import import_module
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import structlog
from flask import current_app, g, request, session
from sqlalchemy import select

from webapp.access.sealed import sealing
from webapp.database import read
from webapp.extensions import db
from webapp.in_force import limits
from webapp.languages import _, mark
from webapp.models.passkey import Passkey, PasskeyHolder
from webapp.models.passkey_words import Asserted, Created, Party, WrongCeremony
from webapp.site import settings
from webapp.tokens import page_token

LONGEST_ANSWER = 20_000
WRONG = mark("That passkey was not accepted. Try again, or use another way.")
log = structlog.get_logger("lodge.passkey")


class Proof(NamedTuple):
    """A passkey of `user_id`, used rightly as far as can be said without writing. `challenge` is to be used up."""

    passkey_id: int
    user_id: int
    asserted: Asserted
    challenge: bytes


def party() -> Party:
    base = current_app.config["LODGE"].base_url
    rp_id, origin = place_of(base)
    return Party(rp_id, settings()["site_name"], origin)


@lru_cache(maxsize=8)
def place_of(base: str) -> tuple[str, str]:
    """(rp id, origin) of the address that people use."""
    parts = urlsplit(base)
    return parts.hostname or "", f"{parts.scheme}://{parts.netloc}"


@lru_cache(maxsize=8)
def can_hold_passkeys(base: str) -> bool:
    """Whether passkeys can be bound to this address: to names, never to numbers, and not without encryption."""
    parts = urlsplit(base)
    host = parts.hostname or ""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return parts.scheme == "https" or host == "localhost" or host.endswith(".localhost")
    return False


def why_not() -> str | None:
    """Why nobody can use a passkey in this browser, in words; None when they can."""
    base = current_app.config["LODGE"].base_url
    if not can_hold_passkeys(base):
        return _("Passkeys need a name and encryption. This portal's address, %(address)s, has not both.", address=base)
    if request.host != urlsplit(base).netloc:
        return _("Passkeys belong to the address %(address)s. Open the portal there to use them.", address=base)
    return None


def new_challenge(purpose: str) -> bytes:
    """Random, for one purpose in this browser; nothing is stored before it is answered."""
    page_token()  # the seed in the cookie ties it to this browser
    return sealing().close(secrets.token_bytes(16), "challenge", purpose, session["csrf_token"])


def challenge_in(typed: str, purpose: str) -> bytes:
    """The challenge that an answer names, when we gave it to this browser for this. Raises WrongCeremony."""
    challenge: bytes = ceremony().challenge_of(typed)
    seed = session.get("csrf_token", "")
    if sealing().open(challenge, "challenge", purpose, seed, within=limits().passkey_challenge) is None:
        raise WrongCeremony("challenge")
    return challenge


def ceremony() -> Any:
    """The library is loaded with the first ceremony."""
    return import_module("webapp.models.ceremony")


def created(typed: str, purpose: str = "create", *, must_stand_alone: bool = False) -> tuple[Created, bytes] | None:
    """A new passkey and its challenge; None for an answer that is not accepted. `must_stand_alone` as it was asked for."""
    try:
        challenge = challenge_in(typed, purpose)
        return ceremony().created(party(), challenge, typed, must_stand_alone=must_stand_alone), challenge
    except WrongCeremony as wrong:
        note(wrong)
        return None


def proven(typed: str, purpose: str, *, of: int | None = None, must_verify: bool = True) -> Proof | None:
    """A used passkey, of anybody or of one person; None for an answer that is not accepted."""
    try:
        return check(typed, purpose, of, must_verify)
    except WrongCeremony as wrong:
        note(wrong)
        return None


def check(typed: str, purpose: str, of: int | None, must_verify: bool) -> Proof:
    challenge = challenge_in(typed, purpose)
    columns = (Passkey.id, Passkey.user_id, Passkey.attested, Passkey.is_backup_eligible, PasskeyHolder.handle)
    known = select(*columns).join(PasskeyHolder, PasskeyHolder.user_id == Passkey.user_id)
    row = read(known.where(Passkey.credential_id == ceremony().credential_id_of(typed))).first()
    if row is None or of not in {None, row.user_id}:
        raise WrongCeremony("somebody else's, or nobody's")
    asserted: Asserted = ceremony().asserted(party(), challenge, typed, row.attested)
    if asserted.handle != row.handle and (of is None or asserted.handle is not None):
        raise WrongCeremony("handle")
    if must_verify and not asserted.is_verified:
        raise WrongCeremony("not verified")
    if asserted.is_backup_eligible != row.is_backup_eligible:
        raise WrongCeremony("backup")
    return Proof(row.id, row.user_id, asserted, challenge)


def note(wrong: WrongCeremony) -> None:
    log.warning("passkey refused", request_id=g.get("request_id"), reason=str(wrong)[:100])


def held(user_id: int | None) -> list[Passkey]:
    return list(db.session.scalars(Passkey.of(user_id)))
