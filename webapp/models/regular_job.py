"""How the last round of each regular job went, and who puts them into the queue."""

import os
import socket
from datetime import datetime, timedelta

from sqlalchemy import CheckConstraint, String, Table, Text, select
from sqlalchemy.orm import Mapped, mapped_column

from webapp.clock import now
from webapp.columns import Base, UtcDateTime
from webapp.database import read, writer, writing

# Whoever leads says so this often, and is gone when nothing was heard for a few times that.
LEADER_BEAT = timedelta(seconds=30)
LEADER_SILENT = timedelta(minutes=2)


class RegularJob(Base):
    """The last round: `trouble` is the name of the error with which it ended, "" when it ended well."""

    __tablename__ = "regular_job"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    took_ms: Mapped[int]
    trouble: Mapped[str] = mapped_column(Text, default="")
    worker: Mapped[str] = mapped_column(String(100), default="")


class JobLeader(Base):
    """One row: which process leads, and when it last said so."""

    __tablename__ = "job_leader"
    __table_args__ = (CheckConstraint("id = 1", name="id"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    worker: Mapped[str] = mapped_column(String(100))
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)


last_rounds: Table = RegularJob.metadata.tables["regular_job"]
leaders: Table = JobLeader.metadata.tables["job_leader"]
ROUNDS = select(last_rounds)
LEADER = select(leaders.c.worker, leaders.c.seen_at)


def worker_name() -> str:
    """Machine and process, as an operator would look for them."""
    return f"{socket.gethostname()[:80]} {os.getpid()}"


def note_round(name: str, *, started_at: datetime, took_ms: int, trouble: str) -> None:
    put(last_rounds, {"name": name}, started_at=started_at, took_ms=took_ms, trouble=trouble, worker=worker_name())


def note_leader() -> None:
    put(leaders, {"id": 1}, worker=worker_name(), seen_at=now())


def put(table: Table, key: dict[str, str] | dict[str, int], **values: object) -> None:
    """Change the row, or write the first."""
    with writing():
        here = [table.c[name] == value for name, value in key.items()]
        if writer().execute(table.update().where(*here).values(values)).rowcount == 0:
            writer().execute(table.insert().values({**key, **values}))


def rounds_by_name() -> dict[str, RegularJob]:
    return {row.name: row for row in read(ROUNDS)}  # type: ignore[misc]


def leading_worker() -> str:
    """Which process leads; "" when nobody has been heard of for a while."""
    row = read(LEADER).first()
    return row.worker if row is not None and now() - row.seen_at < LEADER_SILENT else ""
