"""How the two databases behave: engine rules, the connection that reads, and `writing()`, which alone commits."""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol

import click
from flask import g
from flask_sqlalchemy.session import Session
from sqlalchemy import Connection, CursorResult, Dialect, Engine, PrimaryKeyConstraint, UniqueConstraint, event
from sqlalchemy.dialects.sqlite.base import SQLiteCompiler
from sqlalchemy.exc import DBAPIError, DisconnectionError, IntegrityError
from sqlalchemy.orm import scoped_session
from sqlalchemy.sql.base import Executable

from webapp.bell import ring
from webapp.columns import Base
from webapp.connections import RESTED, own
from webapp.extensions import db
from webapp.languages import _, mark
from webapp.only_looking import ReadOnly, is_only_looking, is_refusal, refuse_writes
from webapp.pending import BEFORE_COMMIT, Pending
from webapp.write_lock import PATIENCE, WRITES, begin

try:
    import pysqlite3 as sqlite
except ImportError:  # not Linux: the interpreter's own
    import sqlite3 as sqlite

# For who needs the driver itself: a copy of the database is made below SQLAlchemy.
sqlite_driver: Any = sqlite

# A constraint's refusal, as (name of the input, sentence for the person).
CONSTRAINT_MESSAGES: dict[str, tuple[str, str]] = {
    "uq_user_email_key": ("email", mark("Another person already uses that email address. Enter a different one.")),
    "uq_group_name_key": ("name", mark("Another group already has that name. Enter a different one.")),
    "uq_invitation_open": ("email", mark("That address is invited already. Send the invitation again, or revoke it first.")),
    "uq_passkey_credential_id": ("credential", mark("This passkey belongs to an account already. Use another one.")),
    "uq_saved_view_user_id_name_key": ("name", mark("You have a view of that name already. Enter a different one.")),
    "uq_form_slug": ("slug", mark("Another form already has that address. Enter a different one.")),
}

WAL_RESET_FIXED = ((3, 44, 6), (3, 50, 7), (3, 51, 3))


class HasErrors(Protocol):
    """Inputs that can carry a message on a field."""

    def refuse(self, name: str, sentence: str) -> bool: ...


def engine_options(url: str, threads: int) -> dict[str, Any]:
    """Options for `create_engine`, by database.

    A thread holds two connections at most: one reads, one writes. The server bounds its threads, so the pool needs no
    bound of its own, in which threads that hold one would wait for each other's second.
    """
    # What people typed and who they are stays out of error texts, and so out of the log.
    quiet = {"hide_parameters": True, "pool_size": max(5, 2 * threads), "max_overflow": -1}
    if url.startswith("sqlite"):
        return quiet | {
            "module": sqlite,
            "connect_args": {"isolation_level": None, "check_same_thread": False},
        }
    # Readers run in autocommit: no BEGIN and no ROLLBACK to wait for. `writing()` asks for a transaction.
    return quiet | {"isolation_level": "AUTOCOMMIT"}


def has_safe_wal(version: tuple[int, ...] = sqlite.sqlite_version_info) -> bool:
    """Whether this SQLite has the fix for the WAL-reset bug (sqlite.org/wal.html, "The WAL-reset bug")."""
    if version >= max(WAL_RESET_FIXED):
        return True
    return any(version[:2] == fixed[:2] and version >= fixed for fixed in WAL_RESET_FIXED)


def prepare_connection(connection: Any, record: Any) -> None:
    """Set each new SQLite connection: acknowledged means on disk, and foreign keys are enforced."""
    journal, synchronous = ("WAL", "FULL") if has_safe_wal() else ("DELETE", "EXTRA")
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={int(PATIENCE * 1000)}")
    cursor.execute(f"PRAGMA journal_mode={journal}")
    cursor.execute(f"PRAGMA synchronous={synchronous}")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA cache_size=-8000")
    cursor.close()


class FixedLimits(SQLiteCompiler):
    """Writes a LIMIT as a number. SQLite's planner looks at the value behind `LIMIT ?`, and so plans the statement anew
    each time that one is bound (seen with 3.53): 60 µs for a select with two joins that runs in ten."""

    def limit_clause(self, select: Any, **options: Any) -> str:
        clauses = (("LIMIT", select._limit_clause), ("OFFSET", select._offset_clause))
        return "".join(f"\n {word} {self.number(clause, options)}" for word, clause in clauses if clause is not None)

    def get_from_hint_text(self, table: Any, text: str | None) -> str | None:
        """`with_hint` names the index: SQLAlchemy leaves hints out for SQLite."""
        return text

    def number(self, clause: Any, options: dict[str, Any]) -> str:
        if options.get("render_postcompile"):  # compiled for good, with this number
            return str(self.process(clause, **{**options, "literal_binds": True}))
        return str(self.process(clause.render_literal_execute(), **options))


def roll_back(connection: Any) -> None:
    """As the driver's own rollback, which walks through every statement it has kept."""
    if connection.in_transaction:
        connection.execute("ROLLBACK")


def begin_writing(connection: Connection) -> None:
    """Take SQLite's write lock at once: upgrading a transaction that has read fails when somebody else writes."""
    if connection.dialect.name == "sqlite":
        connection.info[WRITES] = True
    connection.begin()


def listen(engine: Engine) -> None:
    """Teach a SQLite engine the two rules above, and PostgreSQL not to compile small queries."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", prepare_connection)
        # The dialect's own hooks, not the engine's events: with one event SQLAlchemy looks for ten at each statement.
        engine.dialect.do_begin = begin  # type: ignore[method-assign,assignment]
        engine.dialect.do_rollback = roll_back  # type: ignore[method-assign,assignment]
        engine.dialect.statement_compiler = FixedLimits
    else:
        event.listen(engine, "connect", without_compiling)
        event.listen(engine, "checkout", asker(engine.dialect))


def without_compiling(connection: Any, record: Any) -> None:
    """PostgreSQL's JIT takes 100 ms and more to compile a query that then answers in five."""
    with connection.cursor() as cursor:
        cursor.execute("SET jit = off")
    connection.commit()


