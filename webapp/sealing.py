"""Secrets at rest: sealed with the application's keys, so that a stolen database alone opens none of them."""

import base64
import hashlib
from collections.abc import Sequence
from datetime import timedelta
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from webapp.clock import now
from webapp.columns import canonical


class Sealing:
    """Closes with the newest of the application's `keys` and opens with each of them, so that keys can be replaced."""

    def __init__(self, keys: Sequence[str]) -> None:
        self.fernet = opener(tuple(keys))

    def close(self, secret: bytes, *bound: Any) -> bytes:
        """Seal a secret to what it is for (`bound`): moved to another row or another use it does not open."""
        return self.fernet.encrypt_at_time(label(bound) + secret, int(now().timestamp()))

    def open(self, sealed: bytes, *bound: Any, within: timedelta | None = None) -> bytes | None:
        """The secret; None when it was sealed by somebody else, for something else, or longer ago than `within`."""
        try:
            if within is None:
                opened = self.fernet.decrypt(sealed)
            else:
                opened = self.fernet.decrypt_at_time(sealed, int(within.total_seconds()), int(now().timestamp()))
        except InvalidToken:
            return None
        wanted = label(bound)
        return opened[len(wanted) :] if opened.startswith(wanted) else None

    def renew(self, sealed: bytes) -> bytes:
        """The same secret under the newest key; raises ValueError when no key opens it."""
        try:
            return self.fernet.rotate(sealed)
        except InvalidToken as error:
            raise ValueError("none of the keys opens this") from error

    def can_open(self, sealed: bytes) -> bool:
        """Whether one of the keys opens this, whatever it is for."""
        try:
            self.fernet.decrypt(sealed)
        except InvalidToken:
            return False
        return True


def label(bound: Sequence[Any]) -> bytes:
    return canonical(list(bound)).encode() + b"\0"


@lru_cache(maxsize=16)
def opener(keys: tuple[str, ...]) -> MultiFernet:
    derived = (hashlib.sha256(f"sealed:{key}".encode()).digest() for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in derived])
