"""Forms: what people with `forms:write` build. The draft definition is edited, `publish()` freezes it as a version."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.clock import now
from webapp.columns import Base, Id, JsonDocument, UtcDateTime

PHASES = ("new", "working", "waiting", "done", "refused", "withdrawn")


class Form(Base):
    """A form. `settings` mirrors the published definition's; times and quota that the database decides on are columns."""

    __tablename__ = "form"
    __table_args__ = (
        CheckConstraint("state IN ('draft', 'open', 'paused', 'closed', 'archived')", name="state"),
        CheckConstraint("closes_at IS NULL OR opens_at IS NULL OR opens_at < closes_at", name="dates"),
        ForeignKeyConstraint(["current_version_id"], ["form_version.id"], name="fk_form_current_version", use_alter=True),
        Index("ix_form_by_state", "state", "id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    state: Mapped[str] = mapped_column(String(10), default="draft")
    opens_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closes_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    tz: Mapped[str] = mapped_column(String(64), default="UTC")
    current_version_id: Mapped[int | None] = mapped_column(Id)
    settings: Mapped[dict[str, Any]] = mapped_column(JsonDocument, default=dict)
    next_serial: Mapped[int] = mapped_column(default=1)
    row_version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    created_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))

    def __str__(self) -> str:
        return self.title


class FormDraft(Base):
    """The definition being built; `rev` grows with each save, so that a second editor is told."""

    __tablename__ = "form_draft"

    form_id: Mapped[int] = mapped_column(ForeignKey("form.id"), primary_key=True)
    definition: Mapped[dict[str, Any]] = mapped_column(JsonDocument)
    rev: Mapped[int] = mapped_column(default=1)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    changed_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))


class FormDraftRevision(Base):
    """What the draft was at `rev`: Undo goes back to it."""

    __tablename__ = "form_draft_revision"

    form_id: Mapped[int] = mapped_column(ForeignKey("form.id"), primary_key=True)
    rev: Mapped[int] = mapped_column(primary_key=True)
    definition: Mapped[dict[str, Any]] = mapped_column(JsonDocument)
    what: Mapped[str] = mapped_column(String(200), default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))


class FormVersion(Base):
    """A published definition, frozen: triggers on both databases refuse to change or delete the row."""

    __tablename__ = "form_version"
    __table_args__ = (
        UniqueConstraint("form_id", "number"),
        CheckConstraint(
            "change_class IN ('first', 'cosmetic', 'additive', 'tightening', 'breaking', 'identity')",
            name="change_class",
        ),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    form_id: Mapped[int] = mapped_column(ForeignKey("form.id"))
    number: Mapped[int]
    # Canonical JSON as text: the bytes that `sha256` is taken of.
    definition: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(String(64))
    change_class: Mapped[str] = mapped_column(String(12))
    change_note: Mapped[str] = mapped_column(String(500), default="")
    published_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    published_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    # Until then drafts stay on the version before a breaking change.
    grace_until: Mapped[datetime | None] = mapped_column(UtcDateTime)


class FormField(Base):
    """A question's identity across versions: its kind never changes, and it never vanishes."""

    __tablename__ = "form_field"
    __table_args__ = (
        UniqueConstraint("form_id", "uid"),
        CheckConstraint("pii IN ('none', 'personal', 'special')", name="pii"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    form_id: Mapped[int] = mapped_column(ForeignKey("form.id"))
    uid: Mapped[str] = mapped_column(String(20))
    kind: Mapped[str] = mapped_column(String(20))
    indexed: Mapped[bool] = mapped_column(default=False)
    pii: Mapped[str] = mapped_column(String(10), default="none")
    keep_days: Mapped[int | None]
    retired_in: Mapped[int | None]


class FormStatus(Base):
    """A status that a form's submissions can have; it belongs to the form, not to a version."""

    __tablename__ = "form_status"
    __table_args__ = (
        CheckConstraint("phase IN ('new', 'working', 'waiting', 'done', 'refused', 'withdrawn')", name="phase"),
    )

    form_id: Mapped[int] = mapped_column(ForeignKey("form.id"), primary_key=True)
    key: Mapped[str] = mapped_column(String(20), primary_key=True)
    label: Mapped[str] = mapped_column(String(60))
    explanation: Mapped[str] = mapped_column(String(300), default="")
    phase: Mapped[str] = mapped_column(String(10))
    position: Mapped[int] = mapped_column(default=0)
    needs_comment: Mapped[bool] = mapped_column(default=False)
    mails_member: Mapped[bool] = mapped_column(default=False)


# What every new form begins with: key, label, phase, explanation for the member, comment asked, member mailed.
FIRST_STATUSES = (
    ("received", "Received", "new", "We have it and have not looked at it yet.", False, False),
    ("in_progress", "In progress", "working", "Somebody is working on it.", False, False),
    ("waiting", "Waiting for you", "waiting", "We need something from you.", True, True),
    ("accepted", "Accepted", "done", "It is settled.", False, True),
    ("refused", "Refused", "refused", "It was not accepted.", True, True),
    ("withdrawn", "Withdrawn", "withdrawn", "You took it back.", False, False),
)
