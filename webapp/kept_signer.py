"""itsdangerous's signatures, byte for byte, from signers that are made once: by itself it derives its key for each of them."""

import hmac
from collections.abc import Iterable
from typing import Any

from itsdangerous import TimestampSigner, URLSafeTimedSerializer
from itsdangerous.signer import HMACAlgorithm, Signer


class OneCall(HMACAlgorithm):
    """The same code as HMACAlgorithm makes, in one call of the library below it."""

    def get_signature(self, key: bytes, value: bytes) -> bytes:
        return hmac.digest(key, value, "sha1")


class KeptSigner(TimestampSigner):
    """Keeps the key that it derives from each secret."""

    def __init__(self, secret_key: str | bytes | Iterable[str] | Iterable[bytes], **options: Any) -> None:
        super().__init__(secret_key, **options | {"algorithm": OneCall()})
        self.derived: dict[str | bytes | None, bytes] = {}

    def derive_key(self, secret_key: str | bytes | None = None) -> bytes:
        found = self.derived.get(secret_key)
        if found is None:
            found = self.derived[secret_key] = super().derive_key(secret_key)
        return found


class KeptSerializer(URLSafeTimedSerializer):
    """Keeps its signer: both hold nothing that changes from one signature to the next."""

    default_signer = KeptSigner
    kept: Signer | None = None

    def make_signer(self, salt: str | bytes | None = None) -> Signer:
        if salt is not None and salt != self.salt:
            return super().make_signer(salt)
        if self.kept is None:
            self.kept = super().make_signer()
        return self.kept
