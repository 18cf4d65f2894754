"""Counts of tries within a window of time, exact across workers: each try is one atomic statement."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple, Protocol

from sqlalchemy import BigInteger, Index, String, bindparam, case, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from webapp.clock import now
from webapp.columns import Base, UtcDateTime
from webapp.database import read
from webapp.extensions import db


class Tried(NamedTuple):
    """How often something was tried, and when that is forgotten."""

    n: int
    expires_at: datetime


class Tries(Protocol):
    """Where tries are counted: this database, or Redis (`redis_counter.py`)."""

    def add(self, key: str, window: timedelta, amount: int = 1) -> Tried: ...
    def current(self, keys: Iterable[str]) -> Mapping[str, Tried]: ...
    def forget(self, key: str) -> None: ...


class Counter(Base):
    """How often something was tried since `expires_at` minus the window."""

    __tablename__ = "counter"
    __table_args__ = (Index("ix_counter_by_expiry", "expires_at"),)

    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    n: Mapped[int] = mapped_column(BigInteger)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)


ALIVE = select(Counter.key, Counter.n, Counter.expires_at).where(
    Counter.key.in_(bindparam("keys", expanding=True)), Counter.expires_at > bindparam("moment")
)


class DatabaseTries:
    """Counts in the table `counter`, inside the transaction that is open: what is rolled back was not counted."""

    def add(self, key: str, window: timedelta, amount: int = 1) -> Tried:
        """Count one more; returns the count within the window and its end. One upsert, so no try is lost."""
        moment = now()
        dialect = sqlite if db.session.get_bind().dialect.name == "sqlite" else postgresql
        adding = dialect.insert(Counter).values(key=key, n=amount, expires_at=moment + window)
        is_over = Counter.expires_at <= moment
        adding = adding.on_conflict_do_update(
            index_elements=[Counter.key],
            set_={
                "n": case((is_over, adding.excluded.n), else_=Counter.n + adding.excluded.n),
                "expires_at": case((is_over, adding.excluded.expires_at), else_=Counter.expires_at),
            },
        ).returning(Counter.n, Counter.expires_at)
        return Tried(*db.session.execute(adding).one())

    def current(self, keys: Iterable[str]) -> Mapping[str, Tried]:
        """The counts of `keys` whose window has not ended."""
        found = read(ALIVE, {"keys": list(keys), "moment": now()})
        return {row.key: Tried(row.n, row.expires_at) for row in found}

    def forget(self, key: str) -> None:
        db.session.execute(delete(Counter).where(Counter.key == key))
