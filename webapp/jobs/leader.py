"""Who puts the regular jobs into the queue: one consumer of all, and the next when that one is gone."""

from contextlib import suppress
from pathlib import Path
from typing import Any

from flask import current_app
from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError

from webapp.config import Config
from webapp.extensions import db
from webapp.jobs.slot import Slot

# Any number that nothing else in the database takes.
LEADER_LOCK = 0x6C6F6A6F
TAKE = text("SELECT pg_try_advisory_lock(:key)")
HOLDS = text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid() AND objid = :key")


class FileLeader:
    """With SQLite all consumers are on one machine: whoever locks the file leads."""

    def __init__(self, path: Path) -> None:
        self.slot = Slot(path)
        self.is_held = False

    def is_leading(self) -> bool:
        self.is_held = self.is_held or self.slot.take()
        return self.is_held


class PostgresLeader:
    """A lock of the database, on a connection kept for it: it is free as soon as that connection is gone."""

    def __init__(self, engine: Any) -> None:
        self.engine = engine
        self.connection: Connection | None = None

    def is_leading(self) -> bool:
        try:
            if self.connection is None:
                self.connection = self.engine.connect()
                return self.has_taken()
            held = self.connection.execute(HOLDS, {"key": LEADER_LOCK}).scalar_one()
            return bool(held) or self.has_taken()
        except SQLAlchemyError:
            self.let_go()
            return False

    def has_taken(self) -> bool:
        if self.connection is None:
            return False
        return bool(self.connection.execute(TAKE, {"key": LEADER_LOCK}).scalar_one())

    def let_go(self) -> None:
        connection, self.connection = self.connection, None
        if connection is not None:
            # Not back into the pool: the lock would live on in there.
            with suppress(SQLAlchemyError):
                connection.invalidate()
            connection.close()


def leader() -> FileLeader | PostgresLeader:
    config: Config = current_app.config["LODGE"]
    if db.engine.dialect.name == "postgresql":
        return PostgresLeader(db.engine)
    return FileLeader(config.instance / "jobs-leader.lock")
