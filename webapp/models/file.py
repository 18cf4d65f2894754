"""Uploaded files: the rows that say whose each is. Their bytes lie in the store under the row's id.

staged: waits in a draft; with `scan_asked_at` nobody could look at it yet, and no submission takes it. attached: part of
a submission, for as long as that is there, whatever later revisions of it keep. purged: its bytes are to go. A file that
belongs to neither a draft nor a submission is nobody's, and goes as well: so whatever deletes a draft or a submission has
done enough.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.clock import now
from webapp.columns import Base, Id, UtcDateTime

SCANNING = "scan_asked_at IS NOT NULL"
NOBODYS = "draft_id IS NULL AND submission_id IS NULL"


class File(Base):
    """One file. `control` is the name of the control that it came through, `question` the uid behind it."""

    __tablename__ = "file"
    __table_args__ = (
        CheckConstraint("state IN ('staged', 'attached', 'purged')", name="state"),
        CheckConstraint("draft_id IS NULL OR (state = 'staged' AND submission_id IS NULL)", name="draft"),
        CheckConstraint("submission_id IS NULL OR state = 'attached'", name="submission"),
        CheckConstraint("(state = 'purged') = (name = '')", name="name"),
        CheckConstraint("scan_asked_at IS NULL OR state <> 'attached'", name="scanning"),
        CheckConstraint("size > 0", name="size"),
        CheckConstraint("length(sha256) = 64", name="sha256"),
        Index("ix_file_by_draft", "draft_id", "created_at"),
        Index("ix_file_by_submission", "submission_id", "created_at"),
        Index("ix_file_by_user", "user_id", "state"),
        Index("ix_file_scanning", "scan_asked_at", sqlite_where=text(SCANNING), postgresql_where=text(SCANNING)),
        Index("ix_file_nobodys", "created_at", sqlite_where=text(NOBODYS), postgresql_where=text(NOBODYS)),
    )

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    draft_id: Mapped[UUID | None] = mapped_column(ForeignKey("draft.id", ondelete="SET NULL"))
    submission_id: Mapped[int | None] = mapped_column(ForeignKey("submission.id", ondelete="SET NULL"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    question: Mapped[str] = mapped_column(String(40))
    control: Mapped[str] = mapped_column(String(200))
    name: Mapped[str] = mapped_column(String(120))
    size: Mapped[int] = mapped_column(Id)
    type: Mapped[str] = mapped_column(String(100))
    sha256: Mapped[str] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(8), default="staged")
    scan_asked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
