"""What is said in a passkey ceremony: options for the browser, and what comes of its answer. Knows no library."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from webapp.in_force import limits

# COSE numbers of ES256, EdDSA and RS256.
ALGORITHMS = (-7, -8, -257)


class WrongCeremony(Exception):
    """An answer that is not accepted; what was wrong with it is for the log, never for the person."""


@dataclass(frozen=True, slots=True)
class Party:
    """This portal as authenticators know it."""

    rp_id: str
    name: str
    origin: str


class Created(NamedTuple):
    """A new passkey, checked."""

    credential_id: bytes
    attested: bytes
    sign_count: int
    is_complete: bool
    is_backup_eligible: bool
    transports: str


class Asserted(NamedTuple):
    """A use of a passkey, checked but for its counter."""

    handle: bytes | None
    sign_count: int
    is_verified: bool
    is_backup_eligible: bool


def milliseconds() -> int:
    """The time that a person has."""
    return int(limits().passkey_challenge.total_seconds() * 1000)


def letters(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def creation_options(
    party: Party, challenge: bytes, handle: bytes, email: str, name: str, held: Sequence[Any], *, must_stand_alone: bool = False
) -> dict[str, Any]:
    """For `PublicKeyCredential.parseCreationOptionsFromJSON`; `held` are the passkeys that need not be made again.

    One that `must_stand_alone` is a complete log-in: kept by the authenticator, and made after it has verified its holder.
    """
    wish = "required" if must_stand_alone else "preferred"
    return {
        "rp": {"id": party.rp_id, "name": party.name},
        "user": {"id": letters(handle), "name": email, "displayName": name},
        "challenge": letters(challenge),
        "pubKeyCredParams": [{"type": "public-key", "alg": number} for number in ALGORITHMS],
        "timeout": milliseconds(),
        "excludeCredentials": described(held),
        "authenticatorSelection": {"residentKey": wish, "userVerification": wish},
        "attestation": "none",
        "extensions": {"credProps": True},
    }


def request_options(party: Party, challenge: bytes, held: Sequence[Any] = (), *, must_verify: bool = True) -> dict[str, Any]:
    """For `PublicKeyCredential.parseRequestOptionsFromJSON`; without `held` they are the same for everybody."""
    return {
        "challenge": letters(challenge),
        "rpId": party.rp_id,
        "timeout": milliseconds(),
        "allowCredentials": described(held),
        "userVerification": "required" if must_verify else "preferred",
    }


def described(held: Sequence[Any]) -> list[dict[str, Any]]:
    return [
        {
            "type": "public-key",
            "id": letters(one.credential_id),
            "transports": one.transports.split(",") if one.transports else [],
        }
        for one in held
    ]
