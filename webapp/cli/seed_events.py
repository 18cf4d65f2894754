"""Lines of the log as a place of some years could have written them, each chained to the one before."""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Table, func, select

from webapp.cli.seed_store import new_ids, store
from webapp.clock import now
from webapp.models.event import Event, EventDetail
from webapp.models.event_chain import BEGINNING, LAST, digest_of, hash_of, lock_chain
from webapp.models.user import User

YEARS = timedelta(days=3 * 365)
# Of so many lines the first are of one act upon many.
BATCH_EVERY, BATCH_LINES = 50_000, 1_000
MOST_PEOPLE = 20_000
BACK_OFFICE = ("admin", "owner", "staff")
COLUMNS = [
    "id",
    "at",
    "actor_id",
    "on_behalf_of",
    "target_type",
    "target_id",
    "action",
    "fields",
    "request_id",
    "batch_id",
    "detail_digest",
    "prev_hash",
    "hash",
]
events: Table = Event.metadata.tables["event"]
details: Table = EventDetail.metadata.tables["event_detail"]
users: Table = User.metadata.tables["user"]


@dataclass(frozen=True, slots=True)
class Act:
    """`weight`: of a thousand lines; `by`: who does it, "themselves", "office" or "machine"; `to`: the kind of its target."""

    action: str
    weight: float
    by: str
    to: str = "user"
    fields: tuple[str, ...] = ()


ACTS = (
    Act("login_success", 420, "themselves"),
    Act("logged_out", 130, "themselves"),
    Act("submission.sent", 150, "themselves", "submission"),
    Act("submission.moved", 120, "office", "submission", ("status",)),
    Act("submission.commented", 60, "office", "submission"),
    Act("confirmed", 35, "themselves"),
    Act("login_failed", 40, "themselves"),
    Act("user.changed", 15, "office", "user", ("email", "name")),
    Act("user.password_changed", 12, "themselves", "user", ("password",)),
    Act("user.suspended", 5, "office", "user", ("status",)),
    Act("user.unsuspended", 3, "office", "user", ("status",)),
    Act("group.member_added", 5, "office", "group"),
    Act("form.published", 1, "office", "form"),
    Act("users.exported", 0.5, "office", ""),
    Act("setting.changed", 0.3, "office", "", ("about",)),
    Act("user.created", 3, "machine"),
    Act("job.started", 0.01, "office", ""),
)
UPON_MANY = Act("user.suspended", 0, "office", "user", ("status",))


class Cast:
    """Who acts: members each as often as the next, a few of the back office far oftener than the rest of it."""

    def __init__(self, connection: Connection, dice: random.Random) -> None:
        named = select(users.c.id, users.c.name).order_by(users.c.id).limit(MOST_PEOPLE)
        self.members = [(row.id, row.name) for row in connection.execute(named.where(users.c.role == "member"))]
        office = connection.execute(named.where(users.c.role.in_(BACK_OFFICE)))
        self.office = [(row.id, row.name) for row in office] or self.members
        self.dice = dice

    def scene(self, act: Act) -> tuple[tuple[int | None, str], tuple[int | None, str]]:
        """(who does it, what it is done to): ids and names."""
        member = self.members[int(self.dice.random() * len(self.members))]
        by: tuple[int | None, str] = member
        if act.by == "office":
            by = self.office[int(self.dice.random() ** 3 * len(self.office))]
        elif act.by == "machine":
            by = (None, "cli:lodge")
        if act.to == "user":
            return by, member
        return by, (self.dice.randrange(1, 40 if act.to != "submission" else 1_000_000), "") if act.to else (None, "")


def add_events(connection: Connection, moments: list[datetime], first: int, cast: Cast) -> None:
    """Inside `writing()`: a line for each of `moments`, the first of them the seeding's line number `first`."""
    lock_chain(connection.dialect.name)
    last = LAST.scalar() or BEGINNING
    acts = cast.dice.choices(ACTS, [act.weight for act in ACTS], k=len(moments))
    rows, apart = [], []
    for place, (number, moment) in enumerate(zip(new_ids(connection, "event", len(moments)), moments, strict=True), first):
        line, content = line_of(cast, acts[place - first], moment, place)
        salt = f"{cast.dice.getrandbits(128):032x}"
        line |= {"id": number, "detail_digest": digest_of(salt, content), "prev_hash": last}
        line["hash"] = last = hash_of(last, line)
        line["fields"] = json.dumps(line["fields"])
        rows.append([line[name] for name in COLUMNS])
        apart.append([number, salt, json.dumps(content)])
    store(connection, "event", COLUMNS, rows)
    store(connection, "event_detail", ["event_id", "salt", "content"], apart)


def line_of(cast: Cast, act: Act, moment: datetime, place: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """A line without its hashes, and what is noted apart."""
    batch = ""
    if (place + BATCH_LINES) % BATCH_EVERY < BATCH_LINES:
        act, batch = UPON_MANY, str(UUID(int=place // BATCH_EVERY + 1))
    by, to = cast.scene(act)
    line: dict[str, Any] = {"at": moment, "actor_id": by[0], "on_behalf_of": None, "target_type": act.to, "target_id": to[0]}
    line |= {"action": act.action, "fields": list(act.fields), "batch_id": batch}
    line["request_id"] = f"{cast.dice.getrandbits(64):016x}"
    content = {"actor": by[1], "network": f"203.0.113.{place % 254 + 1}", "target": to[1]}
    return line, content | ({"methods": "password"} if act.action == "login_success" else {})


def begun(connection: Connection) -> datetime:
    """When the seeded lines begin: not before the newest one that is there, for the log is in the order of its lines."""
    newest = connection.execute(select(func.max(events.c.at))).scalar()
    return now() - YEARS if newest is None else newest


def spread(first: datetime, count: int) -> Iterator[datetime]:
    """Moments from then until now."""
    span = max(now() - first, timedelta())
    return (first + span * (place / count) for place in range(1, count + 1))
