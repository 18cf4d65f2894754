"""Mail on its way: written in the same transaction as the change it tells of, shown on the outbox page."""

from datetime import datetime
from typing import Self

from sqlalchemy import ForeignKey, Index, String, Text, bindparam, select
from sqlalchemy.orm import Mapped, mapped_column

from webapp.clock import now
from webapp.columns import Base, Id, UtcDateTime
from webapp.extensions import db
from webapp.models.keyset import Keyset, Order


class OutboxMail(Base):
    """One mail, plain text. `dedupe_key` makes a repeated act send it once."""

    __tablename__ = "outbox_mail"
    __table_args__ = (Index("ix_outbox_mail_by_sent", "sent_at", "id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    not_before: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    recipient: Mapped[str] = mapped_column(String(254))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    subject: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    dedupe_key: Mapped[str | None] = mapped_column(String(120), unique=True)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @classmethod
    def post(cls, recipient: str, subject: str, body: str, *, user_id: int | None = None, dedupe_key: str | None = None) -> Self:
        """Put a mail into the outbox of this transaction."""
        mail = cls(recipient=recipient, subject=subject, body=body, user_id=user_id, dedupe_key=dedupe_key)
        db.session.add(mail)
        return mail


MAILS = Keyset(
    select(OutboxMail.id, OutboxMail.created_at, OutboxMail.recipient, OutboxMail.subject, OutboxMail.sent_at),
    Order((OutboxMail.id,), descending=True),
    limit=50,
)
ONE_MAIL = select(OutboxMail.created_at, OutboxMail.recipient, OutboxMail.subject, OutboxMail.body, OutboxMail.sent_at).where(
    OutboxMail.id == bindparam("mail_id")
)
