"""Sealing the tour's cookie, and finding out what became of it."""

import json
from dataclasses import dataclass
from datetime import datetime

from flask import current_app
from itsdangerous import BadData, URLSafeTimedSerializer
from itsdangerous.encoding import base64_encode

LONGEST = 60
CLAIM = "I am the owner of this portal"


@dataclass(frozen=True)
class Finding:
    """`says`: what is written there, for everybody to read; `signed_at` only when the signature is ours."""

    is_ours: bool
    says: str | None
    signed_at: datetime | None = None


def seal(note: str) -> str:
    """The note, the time and a signature over both, in characters that a cookie may hold."""
    return str(serializer().dumps(note))


def examine(value: str) -> Finding | None:
    """What a browser's cookie is worth; None when it sends none."""
    if not value:
        return None
    try:
        note, signed_at = serializer().loads(value, return_timestamp=True)
    except BadData:
        return Finding(False, unsealed(value))
    return Finding(True, note, signed_at)


def unsealed(value: str) -> str | None:
    """Read without looking at the signature, which proves nothing: for show only. None when it makes no sense."""
    _, note = serializer().loads_unsafe(value)
    # A few bytes can be unpacked into very many.
    return note[:LONGEST] if isinstance(note, str) else None


def forged(value: str) -> str:
    """Other words under the old signature: what somebody without the key can make of a cookie."""
    # From the right, for a long note is packed, and then begins with a dot of its own.
    time_and_signature = value.rsplit(".", 2)[1:]
    return ".".join([base64_encode(json.dumps(CLAIM)).decode(), *time_and_signature])


def serializer() -> URLSafeTimedSerializer:
    # itsdangerous signs with the last key and accepts them all; the salt keeps this cookie from passing for another.
    return URLSafeTimedSerializer(list(current_app.config["LODGE"].signing_keys[::-1]), salt="tour cookie")
