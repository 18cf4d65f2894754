"""Counts of tries within a window of time, exact across workers: each try is one atomic statement."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple, Protocol

from sqlalchemy import BigInteger, Index, String, Table, bindparam, case, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.sql.dml import Insert

from webapp.clock import now
from webapp.columns import Base, UtcDateTime
from webapp.database import read
from webapp.extensions import db
from webapp.prepared import Change


class Tried(NamedTuple):
    """How often something was tried, and when that is forgotten."""

    n: int
    expires_at: datetime


class Tries(Protocol):
    """Where tries are counted: this database, or Redis (`redis_counter.py`)."""

    def add(self, key: str, window: timedelta) -> Tried: ...
    def take_back(self, keys: Iterable[str]) -> None: ...
    def current(self, keys: Iterable[str]) -> Mapping[str, Tried]: ...
    def forget(self, key: str) -> None: ...


class Counter(Base):
    """How often something was tried since `expires_at` minus the window."""

    __tablename__ = "counter"
    __table_args__ = (Index("ix_counter_by_expiry", "expires_at"),)

    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    n: Mapped[int] = mapped_column(BigInteger)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)


counters: Table = Counter.metadata.tables["counter"]
ALIVE = select(Counter.key, Counter.n, Counter.expires_at).where(
    Counter.key.in_(bindparam("keys", expanding=True)), Counter.expires_at > bindparam("moment")
)


def adding(dialect: str) -> Insert:
    """One upsert: a window that has ended begins anew."""
    insert = (sqlite if dialect == "sqlite" else postgresql).insert(counters)
    insert = insert.values({name: bindparam(name) for name in ("key", "n", "expires_at")})
    is_over = counters.c.expires_at <= bindparam("moment", type_=UtcDateTime)
    changed = {
        "n": case((is_over, insert.excluded.n), else_=counters.c.n + insert.excluded.n),
        "expires_at": case((is_over, insert.excluded.expires_at), else_=counters.c.expires_at),
    }
    return insert.on_conflict_do_update(index_elements=["key"], set_=changed).returning(counters.c.n, counters.c.expires_at)


ADD = Change(adding)
# Nothing comes back, so that many go to PostgreSQL at once.
TAKE_BACK = Change(
    counters.update()
    .where(counters.c.key == bindparam("of_key"), counters.c.expires_at > bindparam("moment"))
    .values(n=counters.c.n - 1)
)


class DatabaseTries:
    """Counts in the table `counter`, inside the transaction that is open: what is rolled back was not counted."""

    def add(self, key: str, window: timedelta) -> Tried:
        """Count one more; returns the count within the window and its end. One upsert, so no try is lost."""
        moment = now()
        found: Any = ADD.first(key=key, n=1, expires_at=moment + window, moment=moment)
        return Tried(found.n, found.expires_at)

    def take_back(self, keys: Iterable[str]) -> None:
        """One try less of each, in this order; a window that has ended stays as it is."""
        moment = now()
        TAKE_BACK.run_each({"of_key": key, "moment": moment} for key in keys)

    def current(self, keys: Iterable[str]) -> Mapping[str, Tried]:
        """The counts of `keys` whose window has not ended."""
        found = read(ALIVE, {"keys": list(keys), "moment": now()})
        return {row.key: Tried(row.n, row.expires_at) for row in found}

    def forget(self, key: str) -> None:
        db.session.execute(delete(Counter).where(Counter.key == key))
