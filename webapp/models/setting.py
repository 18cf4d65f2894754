"""Settings that an owner changes in the browser: one small table behind the registry; the environment wins over it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, mapped_column

from webapp.clock import now
from webapp.columns import Base, JsonDocument, UtcDateTime
from webapp.database import read
from webapp.extensions import db
from webapp.in_force import STORED
from webapp.models.event import Event, EventDetail
from webapp.models.permissions import Permission, authorize
from webapp.models.person import Person
from webapp.models.setting_registry import DEFAULTS
from webapp.models.standing import standing

CHANGED = "setting.changed"
MOST_LOOKED_AT = 500
# On the page of one setting.
SHOWN_CHANGES = 10


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
        Event.record(by=by, action=CHANGED, fields=(name,), detail={"old": old, "new": value})
        return True

    @classmethod
    def revert(cls, name: str, event_id: int, *, by: Person) -> bool:
        """Set a setting back to what it was before one of its changes. False when that is no change of it."""
        found = next((change for change in changes_of(name) if change.id == event_id), None)
        return found is not None and cls.change(name, found.old, by=by)


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a setting, out of the log."""

    id: int
    at: datetime
    who: str
    old: Any
    new: Any


CHANGES = (
    select(Event.id, Event.at, Event.fields, EventDetail.content)
    .join(EventDetail, EventDetail.event_id == Event.id)
    .where(Event.action == CHANGED)
    .order_by(Event.id.desc())
    .limit(MOST_LOOKED_AT)
)


def current() -> dict[str, Any]:
    """Every setting's value as the table has it: one select."""
    return valued({row.name: row.value for row in read(STORED)})


def valued(stored: Mapping[str, Any]) -> dict[str, Any]:
    """What the table holds, and the default of every setting that it does not hold."""
    return DEFAULTS | {name: value for name, value in stored.items() if name in DEFAULTS}


def changes_of(name: str) -> list[Change]:
    """The changes of one setting, newest first; those whose values were blanked are gone."""
    return [
        Change(row.id, row.at, row.content.get("actor", ""), row.content["old"], row.content["new"])
        for row in read(CHANGES)
        if row.fields == [name] and row.content and "old" in row.content
    ]
