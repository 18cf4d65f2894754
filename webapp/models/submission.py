"""Submissions: answers sent. One JSON document is the truth; keys, counts and the search row can be rebuilt from it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    Text,
    Uuid,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from webapp.clock import now
from webapp.columns import Base, Id, JsonDocument, UtcDateTime, key_text
from webapp.models.reference import show_reference

KEY_TEXT = key_text(64)
HAS_PURGE_AT, HAS_REDACT_AT = text("purge_at IS NOT NULL"), text("redact_at IS NOT NULL")
# "option:", the form's number, a question's uid (20) and an option's key (63), with colons between.
SCOPE = key_text(120)


class Submission(Base):
    """What somebody sent, with the version they saw. `id` grows with time: newest is the highest."""

    __tablename__ = "submission"
    __table_args__ = (
        ForeignKeyConstraint(["form_id", "status"], ["form_status.form_id", "form_status.key"], name="fk_submission_form_status"),
        Index("ix_submission_by_form", "form_id", "id"),
        Index("ix_submission_by_status", "form_id", "status", "id"),
        Index("ix_submission_by_assignee", "assignee_id", "status", "id"),
        Index("ix_submission_by_user", "user_id", "id"),
        Index("ix_submission_by_purge_at", "purge_at", sqlite_where=HAS_PURGE_AT, postgresql_where=HAS_PURGE_AT),
        Index("ix_submission_by_redact_at", "redact_at", sqlite_where=HAS_REDACT_AT, postgresql_where=HAS_REDACT_AT),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    form_id: Mapped[int] = mapped_column(ForeignKey("form.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("form_version.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    reference: Mapped[str] = mapped_column(String(9), unique=True)
    idem_key: Mapped[UUID] = mapped_column(Uuid, unique=True)
    once_key: Mapped[str | None] = mapped_column(String(80), unique=True)
    serial: Mapped[int]
    status: Mapped[str] = mapped_column(String(20), default="received")
    status_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    summary: Mapped[str] = mapped_column(String(200), default="")
    answers: Mapped[dict[str, Any]] = mapped_column(JsonDocument)
    answers_sha256: Mapped[str] = mapped_column(String(64))
    submitted_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    revision: Mapped[int] = mapped_column(default=1)
    row_version: Mapped[int] = mapped_column(default=1)
    purge_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # When the time of one of its answers is over.
    redact_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # When somebody who reviews it took it up.
    opened_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    def __str__(self) -> str:
        return show_reference(self.reference)


class SubmissionRevision(Base):
    """Each state of the answers, with the version it was given under: append-only, but for what retention takes out."""

    __tablename__ = "submission_revision"
    __table_args__ = (Index("uq_submission_revision_draft_id", "draft_id", unique=True),)

    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"), primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("form_version.id"))
    answers: Mapped[dict[str, Any]] = mapped_column(JsonDocument)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    # The draft that became it, so that a change is sent once; the first one's stands in `submission.idem_key`.
    draft_id: Mapped[UUID | None] = mapped_column(Uuid)
    redacted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Comment(Base):
    """Words about a submission: an internal note, or a message that its member reads."""

    __tablename__ = "comment"
    __table_args__ = (Index("ix_comment_by_submission", "submission_id", "id"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"))
    by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    is_internal: Mapped[bool] = mapped_column(default=True)
    # The status it came with, when it came with one.
    status: Mapped[str | None] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(Text)


class AnswerKey(Base):
    """An indexed answer as order-preserving text: filters and sorts go through here, never through JSON."""

    __tablename__ = "answer_key"
    __table_args__ = (Index("ix_answer_key_by_submission", "submission_id"), {"sqlite_with_rowid": False})

    field_id: Mapped[int] = mapped_column(ForeignKey("form_field.id"), primary_key=True)
    k: Mapped[str] = mapped_column(KEY_TEXT, primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"), primary_key=True)


class SubmissionText(Base):
    """Everything said in a submission, folded: what the search index stands on."""

    __tablename__ = "submission_text"

    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"), primary_key=True)
    body: Mapped[str] = mapped_column(Text)


class FieldStat(Base):
    """How often each answer was given: what charts are drawn from."""

    __tablename__ = "field_stat"

    field_id: Mapped[int] = mapped_column(ForeignKey("form_field.id"), primary_key=True)
    k: Mapped[str] = mapped_column(KEY_TEXT, primary_key=True)
    n: Mapped[int] = mapped_column(default=0)


class Capacity(Base):
    """Places, counted where they cannot be overdrawn: `used <= cap` is the table's own rule."""

    __tablename__ = "capacity"
    __table_args__ = (
        CheckConstraint("used <= cap", name="used"),
        CheckConstraint("used >= 0", name="not_negative"),
    )

    # `form:7` or `option:7:f_b31d:o_1`; they are taken in this order.
    scope: Mapped[str] = mapped_column(SCOPE, primary_key=True)
    form_id: Mapped[int] = mapped_column(ForeignKey("form.id"), index=True)
    cap: Mapped[int]
    used: Mapped[int] = mapped_column(default=0)
