"""Notes on people, among staff: never shown to whom they are about, gone with their account.

The log says who wrote, changed or deleted which note. What it says stands in this table alone: who reads the log may be
whom it is about.
"""

from datetime import datetime
from typing import Any, Self

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, bindparam, exists, select
from sqlalchemy.orm import Mapped, mapped_column

from webapp.clock import now
from webapp.columns import Base, Id, UtcDateTime
from webapp.database import read
from webapp.extensions import db
from webapp.languages import _
from webapp.models.event import Event
from webapp.models.keyset import Keyset, Order
from webapp.models.permissions import Permission, Refused, may
from webapp.models.person import Person
from webapp.models.reviewing import forms_reviewed_by
from webapp.models.submission import Submission
from webapp.models.user import User
from webapp.models.user_acts import SavedFirst, decide

LONGEST = 4000


class Note(Base):
    """One note. `version` grows with each change, so that a second editor is told."""

    __tablename__ = "note"
    __table_args__ = (
        CheckConstraint("text <> ''", name="text"),
        Index("ix_note_by_user", "user_id", "id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    by: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    changed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)
    text: Mapped[str] = mapped_column(Text)

    @classmethod
    def write(cls, user: User, *, by: Person, text: str) -> Self:
        """Add one. Raises Refused."""
        decide(user, by, Permission.USERS_NOTES_WRITE)
        note = cls(user_id=user.id, by=by.id, text=text)
        db.session.add(note)
        db.session.flush()
        note.record(user, by, "user.note_written")
        return note

    def change(self, *, by: Person, version: int, text: str) -> bool:
        """Its own author's. Raises SavedFirst when `version` is not the one that stands; False when nothing is new."""
        user = self.hold(by)
        if self.by != by.id:
            raise Refused(_("Only who wrote a note changes it."), "author")
        if self.text == text:
            return False
        if self.version != version:
            raise SavedFirst(self.version, {"text": self.text})
        self.text, self.changed_at = text, now()
        self.version += 1
        self.record(user, by, "user.note_changed")
        return True

    def delete(self, *, by: Person) -> None:
        """One's own; others' by who manages the account. There is no way back."""
        user = self.hold(by)
        if not self.is_deletable(user, by=by):
            raise Refused(_("Only who wrote a note deletes it, and who manages this account."), "author")
        self.record(user, by, "user.note_deleted")
        db.session.delete(self)

    def is_deletable(self, user: User, *, by: Person) -> bool:
        return self.by == by.id or may(by, Permission.USERS_WRITE, user)

    def hold(self, by: Person) -> User:
        """Lock it and whom it is about. Raises Refused."""
        user = db.session.get_one(User, self.user_id)
        decide(user, by, Permission.USERS_NOTES_WRITE)
        db.session.refresh(self, with_for_update=True)
        return user

    def record(self, user: User, by: Person, action: str) -> None:
        Event.record(by=by, action=action, target=user, detail={"number": self.id})


LISTED: tuple[Any, ...] = (Note.id, Note.at, Note.changed_at, Note.by, Note.text, User.name.label("author"))
NOTES = Keyset(
    select(*LISTED).join(User, User.id == Note.by).where(Note.user_id == bindparam("user_id")),
    Order((Note.id,), descending=True),
    limit=20,
)
SHOWN_AT_FIRST = 3


def newest_notes(user_id: int) -> list[Any]:
    """The newest few, and one more where there are more."""
    return list(NOTES.prepared[NOTES.first].rows(user_id=user_id)[: SHOWN_AT_FIRST + 1])


def may_read_notes(user: User, *, by: Person) -> bool:
    """Whether somebody reads the notes on this person: who sees people's accounts, and who reviews what they have sent."""
    if not may(by, Permission.USERS_NOTES_READ, user):
        return False
    return by.can(Permission.USERS_READ) or has_sent(user.id, list(forms_reviewed_by(by)))


def has_sent(user_id: int, form_ids: list[int]) -> bool:
    sent = exists().where(Submission.user_id == user_id, Submission.form_id.in_(form_ids))
    return bool(read(select(sent)).scalar())