def asker(dialect: Dialect) -> Callable[[Any, Any, Any], None]:
    """Asks a connection that has rested whether it lives: a ping at each request is a round trip more for all of them.

    One that dies sooner, as when the server restarts, costs one 503: SQLAlchemy then renews the whole pool.
    """

    def ask_after_rest(connection: Any, record: Any, lent: Any) -> None:
        moment = time.monotonic()
        if moment - record.info.get("lent_at", moment) > RESTED:
            try:
                dialect.do_ping(connection)
            except dialect.loaded_dbapi.Error as error:
                raise DisconnectionError from error
        record.info["lent_at"] = moment

    return ask_after_rest


def read(statement: Executable, parameters: dict[str, Any] | None = None) -> CursorResult[Any]:
    """Run a Core select on the request's reading connection, past the ORM's bookkeeping.

    Within `writing()`, or once an entity was loaded, it is the session's transaction and sees its changes.
    """
    return reading().execute(statement, parameters)


def reading() -> Connection:
    """The connection that reads for this request. Prepared selects run on it in autocommit, each in a moment of its own."""
    kept = g._get_current_object()  # past the proxy, once
    found: Connection | None = kept.get("writer")
    if found is None and db.session.registry.has() and db.session().in_transaction():
        found = db.session.connection()
    if found is None:
        found = kept.get("reader")
    if found is None:
        found = kept.reader = own.reader.lend()
    return found


def writer() -> Connection:
    """The connection of the transaction that `writing()` has begun. A RuntimeError outside of it."""
    connection: Connection | None = g.get("writer")
    if connection is None:
        raise RuntimeError("a change outside of writing()")
    return connection


def stop_reading(error: BaseException | None = None) -> None:
    """Let the reading connection of this request go."""
    reader: Connection | None = g.pop("reader", None)
    if reader is not None:
        own.reader.take_back(reader)


@contextmanager
def writing(inputs: HasErrors | None = None) -> Iterator[scoped_session[Session]]:
    """Let go of what reads, begin a transaction that writes, commit it once.

    What was loaded before is read again inside, so that decisions stand on what is locked. A constraint named in
    CONSTRAINT_MESSAGES becomes a message on its field of `inputs`; ask `inputs.errors` afterwards. Nothing slow
    in here. The ORM's session joins the transaction when something first uses it.
    """
    stop_reading()
    if db.session.registry.has():
        db.session.rollback()
    connection = own.writer.lend()
    try:
        begin_writing(connection)
        if is_only_looking():
            refuse_writes(connection, is_on=True)
        g.writer, g.pending = connection, Pending()
        yield db.session
        finish(g.pending)
        connection.commit()
        if g.pending.has_mail or g.pending.has_work:
            ring()
    except IntegrityError as error:
        forget_session()
        field, sentence = CONSTRAINT_MESSAGES.get(constraint_of(error) or "", ("", ""))
        if inputs is None or not inputs.refuse(field, _(sentence)):
            raise
    except DBAPIError as error:
        forget_session()
        if is_only_looking() and is_refusal(error):
            raise ReadOnly from error
        raise
    except BaseException:
        forget_session()
        raise
    finally:
        g.pop("writer", None)
        g.pop("pending", None)
        give_back(connection)


def give_back(connection: Connection) -> None:
    """As it was lent: the next who writes may change things again."""
    try:
        if is_only_looking():
            refuse_writes(connection, is_on=False)
    finally:
        own.writer.take_back(connection)


@contextmanager
def wholly() -> Iterator[None]:
    """A part of a change, inside `writing()`: when it raises, nothing of it stays, and the rest of the change goes on."""
    with db.session.begin_nested():
        yield


def finish(left: Pending) -> None:
    """Write what the session still holds and then what waits for the commit (the log)."""
    has_session = db.session.registry.has()
    if has_session:
        db.session.flush()
    for act in BEFORE_COMMIT:
        act(left)
    if has_session:
        db.session.commit()


def forget_session() -> None:
    """Nothing of it happened."""
    if db.session.registry.has():
        db.session.rollback()


def constraint_of(error: IntegrityError) -> str | None:
    """Name of the constraint that refused, from psycopg's diagnosis or SQLite's sentence."""
    diagnosis = getattr(error.orig, "diag", None)
    if diagnosis is not None:
        return diagnosis.constraint_name
    found = re.match(r"(UNIQUE|CHECK) constraint failed: (.+)", str(error.orig))
    if found is None:
        return None
    if found[1] == "CHECK":
        return found[2]
    return unique_name({part.strip() for part in found[2].split(",")})


def unique_name(columns: set[str]) -> str | None:
    """SQLite names the columns of a broken UNIQUE, `table.column`; return the constraint over exactly these."""
    table = Base.metadata.tables.get(next(iter(columns)).partition(".")[0])
    if table is None:
        return None
    unique = [item for item in table.constraints if isinstance(item, UniqueConstraint | PrimaryKeyConstraint)]
    for candidate in (*unique, *(index for index in table.indexes if index.unique)):
        if {f"{table.name}.{column.name}" for column in candidate.columns} == columns:
            return str(candidate.name)
    return None


def say_journal_mode() -> None:
    """Say once at start when this machine's SQLite cannot use WAL safely."""
    if not has_safe_wal():
        click.echo(f"SQLite {sqlite.sqlite_version} has no safe write-ahead log: readers and writers take turns.", err=True)
