"""What a backup says about itself: where it comes from, what it holds, and a seal that only holders of the key can make."""

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Self

from webapp.columns import canonical

FORMAT = 1
NAME = "manifest.json"
# Never in a backup: whoever gets hold of one still cannot make cookies, or open what is sealed in it.
LEFT_OUT = ("secret_key", "copies of people's data")


class Unusable(Exception):
    """Why a backup cannot be used, as a sentence for the operator; nothing was changed."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Manifest:
    """`files`: path → [bytes, SHA-256]; `counts`: table → rows; `missing`: uploads that went while the copy was made."""

    lodge: str
    engine: str
    head: str
    made_at: str
    counts: dict[str, int]
    files: dict[str, list[Any]]
    missing: list[str] = field(default_factory=list)
    has_uploads: bool = True
    left_out: list[str] = field(default_factory=lambda: list(LEFT_OUT))
    format: int = FORMAT

    def sealed(self, keys: Iterable[str]) -> bytes:
        """As it is written, under the first of `keys`."""
        body = asdict(self)
        return json.dumps(body | {"seal": seal_of(body, next(iter(keys)))}, ensure_ascii=False, indent=1).encode()

    @classmethod
    def read(cls, raw: bytes, keys: Iterable[str]) -> Self:
        """Raises Unusable for what is none of ours, is newer than this code knows, or was altered."""
        body = document(raw)
        if not isinstance(body.get("format"), int):
            raise Unusable("This is no backup of Lodge.")
        if body["format"] > FORMAT:
            raise Unusable(f"This backup was made by a newer Lodge ({body.get('lodge')}). Install that one to use it.")
        seal = str(body.pop("seal", ""))
        if not any(hmac.compare_digest(seal, seal_of(body, key)) for key in keys):
            raise Unusable(
                "The seal of this backup is not of this portal's key: it was altered, or made under another key. "
                "If it is from your portal, put the key of that time into LODGE_SECRET_KEY or LODGE_SECRET_KEY_FALLBACKS."
            )
        return cls(**body)


def document(raw: bytes) -> dict[str, Any]:
    try:
        found = json.loads(raw)
    except ValueError as error:
        raise Unusable("This is no backup of Lodge.") from error
    if not isinstance(found, dict):
        raise Unusable("This is no backup of Lodge.")
    return found


def seal_of(body: Mapping[str, Any], key: str) -> str:
    made = hmac.new(key.encode(), b"backup:", hashlib.sha256)
    made.update(canonical(body).encode())
    return made.hexdigest()
