"""Counts of tries within a window of time, exact across workers: each try is one atomic statement."""

from datetime import datetime, timedelta
from typing import Self

from sqlalchemy import BigInteger, Index, String, case, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from webapp.clock import now
from webapp.columns import Base, UtcDateTime
from webapp.extensions import db


class Counter(Base):
    """How often something was tried since `expires_at` minus the window."""

    __tablename__ = "counter"
    __table_args__ = (Index("ix_counter_by_expiry", "expires_at"),)

    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    n: Mapped[int] = mapped_column(BigInteger)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)

    @classmethod
    def add(cls, key: str, window: timedelta, amount: int = 1) -> tuple[int, datetime]:
        """Count one more; returns (count within the window, when the window ends). One upsert, so no try is lost."""
        moment = now()
        dialect = sqlite if db.session.get_bind().dialect.name == "sqlite" else postgresql
        adding = dialect.insert(cls).values(key=key, n=amount, expires_at=moment + window)
        is_over = cls.expires_at <= moment
        adding = adding.on_conflict_do_update(
            index_elements=[cls.key],
            set_={
                "n": case((is_over, adding.excluded.n), else_=cls.n + adding.excluded.n),
                "expires_at": case((is_over, adding.excluded.expires_at), else_=cls.expires_at),
            },
        ).returning(cls.n, cls.expires_at)
        row = db.session.execute(adding).one()
        return row.n, row.expires_at

    @classmethod
    def current(cls, keys: list[str]) -> dict[str, Self]:
        """The counters of `keys` whose window has not ended."""
        found = db.session.scalars(select(cls).where(cls.key.in_(keys), cls.expires_at > now()))
        return {counter.key: counter for counter in found}

    @classmethod
    def prune(cls) -> None:
        db.session.execute(delete(cls).where(cls.expires_at <= now()))

