"""The log: what happened, who did it, to whom. Append-only; personal parts lie apart, so that they can be blanked."""

import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, Index, String, null, select, text, update
from sqlalchemy.orm import Mapped, mapped_column

from webapp.clock import now
from webapp.columns import Base, Id, JsonDocument, UtcDateTime
from webapp.extensions import db
from webapp.models.person import Person
from webapp.pending import pending

# Values that never reach the log, not even the blankable part.
SECRET_FIELDS = frozenset({"password", "password_hash", "token", "secret"})


# Written out, for an index of some of the lines is taken for a condition that says so in as many words.
OF_SETTINGS = text("action = 'setting.changed'")
# True of each: only who says so walks the index that asks for it. SQLite took it for lines about a few things as well.
ANY = text("id > 0")


class Event(Base):
    """A line in the log. No foreign key to people: the log outlives them. `hash` chains it to the line before."""

    __tablename__ = "event"
    __table_args__ = (
        Index("ix_event_by_actor", "actor_id", "id"),
        Index("ix_event_by_actor_and_action", "actor_id", "action", "id"),
        Index("ix_event_by_target", "target_type", "target_id", "id"),
        Index("ix_event_by_action", "action", "id"),
        Index("ix_event_by_action_and_kind", "action", "target_type", "id"),
        Index("ix_event_by_kind", "target_type", "id", sqlite_where=ANY, postgresql_where=ANY),
        Index("ix_event_by_batch", "batch_id", "id"),
        Index("ix_event_by_at", "at", "id"),
        Index("ix_event_of_settings", "fields", "id", sqlite_where=OF_SETTINGS, postgresql_where=OF_SETTINGS),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_id: Mapped[int | None] = mapped_column(Id)
    on_behalf_of: Mapped[int | None] = mapped_column(Id)
    target_type: Mapped[str] = mapped_column(String(30), default="")
    target_id: Mapped[int | None] = mapped_column(Id)
    action: Mapped[str] = mapped_column(String(60))
    fields: Mapped[list[str]] = mapped_column(JsonDocument)
    request_id: Mapped[str] = mapped_column(String(64), default="")
    batch_id: Mapped[str] = mapped_column(String(36), default="")
    detail_digest: Mapped[str] = mapped_column(String(64))
    prev_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64), unique=True)

    @staticmethod
    def record(
        *,
        by: Person,
        action: str,
        target: Base | None = None,
        fields: tuple[str, ...] = (),
        detail: dict[str, Any] | None = None,
        batch: str = "",
        on_behalf_of: int | None = None,
    ) -> None:
        """Queue one line; it is chained and inserted just before the commit (`event_chain.py`).

        `detail` holds what is personal (names, reason, old and new values): it may be blanked later and the chain
        still verifies, because it hashes a salted digest of it.
        """
        written = {"actor": by.name, "network": by.origin.network, "target": str(target) if target is not None else ""}
        line = {
            "at": now(),
            "actor_id": by.id,
            "on_behalf_of": on_behalf_of,
            "target_type": target.__tablename__ if target is not None else "",
            "target_id": getattr(target, "id", None),
            "action": action,
            "fields": sorted(fields),
            "request_id": by.origin.request_id,
            "batch_id": batch or by.batch,
        }
        detail = {name: "changed" if name in SECRET_FIELDS else value for name, value in (detail or {}).items()}
        pending().lines.append((line, written | detail, secrets.token_hex(16)))


class EventDetail(Base):
    """The personal part of a line: blanked when the person is erased, salted digest kept in the chain."""

    __tablename__ = "event_detail"

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), primary_key=True)
    salt: Mapped[str] = mapped_column(String(32))
    content: Mapped[dict[str, Any] | None] = mapped_column(JsonDocument)

    @classmethod
    def blank(cls, target_type: str, target_id: int) -> int:
        """Forget what is personal in every line about a thing or person; returns how many lines that were."""
        return cls.blank_where((Event.target_type == target_type) & (Event.target_id == target_id))

    @classmethod
    def blank_where(cls, condition: ColumnElement[bool]) -> int:
        """The same for every line that fulfils a condition."""
        about = select(Event.id).where(condition)
        # SQL's NULL: a plain None would be stored as the JSON value null, which is a content.
        blanking = update(cls).where(cls.event_id.in_(about), cls.content.is_not(None)).values(content=null())
        return int(db.session.execute(blanking).rowcount)  # type: ignore[attr-defined]


class StrangerEvent(Base):
    """Failed log-ins by people nobody knows: unchained, so that strangers cannot make the chain grow."""

    __tablename__ = "stranger_event"
    __table_args__ = (Index("ix_stranger_event_by_at", "at", "id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    action: Mapped[str] = mapped_column(String(60))
    reason: Mapped[str] = mapped_column(String(60), default="")
    # HMAC of what was typed: repeated tries can be seen, the address cannot.
    identifier_hmac: Mapped[str] = mapped_column(String(64), default="")
    network: Mapped[str] = mapped_column(String(64), default="")
    request_id: Mapped[str] = mapped_column(String(64), default="")
