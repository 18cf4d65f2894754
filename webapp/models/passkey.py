"""Passkeys: what their holder's authenticator keeps the secret half of. At most so many a person."""

import secrets
from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, LargeBinary, Select, String, UniqueConstraint, select, update
from sqlalchemy.orm import Mapped, mapped_column

from webapp.clock import now
from webapp.columns import Base, Id, UtcDateTime
from webapp.extensions import db

# The setting ends here.
MOST = 20
LONGEST_NAME = 60
HANDLE_BYTES = 64


class PasskeyHolder(Base):
    """By what authenticators know a person: 64 random bytes, which say nothing about them."""

    __tablename__ = "passkey_holder"

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), primary_key=True, autoincrement=False)
    handle: Mapped[bytes] = mapped_column(LargeBinary(HANDLE_BYTES), unique=True)

    @classmethod
    def handle_of(cls, user_id: int) -> bytes:
        """The person's handle, made with their first passkey; inside `writing()`."""
        row = db.session.get(cls, user_id)
        if row is None:
            row = cls(user_id=user_id, handle=secrets.token_bytes(HANDLE_BYTES))
            db.session.add(row)
            db.session.flush()
        return row.handle


class Passkey(Base):
    """One passkey. `attested` holds authenticator model, id and public key, as the authenticator said them.

    `is_complete`: kept by the authenticator under its holder's handle, and made after it had verified them.
    """

    __tablename__ = "passkey"
    __table_args__ = (
        UniqueConstraint("credential_id", name="uq_passkey_credential_id"),
        UniqueConstraint("user_id", "number", name="uq_passkey_number"),
        CheckConstraint(f"number BETWEEN 1 AND {MOST}", name="number"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    number: Mapped[int]
    credential_id: Mapped[bytes] = mapped_column(LargeBinary(1023))
    attested: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int] = mapped_column(BigInteger)
    is_complete: Mapped[bool]
    is_backup_eligible: Mapped[bool]
    transports: Mapped[str] = mapped_column(String(100), default="")
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    last_used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @classmethod
    def of(cls, user_id: int | None) -> Select["Passkey"]:
        """A person's passkeys, oldest first."""
        return select(cls).where(cls.user_id == user_id).order_by(cls.id)

    @classmethod
    def count_use(cls, passkey_id: int, sign_count: int) -> bool:
        """Note a use, atomically; False when the counter did not grow: two authenticators then hold one key.

        Authenticators that do not count say 0 each time.
        """
        grown = (cls.sign_count < sign_count) | ((cls.sign_count == 0) & (sign_count == 0))
        using = update(cls).where(cls.id == passkey_id, grown).values(sign_count=sign_count, last_used_at=now())
        return bool(db.session.execute(using).rowcount)  # type: ignore[attr-defined]

    def __str__(self) -> str:
        return self.name
