"""How the log is chained: each line hashes the one before, so that nobody can alter or drop one unseen."""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import UTC
from typing import Any

from sqlalchemy import RowMapping, Table, func, select

from webapp.columns import canonical
from webapp.database import writer
from webapp.extensions import db
from webapp.models.event import Event, EventDetail
from webapp.pending import Pending, before_commit
from webapp.prepared import Change

BEGINNING = "0" * 64
# Any number will do, as long as nothing else in this database takes it ("lodge" in ASCII).
CHAIN_LOCK = 0x6C6F646765
CHAINED = ("actor_id", "on_behalf_of", "target_type", "target_id", "action", "request_id", "batch_id", "detail_digest")
events: Table = Event.metadata.tables["event"]
details: Table = EventDetail.metadata.tables["event_detail"]
LAST = Change(select(events.c.hash).order_by(events.c.id.desc()).limit(1))
INSERT = Change(events.insert().returning(events.c.id))
INSERT_DETAIL = Change(details.insert())
LOCK = Change(select(func.pg_advisory_xact_lock(CHAIN_LOCK).label("lock")))


def digest_of(salt: str, content: Mapping[str, Any]) -> str:
    return hashlib.sha256(f"{salt}{canonical(content)}".encode()).hexdigest()


def hash_of(prev_hash: str, line: Mapping[str, Any] | RowMapping) -> str:
    """SHA-256 over the line before and everything in this one that is not personal."""
    body = {name: line[name] for name in CHAINED}
    body |= {"at": line["at"].astimezone(UTC).isoformat(timespec="microseconds"), "fields": list(line["fields"])}
    return hashlib.sha256(f"{prev_hash}{canonical(body)}".encode()).hexdigest()


@before_commit
def append(pending: Pending) -> None:
    """Write the queued lines. The lock comes last before the commit, so that it is held as briefly as can be."""
    if not pending.lines:
        return
    lock_chain(writer().dialect.name)
    last = LAST.scalar() or BEGINNING
    for line, content, salt in pending.lines:
        line["detail_digest"] = digest_of(salt, content)
        line["prev_hash"], line["hash"] = last, hash_of(last, line)
        last = line["hash"]
        INSERT_DETAIL.run(event_id=INSERT.scalar(**line), salt=salt, content=content)


def lock_chain(engine: str) -> None:
    """Nobody else adds a line until the end of this transaction. SQLite has one writer at a time anyway."""
    if engine == "postgresql":
        LOCK.rows()


def verify() -> tuple[int, int | None]:
    """Walk the chain. Returns (lines seen, id of the first bad line or None)."""
    seen, last, before = 0, 0, BEGINNING
    while True:
        number, last, before, bad = walk_slice(last, before)
        seen += number
        if bad is not None or not number:
            return seen, bad


def walk_slice(last: int, before: str, slices: int = 1) -> tuple[int, int, str, int | None]:
    """Go on after line `last`, whose hash is `before`, for so many slices of 1,000 lines.

    Returns (lines that hold, id of the last of them, its hash, id of the first bad line or None).
    """
    seen = 0
    for _number in range(slices):
        lines = list(lines_after(last))
        for line in lines:
            if line["prev_hash"] != before or line["hash"] != hash_of(before, line) or not matches_detail(line):
                return seen, last, before, line["id"]
            seen, last, before = seen + 1, line["id"], line["hash"]
        if not lines:
            break
    return seen, last, before, None


def number_of_events() -> int:
    """About how many lines there are, for a progress bar: ids run without large gaps."""
    return db.session.connection().execute(select(func.coalesce(func.max(events.c.id), 0))).scalar_one()


def lines_after(last: int) -> Iterator[RowMapping]:
    statement = (
        select(*events.c, details.c.salt, details.c.content)
        .outerjoin(details, details.c.event_id == events.c.id)
        .where(events.c.id > last)
        .order_by(events.c.id)
        .limit(1000)
    )
    yield from db.session.connection().execute(statement).mappings()
    db.session.rollback()  # each slice is a reading transaction of its own: nobody waits for a long walk


def matches_detail(line: RowMapping) -> bool:
    """Whether the personal part is there and the one that was hashed; a blanked one proves and breaks nothing."""
    if line["salt"] is None:
        return False  # the row itself is gone
    return line["content"] is None or digest_of(line["salt"], line["content"]) == line["detail_digest"]
