"""What a browser brings back from a passkey ceremony, checked. The one module that knows the library.

Order and names of the checks: Web Authentication Level 3, sections 7.1 and 7.2.
"""

import json
from collections.abc import Mapping
from typing import Any

from fido2.server import Fido2Server
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    CollectedClientData,
    PublicKeyCredentialRpEntity,
    RegistrationResponse,
)

from webapp.models.passkey_words import ALGORITHMS, Asserted, Created, Party, WrongCeremony

LONGEST_ID = 1023
TRANSPORTS = frozenset({"ble", "hybrid", "internal", "nfc", "smart-card", "usb"})


def created(party: Party, challenge: bytes, typed: str, *, must_stand_alone: bool = False) -> Created:
    """A new passkey. Raises WrongCeremony.

    Where the authenticator had to keep it (`must_stand_alone`), a browser that does not say so has seen to it.
    """
    document = document_of(typed)
    response = parsed(RegistrationResponse, document)
    check_place(response.response.client_data)
    found = checked(lambda: server(party).register_complete(state(challenge), response))
    data = found.credential_data
    if data is None or data.public_key.get(3) not in ALGORITHMS or not 0 < len(data.credential_id) <= LONGEST_ID:
        raise WrongCeremony("key")
    if data.credential_id != response.raw_id:
        raise WrongCeremony("id")
    is_kept = (document.get("clientExtensionResults") or {}).get("credProps", {}).get("rk", must_stand_alone) is True
    return Created(
        credential_id=data.credential_id,
        attested=bytes(data),
        sign_count=found.counter,
        is_complete=is_kept and found.is_user_verified(),
        is_backup_eligible=found.is_backup_eligible(),
        transports=transports_of(document),
    )


def challenge_of(typed: str) -> bytes:
    """The challenge that an answer of either kind names. Raises WrongCeremony."""
    document = document_of(typed)
    try:
        raw = websafe_decode(document["response"]["clientDataJSON"])
        return websafe_decode(json.loads(raw)["challenge"])
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise WrongCeremony("shape") from error


def credential_id_of(typed: str) -> bytes:
    """Whose public key is wanted for the check. Raises WrongCeremony."""
    return parsed(AuthenticationResponse, document_of(typed)).raw_id


def asserted(party: Party, challenge: bytes, typed: str, attested: bytes) -> Asserted:
    """A use of a known passkey. Raises WrongCeremony."""
    response = parsed(AuthenticationResponse, document_of(typed))
    check_place(response.response.client_data)
    known = [AttestedCredentialData(attested)]
    checked(lambda: server(party).authenticate_complete(state(challenge), known, response))
    data = response.response.authenticator_data
    return Asserted(
        handle=response.response.user_handle or None,
        sign_count=data.counter,
        is_verified=data.is_user_verified(),
        is_backup_eligible=data.is_backup_eligible(),
    )


def document_of(typed: str) -> dict[str, Any]:
    try:
        document = json.loads(typed)
    except (ValueError, RecursionError) as error:
        raise WrongCeremony("no JSON") from error
    if not isinstance(document, dict):
        raise WrongCeremony("no object")
    return document


def parsed(kind: Any, document: Mapping[str, Any]) -> Any:
    # Unlike the page's token this came from a stranger's machine: whatever the library trips over is a refusal.
    try:
        return kind.from_dict(document)
    except Exception as error:
        raise WrongCeremony("shape") from error


def checked(check: Any) -> Any:
    try:
        return check()
    except Exception as error:
        raise WrongCeremony(str(error)) from error


def check_place(client_data: CollectedClientData) -> None:
    """In a frame of somebody else's page nobody sees for whom they confirm."""
    if client_data.cross_origin or json.loads(client_data).get("topOrigin"):
        raise WrongCeremony("cross-origin")


def server(party: Party) -> Fido2Server:
    """One origin, letter for letter: neither subdomains nor other ports are ours."""
    entity = PublicKeyCredentialRpEntity(id=party.rp_id, name=party.name)
    return Fido2Server(entity, verify_origin=lambda origin: origin == party.origin)


def state(challenge: bytes) -> dict[str, Any]:
    return {"challenge": websafe_encode(challenge), "user_verification": None}


def transports_of(document: Mapping[str, Any]) -> str:
    response = document.get("response")
    named = response.get("transports") if isinstance(response, dict) else None
    return ",".join(sorted(TRANSPORTS.intersection(one for one in named or [] if isinstance(one, str))))
