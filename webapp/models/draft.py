"""Drafts: answers not sent yet. What was typed (`raw`) is kept beside what was valid (`answers`)."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Index, Select, String, UniqueConstraint, Uuid, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from webapp.clock import now
from webapp.columns import Base, JsonDocument, UtcDateTime
from webapp.extensions import db
from webapp.models.person import Person

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

    @classmethod
    def of(cls, person: Person) -> Select[Any]:
        """This person's drafts that have not expired."""
        return select(cls).where(cls.user_id == person.id, cls.expires_at > now())

    @classmethod
    def start(
        cls,
        *,
        by: Person,
        form_id: int,
        version_id: int,
        kept_for: timedelta = KEPT_FOR,
        raw: dict[str, Any],
        answers: dict[str, Any] | None = None,
        slot: str = "",
    ) -> UUID:
        """The one draft of this person for this form and slot: made now, or found. `raw` and `answers` fill a new one only."""
        moment = now()
        mine = (cls.form_id == form_id) & (cls.user_id == by.id) & (cls.slot == slot)
        db.session.execute(delete(cls).where(mine, cls.expires_at <= moment))
        dialect = sqlite if db.session.get_bind().dialect.name == "sqlite" else postgresql
        values = {"form_id": form_id, "version_id": version_id, "user_id": by.id, "raw": raw, "slot": slot}
        times = {"created_at": moment, "updated_at": moment, "expires_at": moment + kept_for}
        adding = dialect.insert(cls).values(id=uuid4(), answers=answers or {}, **values, **times)
        db.session.execute(adding.on_conflict_do_nothing(index_elements=["form_id", "user_id", "slot"]))
        return db.session.scalars(select(cls.id).where(mine)).one()
