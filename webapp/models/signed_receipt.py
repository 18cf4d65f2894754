"""A signed receipt: that this portal has received these answers, then, to this version of a form. And checking one."""

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from webapp.columns import canonical
from webapp.signing import Signer, has_signed

KIND = "lodge-receipt"
LONGEST = 8_000
# What is signed; each is text, but the two numbers.
SIGNED = (
    *("kind", "schema", "portal", "reference", "form", "form_version", "form_sha256"),
    *("revision", "at", "answers_sha256", "key"),
)
NUMBERS = frozenset({"schema", "form_version", "revision"})
VALID, ALTERED, UNKNOWN_KEY, NO_RECEIPT = "valid", "altered", "unknown_key", "no_receipt"


def signed_receipt(signer: Signer, *, at: datetime, **told: Any) -> str:
    """The file, as JSON. `told`: portal, reference, form, form_version, form_sha256, revision and answers_sha256."""
    document = {"kind": KIND, "schema": 1, "at": at.isoformat(), "key": signer.key_id, **told}
    signature = base64.b64encode(signer.sign(message(document))).decode()
    ordered = {name: document[name] for name in SIGNED} | {"signature": signature}
    return json.dumps(ordered, ensure_ascii=False, indent=2) + "\n"


def message(document: Mapping[str, Any]) -> bytes:
    return canonical({name: document[name] for name in SIGNED}).encode()


def in_address(receipt: str) -> str:
    """A receipt as one word that an address can hold."""
    return base64.urlsafe_b64encode(receipt.encode()).decode().rstrip("=")


def out_of_address(word: str) -> str:
    """The receipt again; "" for what is none."""
    try:
        return base64.urlsafe_b64decode(word + "=" * (-len(word) % 4)).decode()
    except ValueError:
        return ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a receipt is worth: valid, altered, unknown_key or no_receipt. `document` is what it says, unless it is none."""

    state: str
    document: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_valid(self) -> bool:
        return self.state == VALID


def examine(text: str, known: Mapping[str, bytes]) -> Verdict:
    """Check a file against the public keys of this portal."""
    document = read(text)
    if document is None:
        return Verdict(NO_RECEIPT)
    public = known.get(document["key"])
    if public is None:
        return Verdict(UNKNOWN_KEY, document)
    # What was added is not signed: nobody shall read it as if it were.
    is_as_made = document.keys() == {*SIGNED, "signature"}
    is_ours = is_as_made and has_signed(public, signature_of(document), message(document))
    return Verdict(VALID if is_ours else ALTERED, document)


def read(text: str) -> dict[str, Any] | None:
    """The document; None for what has not the shape of a receipt."""
    try:
        document = json.loads(text, object_pairs_hook=each_once) if len(text) <= LONGEST else None
    except (ValueError, RecursionError):
        return None
    if not isinstance(document, dict) or document.get("kind") != KIND:
        return None
    is_whole = all(isinstance(document.get(name), int if name in NUMBERS else str) for name in (*SIGNED, "signature"))
    return document if is_whole and is_storable(document) else None


def each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Raises ValueError for a name that stands twice: one would be checked, and the other read."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name stands twice")
    return found


def is_storable(document: Mapping[str, Any]) -> bool:
    """Whether all of it is text that can be written: a lone half of a character can not."""
    try:
        canonical(document).encode()
    except ValueError:
        return False
    return True


def signature_of(document: Mapping[str, Any]) -> bytes:
    try:
        return base64.b64decode(document["signature"], validate=True)
    except (binascii.Error, ValueError):
        return b""
