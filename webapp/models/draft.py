"""Drafts: answers not sent yet. What was typed (`raw`) is kept beside what was valid (`answers`)."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from webapp.clock import now
from webapp.columns import Base, JsonDocument, UtcDateTime

KEPT_FOR = timedelta(days=30)


class Draft(Base):
    """One person's unfinished answers to one form; `id` is the key under which Send happens exactly once."""

    __tablename__ = "draft"
    __table_args__ = (UniqueConstraint("form_id", "user_id", "slot"), Index("ix_draft_by_user", "user_id", "updated_at"))

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    form_id: Mapped[int] = mapped_column(ForeignKey("form.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("form_version.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    slot: Mapped[str] = mapped_column(String(40), default="")
    answers: Mapped[dict[str, Any]] = mapped_column(JsonDocument, default=dict)
    raw: Mapped[dict[str, Any]] = mapped_column(JsonDocument, default=dict)
    page: Mapped[str] = mapped_column(String(20), default="")
    rev: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, default=lambda: now() + KEPT_FOR)
