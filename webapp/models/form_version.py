"""What publishing leaves behind: frozen definitions, and the identity of each question across them."""

from datetime import datetime, timedelta

from sqlalchemy import CheckConstraint, ForeignKey, Select, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from webapp.clock import now
from webapp.columns import Base, Id, UtcDateTime
from webapp.models.definition import Definition

# How long drafts stay on the version before a breaking change.
GRACE = timedelta(days=7)


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

    @property
    def parsed(self) -> Definition:
        """The definition as frozen objects, compiled once per content."""
        return Definition.stored(self.sha256, lambda: self.definition)

    @classmethod
    def of(cls, form_id: int) -> "Select[FormVersion]":
        """A form's versions, newest first."""
        return select(cls).where(cls.form_id == form_id).order_by(cls.number.desc())


class FormField(Base):
    """A question's identity across versions: its kind never changes, and it never vanishes.

    `retired_in` is the number of the first version that does not ask it any more.
    """

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
