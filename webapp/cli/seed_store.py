"""Adding very many rows at once, as fast as each database takes them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, text

from webapp.columns import UtcDateTime

# SQLite's own default, to which the search index goes back afterwards (fts5, "hashsize").
USUAL_HASH = 1 << 20
INDEXES = """SELECT name, sql FROM sqlite_master WHERE tbl_name = 'user' AND sql IS NOT NULL
             AND (type = 'index' OR name = 'user_search_insert')"""


def store(connection: Connection, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """COPY on PostgreSQL, one prepared INSERT on SQLite."""
    cursor: Any = connection.connection.cursor()
    names = ", ".join(columns)
    if connection.dialect.name == "postgresql":
        with cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
            for row in rows:
                copy.write_row(row)
        return
    moment: Any = UtcDateTime().dialect_impl(connection.dialect).bind_processor(connection.dialect)
    plain = ([moment(cell) if isinstance(cell, datetime) else cell for cell in row] for row in rows)
    marks = ", ".join("?" * len(columns))
    cursor.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', plain)  # noqa: S608 - names of our own


def new_ids(connection: Connection, table: str, count: int) -> list[int]:
    """Ids that nobody else gets: drawn from PostgreSQL's sequence; on SQLite the transaction holds the write lock."""
    if connection.dialect.name == "postgresql":
        drawn = text("SELECT nextval(pg_get_serial_sequence(:name, 'id')) FROM generate_series(1, :count)")
        return list(connection.execute(drawn, {"name": table, "count": count}).scalars())
    last = connection.execute(text(f'SELECT coalesce(max(id), 0) FROM "{table}"')).scalar_one()  # noqa: S608 - a name of our own
    return list(range(last + 1, last + 1 + count))


@contextmanager
def indexes_later(connection: Connection, first: int, *, worth_it: bool) -> Iterator[None]:
    """On SQLite: take the indexes of `user` away and build them once all rows from id `first` on are there.

    All in the one transaction of `connection`: an interruption leaves everything as it was.
    """
    if connection.dialect.name != "sqlite" or not worth_it:
        yield
        return
    aside = connection.execute(text(INDEXES)).all()
    for row in aside:
        connection.execute(text(f'DROP {"TRIGGER" if row.name.startswith("user_") else "INDEX"} "{row.name}"'))
    yield
    hash_size = text("INSERT INTO user_search(user_search, rank) VALUES ('hashsize', :size)")
    connection.execute(hash_size, {"size": 64 * USUAL_HASH})
    found = text('INSERT INTO user_search(rowid, search_key) SELECT id, search_key FROM "user" WHERE id >= :first')
    connection.execute(found, {"first": first})
    connection.execute(hash_size, {"size": USUAL_HASH})
    for row in aside:
        connection.exec_driver_sql(row.sql)


@contextmanager
def wide_cache(connection: Connection) -> Iterator[None]:
    """While much is added SQLite may hold 512 MB of pages in memory."""
    if connection.dialect.name != "sqlite":
        yield
        return
    before = connection.exec_driver_sql("PRAGMA cache_size").scalar()
    connection.exec_driver_sql("PRAGMA cache_size=-512000")
    yield
    connection.exec_driver_sql(f"PRAGMA cache_size={before}")
