"""The log, browsed: by actor, target, action, date and batch, in pages as fast at five million lines as at fifty."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, bindparam, func, select, text

from webapp.columns import UtcDateTime
from webapp.database import read
from webapp.models.event import Event, EventDetail
from webapp.models.keyset import Keyset, Order, Page, Seal

# A line's time is taken before its place in the chain: neighbours may stand this far out of order.
SLACK = timedelta(minutes=5)
LONG_AGO, FAR_AWAY, HIGHEST = datetime(1970, 1, 2, tzinfo=UTC), datetime(9999, 12, 30, tzinfo=UTC), 2**63 - 1
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
    "kind": and_(Event.target_type == bindparam("target_type"), text("event.id > 0")),
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
    ({"action", "target_type"}, "ix_event_by_action_and_kind"),
    ({"action"}, "ix_event_by_action"),
    ({"target_type"}, "ix_event_by_kind"),
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
        if self.until is not None:
            values["until"] = datetime.combine(self.until + timedelta(days=1), time.min, zone)
        if "since" in values or "until" in values:
            values["since_id"], values["until_id"] = between(values.get("since"), values.get("until"))
        return values


AFTER = select(Event.id).where(Event.at >= bindparam("begin", type_=UtcDateTime)).order_by(Event.at, Event.id).limit(1)
BEFORE = (
    select(Event.id).where(Event.at < bindparam("end", type_=UtcDateTime)).order_by(Event.at.desc(), Event.id.desc()).limit(1)
)
EDGES = select(AFTER.scalar_subquery().label("first"), BEFORE.scalar_subquery().label("last"))


def between(begin: datetime | None, end: datetime | None) -> tuple[int, int]:
    """Ids before and after which no line is of that time; the first is above every id when nothing is that young."""
    found = read(EDGES, {"begin": (begin or LONG_AGO) - SLACK, "end": (end or FAR_AWAY) + SLACK}).one()
    return HIGHEST if found.first is None else found.first, found.last or 0


def first_after(moment: datetime) -> int:
    return between(moment, None)[0]


def conditions(names: frozenset[str]) -> list[ColumnElement[bool]]:
    """A kind of thing has an index of its own where nothing more telling is asked for."""
    if "target_type" in names and not names & {"target_id", "action"}:
        names = names - {"target_type"} | {"kind"}
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
