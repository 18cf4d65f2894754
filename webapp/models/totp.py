"""Codes from an authenticator app (RFC 6238): one app a person, and each code counts once."""

import hmac
import secrets
from base64 import b32encode
from datetime import datetime
from typing import Self

import pyotp
from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, LargeBinary, update
from sqlalchemy.orm import Mapped, mapped_column

from webapp.clock import now
from webapp.columns import Base, UtcDateTime
from webapp.extensions import db
from webapp.in_force import limits
from webapp.sealing import Sealing

SECRET_BYTES = 20
SECONDS, DIGITS = 30, 6
# One step either way: clocks differ, and people type slowly.
DRIFT = 1


class Totp(Base):
    """A person's app. `secret` is sealed; `last_step` is the time step of the last code that counted."""

    __tablename__ = "totp"
    __table_args__ = (CheckConstraint("wrong_in_a_row >= 0", name="wrong_in_a_row"),)

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), primary_key=True, autoincrement=False)
    secret: Mapped[bytes] = mapped_column(LargeBinary)
    last_step: Mapped[int] = mapped_column(BigInteger)
    wrong_in_a_row: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    # Set after too many wrong ones in a row: it is still a factor that the person holds, but no code of it opens anything.
    stopped_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @classmethod
    def enrol(cls, user_id: int, secret: bytes, step: int, sealing: Sealing) -> Self:
        """Bind an app whose first code was right; that code is used up."""
        row = cls(user_id=user_id, secret=sealing.close(secret, "totp", user_id), last_step=step)
        db.session.add(row)
        return row

    @classmethod
    def use(cls, user_id: int, step: int) -> bool:
        """Let the code of a time step count, atomically: True for exactly one caller."""
        wanted = (cls.user_id == user_id) & (cls.last_step < step) & cls.stopped_at.is_(None)
        using = update(cls).where(wanted).values(last_step=step, wrong_in_a_row=0)
        return bool(db.session.execute(using).rowcount)  # type: ignore[attr-defined]

    @classmethod
    def count_wrong(cls, user_id: int) -> bool:
        """Count a wrong code; True when it was the one that stopped the app (NIST SP 800-63B: after 100 in a row)."""
        wrong = cls.wrong_in_a_row + 1
        counting = update(cls).where(cls.user_id == user_id, cls.stopped_at.is_(None)).values(wrong_in_a_row=wrong)
        number = db.session.scalar(counting.returning(cls.wrong_in_a_row))
        if number is None or number < limits().factor_stop:
            return False
        db.session.execute(update(cls).where(cls.user_id == user_id).values(stopped_at=now()))
        return True


def new_secret() -> bytes:
    """160 random bits."""
    return secrets.token_bytes(SECRET_BYTES)


def in_letters(secret: bytes) -> str:
    """The secret as people type it into an app."""
    return b32encode(secret).decode()


def app_link(secret: bytes, email: str, site: str) -> str:
    """The `otpauth:` address which an app opens, and which the QR code holds."""
    return pyotp.TOTP(in_letters(secret)).provisioning_uri(name=email, issuer_name=site.replace(":", " "))


def step_of(secret: bytes, typed: str) -> int | None:
    """The time step whose code was typed, within DRIFT of now; None when it is no code of this moment."""
    digits = "".join(typed.split()).replace("-", "")
    if len(digits) != DIGITS or not (digits.isascii() and digits.isdigit()):
        return None
    codes = pyotp.TOTP(in_letters(secret), digits=DIGITS, interval=SECONDS)
    current = int(now().timestamp()) // SECONDS
    # Each is compared, whether or not one has matched.
    matching = [step for step in around(current) if hmac.compare_digest(codes.generate_otp(step), digits)]
    return matching[-1] if matching else None


def around(step: int) -> range:
    return range(step - DRIFT, step + DRIFT + 1)
