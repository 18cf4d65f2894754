"""Requests of somebody who only looks: the database itself refuses every change of theirs."""

from flask import g
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError


class ReadOnly(Exception):
    """The database has refused a change: whoever asks only looks (`g.is_read_only`)."""


def refuse_writes(connection: Connection, *, is_on: bool) -> None:
    """Have the database itself refuse every change of this transaction, whatever a view forgets to ask."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA query_only={'ON' if is_on else 'OFF'}")
    elif is_on:
        connection.exec_driver_sql("SET TRANSACTION READ ONLY")


def is_refusal(error: DBAPIError) -> bool:
    """Whether it was that: a database that is away, or full, is something else."""
    return getattr(error.orig, "sqlstate", "") == "25006" or "readonly database" in str(error.orig)


def is_only_looking() -> bool:
    """Whether this request may change nothing."""
    return bool(g.get("is_read_only"))


def check_writable() -> None:
    """Raises ReadOnly before something changes that is not in the database, which refuses by itself."""
    if is_only_looking():
        raise ReadOnly
