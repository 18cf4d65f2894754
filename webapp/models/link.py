"""One-time links and codes: set-up, invitation, reset. Only the token's hash is stored, and only one browser wins."""

from datetime import datetime, timedelta
from typing import Any, Self

from sqlalchemy import CheckConstraint, ForeignKey, Index, Select, String, select, update
from sqlalchemy.orm import Mapped, mapped_column

from webapp.clock import now
from webapp.columns import Base, Id, JsonDocument, UtcDateTime
from webapp.extensions import db
from webapp.models.login_session import new_token, token_hash

LIVES = {
    "setup": timedelta(minutes=30),
    "password": timedelta(days=7),  # a new person chooses their first password
    "reset": timedelta(minutes=60),
    "login": timedelta(minutes=10),
}


class Link(Base):
    """A link that opens one thing once. `user_id` is None for set-up, where nobody exists yet."""

    __tablename__ = "link"
    __table_args__ = (
        CheckConstraint("purpose IN ('setup', 'password', 'reset', 'login')", name="purpose"),
        Index("ix_link_by_user", "user_id", "purpose"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    purpose: Mapped[str] = mapped_column(String(16))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    # Bound to the state in which it was made: a changed address or password kills it.
    bound_to: Mapped[dict[str, Any]] = mapped_column(JsonDocument, default=dict)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    created_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @classmethod
    def make(
        cls, purpose: str, *, user_id: int | None = None, created_by: int | None = None, **bound_to: Any
    ) -> tuple[Self, str]:
        """Make a link and kill older ones for the same thing; returns the row and the token."""
        token = new_token()
        older = update(cls).where(cls.purpose == purpose, cls.user_id == user_id, cls.used_at.is_(None))
        db.session.execute(older.values(used_at=now()))
        row = cls(
            purpose=purpose,
            token_hash=token_hash(token),
            user_id=user_id,
            created_by=created_by,
            bound_to=bound_to,
            expires_at=now() + LIVES[purpose],
        )
        db.session.add(row)
        return row, token

    @classmethod
    def open(cls, purpose: str, token: str) -> Select[Self]:
        """The link behind a token, while it can still be used."""
        usable = (cls.token_hash == token_hash(token)) & cls.used_at.is_(None) & (cls.expires_at > now())
        return select(cls).where(usable, cls.purpose == purpose)

    def use(self) -> bool:
        """Take the link, atomically: True for exactly one caller."""
        taking = update(Link).where(Link.id == self.id, Link.used_at.is_(None)).values(used_at=now())
        return bool(db.session.execute(taking).rowcount)  # type: ignore[attr-defined]
