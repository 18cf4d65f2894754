"""Recovery codes: ten, each good once, for the day on which the phone is gone."""

import hashlib
import hmac
import secrets
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import CheckConstraint, ForeignKey, String, bindparam, delete, select, update
from sqlalchemy.orm import Mapped, mapped_column
from werkzeug.security import check_password_hash, generate_password_hash

from webapp.clock import now
from webapp.columns import Base, UtcDateTime
from webapp.database import read
from webapp.extensions import db
from webapp.models.turns import in_turn

HOW_MANY = 10
# A code is its number and 80 random bits in sixteen letters of Crockford's alphabet, which leaves out I, L, O and U.
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 16
SEEN_AS = str.maketrans("ILO", "110")
# Lighter than a password's: 80 random bits are not guessed, and ten of these are made while a person waits.
METHOD = "scrypt:8192:8:1"


class RecoveryCode(Base):
    """One code's hash under its number; used ones stay until the next set."""

    __tablename__ = "recovery_code"
    __table_args__ = (CheckConstraint(f"number BETWEEN 0 AND {HOW_MANY - 1}", name="number"),)

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    code_hash: Mapped[str] = mapped_column(String(255))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @classmethod
    def replace(cls, user_id: int, hashes: list[str]) -> None:
        """A new set; the older one opens nothing any more."""
        cls.drop(user_id)
        db.session.add_all(cls(user_id=user_id, number=number, code_hash=one) for number, one in enumerate(hashes))

    @classmethod
    def drop(cls, user_id: int) -> None:
        db.session.execute(delete(cls).where(cls.user_id == user_id), execution_options={"synchronize_session": False})

    @classmethod
    def use(cls, user_id: int, found: "Match") -> bool:
        """Use a code up, atomically: True for exactly one caller."""
        wanted = (cls.user_id == user_id) & (cls.number == found.number) & (cls.code_hash == found.code_hash)
        using = update(cls).where(wanted, cls.used_at.is_(None)).values(used_at=now())
        return bool(db.session.execute(using).rowcount)  # type: ignore[attr-defined]


class Match(NamedTuple):
    """A stored code to which what was typed is right."""

    number: int
    code_hash: str


UNUSED = select(RecoveryCode.code_hash).where(
    RecoveryCode.user_id == bindparam("user_id"), RecoveryCode.number == bindparam("number"), RecoveryCode.used_at.is_(None)
)


def new_seed() -> bytes:
    """What a set of codes grows from: short enough to be kept sealed until they have been shown."""
    return secrets.token_bytes(32)


def codes_of(seed: bytes) -> list[str]:
    """The ten codes of a seed, as they are shown: 3-K7QF-9XWM-2B4T-HN5D."""
    return [f"{number}-{'-'.join(groups(body_of(seed, number)))}" for number in range(HOW_MANY)]


def body_of(seed: bytes, number: int) -> str:
    bits = int.from_bytes(hmac.digest(seed, f"recovery code {number}".encode(), hashlib.sha256)[:10])
    return "".join(LETTERS[bits >> 5 * place & 31] for place in range(LENGTH))


def groups(body: str) -> list[str]:
    return [body[start : start + 4] for start in range(0, LENGTH, 4)]


def plain(typed: str) -> str:
    """What was typed, without what people add or confuse."""
    return "".join(letter for letter in typed.upper().translate(SEEN_AS) if letter.isascii() and letter.isalnum())


def hashes_of(codes: list[str]) -> list[str]:
    """Slow: outside any transaction."""
    return [hash_of(code) for code in codes]


def hash_of(code: str) -> str:
    return in_turn(lambda: generate_password_hash(plain(code), method=METHOD))


def is_code(typed: str) -> bool:
    """Whether it has the shape of a recovery code, right or wrong."""
    found = plain(typed)
    return len(found) == 1 + LENGTH and found[0].isdigit()


def dummy() -> str:
    """A hash that no code has, so that each comparison costs the same."""
    return f"{METHOD}${'0' * 16}${'0' * 128}"


def compare(user_id: int, typed: str) -> Match | None:
    """The unused code that was typed. One slow comparison whatever was typed, outside any transaction."""
    found = plain(typed)
    number = int(found[0]) if is_code(typed) else -1
    stored = read(UNUSED, {"user_id": user_id, "number": number}).scalar()
    is_right = in_turn(lambda: check_password_hash(stored or dummy(), found[:64]))
    return Match(number, stored) if stored and is_right else None
