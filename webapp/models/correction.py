"""Answers that staff ask a member to correct: which questions, why, and whether that is still asked."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, bindparam, select, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.clock import now
from webapp.columns import Base, Id, JsonDocument, UtcDateTime
from webapp.prepared import Prepared

IS_OPEN = text("closed_at IS NULL")


class Correction(Base):
    """One request. `questions`: [{"uid", "why"}]; none of them means that every answer may be changed.

    It is open until the member has answered it (`revision` tells with which revision) or it is called off. A
    submission has one open request at most; `back_to` is the status that it had before.
    """

    __tablename__ = "correction"
    __table_args__ = (
        CheckConstraint("revision IS NULL OR closed_at IS NOT NULL", name="answered"),
        Index("uq_correction_open", "submission_id", unique=True, sqlite_where=IS_OPEN, postgresql_where=IS_OPEN),
        Index("ix_correction_by_submission", "submission_id", "id"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"))
    by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    message: Mapped[str] = mapped_column(Text, default="")
    questions: Mapped[list[dict[str, str]]] = mapped_column(JsonDocument, default=list)
    back_to: Mapped[str] = mapped_column(String(20))
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revision: Mapped[int | None]


OPEN = Prepared(
    select(Correction.id, Correction.message, Correction.questions, Correction.at, Correction.back_to).where(
        Correction.submission_id == bindparam("submission_id"), Correction.closed_at.is_(None)
    )
)


def open_correction(submission_id: int) -> Any | None:
    """What is asked of the member now, as a row; None when nothing is."""
    return OPEN.first(submission_id=submission_id)
