"""The connections that a thread keeps: to borrow one and to give it back costs ten times what finding a person costs."""

import threading
import time

from sqlalchemy import Connection

from webapp.extensions import db

# Seconds in which a connection to PostgreSQL is believed to have stayed alive.
RESTED = 2.0


class Kept:
    """One connection of one thread, from request to request. Only where threads are few and live long: see `keep_own`."""

    is_kept = False

    def __init__(self, isolation_level: str | None = None) -> None:
        # For PostgreSQL; None is what the engine does anyway.
        self.isolation_level = isolation_level
        self.connection: Connection | None = None
        self.is_lent = False
        self.used_at = 0.0

    def lend(self) -> Connection:
        """A connection on which nothing has begun."""
        # A second application context in one thread, inside the first, has one for itself.
        return self.own() if self.is_kept and not self.is_lent else self.borrowed()

    def own(self) -> Connection:
        moment = time.monotonic()
        # The pool asks one that has rested whether it still lives.
        if self.connection is not None and (self.connection.closed or moment - self.used_at > RESTED):
            self.connection.close()
            self.connection = None
        if self.connection is None:
            self.connection = self.borrowed()
        self.used_at, self.is_lent = moment, True
        return self.connection

    def borrowed(self) -> Connection:
        connection = db.engine.connect()
        if self.isolation_level is not None and connection.dialect.name == "postgresql":
            connection = connection.execution_options(isolation_level=self.isolation_level)
        return connection

    def take_back(self, connection: Connection) -> None:
        """Ends what is still under way on it."""
        is_own = connection is self.connection
        if is_own:
            self.is_lent = False
        if not is_own or connection.invalidated:
            connection.close()
        elif connection.in_transaction():
            connection.rollback()


class Own(threading.local):
    """A thread's own two: one reads, each statement for itself; one writes."""

    def __init__(self) -> None:
        self.reader = Kept()
        self.writer = Kept("READ COMMITTED")


own = Own()


def keep_own() -> None:
    """From now on each thread of this process keeps its connections: the shipped server's workers call it."""
    Kept.is_kept = True
