"""Who somebody is elsewhere: an issuer's name for them, bound to their account here. Never by an address."""

from datetime import datetime

from sqlalchemy import ForeignKey, Select, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from webapp.clock import now
from webapp.columns import Base, Id, UtcDateTime, key_text

LONGEST_SUBJECT = 255


class Identity(Base):
    """One (issuer, subject). Each belongs to one person, who has one with each issuer at most."""

    __tablename__ = "identity"
    __table_args__ = (
        UniqueConstraint("issuer", "subject", name="uq_identity_subject"),
        UniqueConstraint("user_id", "issuer", name="uq_identity_issuer"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    issuer: Mapped[str] = mapped_column(key_text(255))
    # Told apart to the letter, as OpenID wants it.
    subject: Mapped[str] = mapped_column(key_text(LONGEST_SUBJECT))
    # What the provider was called and whom it spoke of when it was linked: words for the person, nothing is decided by them.
    label: Mapped[str] = mapped_column(String(60))
    shown_as: Mapped[str] = mapped_column(String(254), default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    last_used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @classmethod
    def of(cls, user_id: int | None) -> Select["Identity"]:
        """A person's identities, oldest first."""
        return select(cls).where(cls.user_id == user_id).order_by(cls.id)

    @classmethod
    def called(cls, issuer: str, subject: str) -> Select["Identity"]:
        return select(cls).where(cls.issuer == issuer, cls.subject == subject)

    def __str__(self) -> str:
        return self.label
