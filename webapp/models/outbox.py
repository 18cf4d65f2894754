"""Mail on its way: written in the same transaction as the change it tells of, sent soon after (delivery.py)."""

from datetime import datetime
from typing import Self

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from webapp.clock import now
from webapp.columns import Base, Id, UtcDateTime
from webapp.extensions import db
from webapp.languages import _, spoken
from webapp.models.event import Event
from webapp.models.mail_kinds import about
from webapp.models.mail_templates import in_own_words
from webapp.models.permissions import Refused
from webapp.models.person import Person
from webapp.pending import pending

LONGEST_SUBJECT = 200
STATES = ("waiting", "sent", "failed", "held")
IS_WAITING = text("state = 'waiting'")


class OutboxMail(Base):
    """One mail, plain text in the language that was spoken when it was written. `dedupe_key` makes a repeated act send it once.

    waiting: will be sent, not before `not_before`; sent; failed: given up; held: written while no mail server was set.
    Whoever sends it holds it until `leased_until`, so that nobody else sends it in the same moment.
    """

    __tablename__ = "outbox_mail"
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'sent', 'failed', 'held')", name="state"),
        CheckConstraint("(state = 'sent') = (sent_at IS NOT NULL)", name="sent_at"),
        Index("ix_outbox_mail_by_state", "state", "id"),
        Index("ix_outbox_mail_due", "not_before", "id", sqlite_where=IS_WAITING, postgresql_where=IS_WAITING),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    not_before: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    recipient: Mapped[str] = mapped_column(String(254))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    subject: Mapped[str] = mapped_column(String(LONGEST_SUBJECT))
    body: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(16), server_default="en")
    dedupe_key: Mapped[str | None] = mapped_column(String(120), unique=True)
    state: Mapped[str] = mapped_column(String(8), default="waiting")
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    attempts: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str] = mapped_column(String(300), default="")
    leased_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    leased_by: Mapped[str] = mapped_column(String(64), default="")

    def __str__(self) -> str:
        return self.subject

    @classmethod
    def post(
        cls,
        recipient: str,
        subject: str,
        body: str,
        *,
        user_id: int | None = None,
        dedupe_key: str | None = None,
        kind: str = "",
        name: str = "",
    ) -> Self:
        """Put a mail into the outbox of this transaction. `kind` is one of KINDS (mail_kinds.py), `name` its reader's."""
        subject, body = in_own_words(kind or about.get(), name, subject, body)
        # A name in it may be as long as the whole.
        subject = subject[:LONGEST_SUBJECT]
        words = {"subject": subject, "body": body, "language": spoken()}
        mail = cls(recipient=recipient, user_id=user_id, dedupe_key=dedupe_key, **words)
        db.session.add(mail)
        pending().has_mail = True
        return mail

    @classmethod
    def post_once(
        cls,
        dedupe_key: str,
        recipient: str,
        subject: str,
        body: str,
        *,
        user_id: int,
        not_before: datetime | None = None,
        kind: str = "",
        name: str = "",
    ) -> None:
        """Put a mail into the outbox unless one with this key was put there before, by whomever."""
        subject, body = in_own_words(kind, name, subject, body)
        subject = subject[:LONGEST_SUBJECT]
        dialect = sqlite if db.session.get_bind().dialect.name == "sqlite" else postgresql
        values = {"recipient": recipient, "subject": subject, "body": body, "user_id": user_id}
        posting = dialect.insert(cls).values(**values, dedupe_key=dedupe_key, language=spoken(), not_before=not_before or now())
        db.session.execute(posting.on_conflict_do_nothing(index_elements=[cls.dedupe_key]))
        pending().has_mail = True

    def send_again(self, *, by: Person) -> None:
        """Have it sent now, whether it was given up, held or is being tried. Raises Refused when it has left."""
        again = update(OutboxMail).where(OutboxMail.id == self.id, OutboxMail.state != "sent")
        values = {"state": "waiting", "not_before": now(), "attempts": 0, "last_error": ""}
        if db.session.connection().execute(again.values(values)).rowcount != 1:
            raise Refused(_("This mail has left already. Its links cannot be sent a second time."), "state")
        pending().has_mail = True
        Event.record(by=by, action="mail.sent_again", target=self, detail={"subject": self.subject})
