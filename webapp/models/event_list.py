"""The log, browsed: by actor, target, action, date and batch, in pages as fast at five million lines as at fifty."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, bindparam, func, select

from webapp.columns import UtcDateTime
from webapp.database import read
from webapp.models.event import Event, EventDetail
from webapp.models.keyset import Keyset, Order, Page, Seal

# A line's time is taken before its place in the chain: neighbours may stand this far out of order.
SLACK = timedelta(minutes=5)
COLUMNS = (
    Event.id,
    Event.at,
    Event.actor_id,
    Event.target_type,
    Event.target_id,
    Event.action,
    Event.fields,
    Event.request_id,
    Event.batch_id,
    EventDetail.content,
)
# Not the bare column: PostgreSQL would walk the index of times, join every line of the days asked for, and sort them.
walked_by_id = func.coalesce(Event.at, Event.at)
CONDITIONS: dict[str, ColumnElement[bool]] = {
    "batch": Event.batch_id == bindparam("batch"),
    "target_type": Event.target_type == bindparam("target_type"),
    "target_id": Event.target_id == bindparam("target_id"),
    "actor": Event.actor_id == bindparam("actor"),
    "action": Event.action == bindparam("action"),
    "newest": Event.id <= bindparam("newest"),
    "since": (Event.id >= bindparam("since_id")) & (walked_by_id >= bindparam("since", type_=UtcDateTime)),
    "until": (Event.id <= bindparam("until_id")) & (walked_by_id < bindparam("until", type_=UtcDateTime)),
}
# SQLite has no statistics about a young database and would guess: the most telling filter decides which index is walked.
WALKED = (
    ({"batch"}, "ix_event_by_batch"),
    ({"target_id"}, "ix_event_by_target"),
    ({"actor", "action"}, "ix_event_by_actor_and_action"),
    ({"actor"}, "ix_event_by_actor"),
    ({"action"}, "ix_event_by_action"),
)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the list is narrowed to; None and "" mean not at all. Days are days in `zone`, both included."""

    actor: int | None = None
    target_type: str = ""
    target_id: int | None = None
    action: str = ""
    batch: str = ""
    since: date | None = None
    until: date | None = None

    @property
    def names(self) -> frozenset[str]:
        return frozenset(item.name for item in fields(self) if getattr(self, item.name) not in (None, ""))

    def parameters(self, zone: tzinfo) -> dict[str, Any]:
        """What the statement binds."""
        values = {name: getattr(self, name) for name in self.names}
        if self.since is not None:
            values["since"] = datetime.combine(self.since, time.min, zone)
            values["since_id"] = first_after(values["since"] - SLACK)
        if self.until is not None:
            values["until"] = datetime.combine(self.until + timedelta(days=1), time.min, zone)
            values["until_id"] = last_before(values["until"] + SLACK)
        return values


AFTER = select(Event.id).where(Event.at >= bindparam("moment", type_=UtcDateTime)).order_by(Event.at, Event.id).limit(1)
BEFORE = (
    select(Event.id).where(Event.at < bindparam("moment", type_=UtcDateTime)).order_by(Event.at.desc(), Event.id.desc()).limit(1)
)


def first_after(moment: datetime) -> int:
    """A line's id below which nothing is younger than `moment`; above every id when nothing is."""
    found = read(AFTER, {"moment": moment}).scalar()
    return 2**63 - 1 if found is None else int(found)


def last_before(moment: datetime) -> int:
    found = read(BEFORE, {"moment": moment}).scalar()
    return 0 if found is None else int(found)


def conditions(names: frozenset[str]) -> list[ColumnElement[bool]]:
    return [CONDITIONS[name] for name in sorted(names)]


def hinted(statement: Select[Any], names: frozenset[str]) -> Select[Any]:
    index = next((index for needed, index in WALKED if needed <= names), None)
    return statement if index is None else statement.with_hint(Event, f"INDEXED BY {index}", "sqlite")


@lru_cache(maxsize=128)
def keyset(names: frozenset[str], limit: int = 50) -> Keyset:
    statement: Select[Any] = select(*COLUMNS).outerjoin(EventDetail, EventDetail.event_id == Event.id).where(*conditions(names))
    return Keyset(hinted(statement, names), Order((Event.id,), descending=True), limit=limit)


def events_page(seal: Seal, cursor: str, chosen: Chosen, zone: tzinfo) -> Page:
    return keyset(chosen.names).page(seal, cursor, chosen.parameters(zone))


def one_event(event_id: int) -> Row[Any] | None:
    """A line with everything that was written down, its chain included."""
    columns = (*COLUMNS, Event.on_behalf_of, Event.detail_digest, Event.prev_hash, Event.hash, EventDetail.salt)
    statement = select(*columns).outerjoin(EventDetail, EventDetail.event_id == Event.id).where(Event.id == event_id)
    return read(statement).first()


ABOUT = keyset(frozenset({"target_type", "target_id"})).first


def recent_about(target_type: str, target_id: int, limit: int = 20) -> Sequence[Row[Any]]:
    """The youngest lines about one thing or person."""
    return read(ABOUT, {"target_type": target_type, "target_id": target_id}).all()[:limit]


known = select(func.min(Event.action).label("action")).cte("known", recursive=True)
following = select(func.min(Event.action)).where(Event.action > known.c.action).scalar_subquery()
known = known.union_all(select(following).where(known.c.action.is_not(None)))
KNOWN = select(known.c.action).where(known.c.action.is_not(None))


def known_actions() -> list[str]:
    """Every action that the log holds, in one statement that goes from one to the next in the index, not over all lines."""
    return list(read(KNOWN).scalars())
