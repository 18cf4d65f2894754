"""Settings that an owner changes in the browser: a typed registry over one small table; the environment wins."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, mapped_column

from webapp.clock import now
from webapp.columns import Base, JsonDocument, UtcDateTime
from webapp.database import read
from webapp.extensions import db
from webapp.models.event import Event
from webapp.models.person import Person


class Setting(Base):
    """One changed setting; those never changed have no row."""

    __tablename__ = "setting"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[Any] = mapped_column(JsonDocument)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now, onupdate=now)

    @classmethod
    def change(cls, name: str, value: Any, *, by: Person) -> None:
        """Store a value (already read by its entry's `check`) and record old and new. Nothing for a no-op."""
        old = current()[name]
        if value == old:
            return
        db.session.merge(cls(name=name, value=value))
        Event.record(by=by, action="setting.changed", fields=(name,), detail={"old": old, "new": value})


@dataclass(frozen=True, slots=True)
class Entry:
    """A setting of the registry. `check` returns the value to store or raises ValueError with a sentence."""

    name: str
    label: str
    default: Any
    hint: str
    check: Callable[[str], Any]


def line(longest: int) -> Callable[[str], str]:
    def check(typed: str) -> str:
        if len(typed) > longest:
            raise ValueError(f"Use {longest} characters or fewer.")
        return typed.strip()

    return check


def whole(lowest: int, highest: int) -> Callable[[str], int]:
    def check(typed: str) -> int:
        if not (typed.isascii() and typed.isdigit()) or not lowest <= int(typed) <= highest:
            raise ValueError(f"Enter a whole number from {lowest} to {highest}.")
        return int(typed)

    return check


def one_of(*accepted: str) -> Callable[[str], str]:
    def check(typed: str) -> str:
        if typed not in accepted:
            raise ValueError(f"Choose one of: {', '.join(accepted)}.")
        return typed

    return check


REGISTRY = {
    entry.name: entry
    for entry in (
        Entry("site_name", "Name of the organisation", "Lodge", "Shown in the header and in mails.", line(80)),
        Entry("about", "What this place is", "", "Shown on the landing page and on About.", line(4000)),
        Entry("signup_mode", "Who may sign up", "open", "Closed: only people whom you create.", one_of("open", "closed")),
        Entry("password_min_length", "Shortest password", 12, "From 8 to 64 characters.", whole(8, 64)),
    )
}
DEFAULTS = {entry.name: entry.default for entry in REGISTRY.values()}
ALL = select(Setting.name, Setting.value)


def current() -> dict[str, Any]:
    """Every setting's value as the table has it: one select."""
    return DEFAULTS | {row.name: row.value for row in read(ALL) if row.name in DEFAULTS}
