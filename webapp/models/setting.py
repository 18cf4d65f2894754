"""Settings that an owner changes in the browser: one small table behind the registry; the environment wins over it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import String, bindparam, select
from sqlalchemy.orm import Mapped, mapped_column

from webapp.clock import now
from webapp.columns import Base, JsonDocument, UtcDateTime
from webapp.database import read
from webapp.extensions import db
from webapp.in_force import STORED
from webapp.models.event import OF_SETTINGS, Event, EventDetail
from webapp.models.permissions import Permission, authorize
from webapp.models.person import Person
from webapp.models.setting_registry import DEFAULTS, LIMITS, REGISTRY
from webapp.models.standing import standing

# On the page of one setting.
SHOWN_CHANGES = 10
HIGHEST = 2**63 - 1


class Setting(Base):
    """One changed setting; those never changed have no row."""

    __tablename__ = "setting"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[Any] = mapped_column(JsonDocument)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now, onupdate=now)

    @classmethod
    def change(cls, name: str, value: Any, *, by: Person) -> bool:
        """Store a value (already read by its entry's `check`) and record old and new. False for a no-op."""
        authorize(standing(by), Permission.SETTINGS_WRITE)
        old = current()[name]
        if value == old:
            return False
        db.session.merge(cls(name=name, value=value, changed_at=now()))
        Event.record(by=by, action="setting.changed", fields=(name,), detail={"old": old, "new": value})
        return True

    @classmethod
    def revert(cls, name: str, event_id: int, *, by: Person) -> bool:
        """Set a setting back to what it was before one of its changes. False when that is no change of it.

        Raises ValueError with a sentence when that can be typed no longer.
        """
        found = next((as_change(row) for row in read(CHANGES, bound(name, event_id + 1)) if row.id == event_id), None)
        if found is None:
            return False
        entry = (REGISTRY | LIMITS).get(name)
        return cls.change(name, found.old if entry is None else entry.check(str(found.old)), by=by)


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a setting, out of the log."""

    id: int
    at: datetime
    who: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class Changes:
    """Some of the changes of one setting, newest first; `earlier`: from which on there are more, None for no more."""

    lines: list[Change]
    earlier: int | None


# Down an index of these lines alone. Those whose values were blanked are gone.
CHANGES = (
    select(Event.id, Event.at, EventDetail.content)
    .join(EventDetail, EventDetail.event_id == Event.id)
    .where(OF_SETTINGS, Event.fields == bindparam("fields", type_=JsonDocument), Event.id < bindparam("before"))
    .where(EventDetail.content.is_not(None))
    .with_hint(Event, "INDEXED BY ix_event_of_settings", "sqlite")
    .order_by(Event.id.desc())
    .limit(SHOWN_CHANGES + 1)
)


def current() -> dict[str, Any]:
    """Every setting's value as the table has it: one select."""
    return valued({row.name: row.value for row in read(STORED)})


def valued(stored: Mapping[str, Any]) -> dict[str, Any]:
    """What the table holds, and the default of every setting that it does not hold."""
    return DEFAULTS | {name: value for name, value in stored.items() if name in DEFAULTS}


def changes_of(name: str, before: int = HIGHEST) -> Changes:
    """The newest changes of one setting, or the newest before one of its changes."""
    found = [as_change(row) for row in read(CHANGES, bound(name, before))]
    lines = found[:SHOWN_CHANGES]
    return Changes(lines, lines[-1].id if len(found) > SHOWN_CHANGES else None)


def bound(name: str, before: int) -> dict[str, Any]:
    return {"fields": [name], "before": max(0, min(before, HIGHEST))}


def as_change(row: Any) -> Change:
    return Change(row.id, row.at, row.content.get("actor", ""), row.content["old"], row.content["new"])
