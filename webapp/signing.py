"""The key behind signed receipts: Ed25519, derived from the application's keys, so that it needs no file of its own.

Whoever has the public half can check a receipt; only this portal can make one.
"""

import hashlib
from collections.abc import Sequence
from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey


class Signer:
    """Signs with the newest of the application's `keys`."""

    def __init__(self, keys: Sequence[str]) -> None:
        self.private_keys = [private_key(key) for key in keys]

    @property
    def key_id(self) -> str:
        return id_of(public_half(self.private_keys[0]))

    def sign(self, message: bytes) -> bytes:
        return self.private_keys[0].sign(message)

    def public_keys(self) -> dict[str, bytes]:
        """id → public key, of the key in use and the older ones."""
        halves = map(public_half, self.private_keys)
        return {id_of(half): half for half in halves}


@lru_cache(maxsize=16)
def private_key(key: str) -> Ed25519PrivateKey:
    """Made once: it costs as much as a signature, and each page of a submission signs one."""
    return Ed25519PrivateKey.from_private_bytes(hashlib.sha256(f"receipt:{key}".encode()).digest())


def public_half(key: Ed25519PrivateKey) -> bytes:
    return key.public_key().public_bytes_raw()


def id_of(public: bytes) -> str:
    return hashlib.sha256(public).hexdigest()[:16]


def has_signed(public: bytes, signature: bytes, message: bytes) -> bool:
    """Whether the owner of a public key has signed this message."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except InvalidSignature:
        return False
    return True
