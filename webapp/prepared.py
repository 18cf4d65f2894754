"""The statements of the hot paths: compiled once and run on the driver, past SQLAlchemy's execution.

SQLAlchemy makes a context, a cursor strategy and a result for each execution: 60 µs around a select that takes 5. What
it knows of the columns' types and defaults is used all the same.
"""

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, Column, Connection, Dialect, Insert, Select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.dml import UpdateBase
from sqlalchemy.sql.visitors import iterate

from webapp.database import reading, writer

Converter = Callable[[Any], Any]
Statement = Select[*tuple[Any, ...]] | UpdateBase
Run = Callable[[Any], Any]
BINARY = {"binary": True}


@dataclass(frozen=True)
class Compiled:
    """A statement for one dialect. `names`: its parameters, in the order of their places when the driver takes them so."""

    sql: str
    places: tuple[tuple[str, Converter | None], ...]
    is_positional: bool
    is_insert: bool
    # What is bound where the caller names nothing: constants, and the defaults of an insert's columns.
    others: dict[str, Callable[[], Any]]
    converters: tuple[tuple[int, Converter], ...]
    make: Callable[[Iterable[Any]], Any]

    @classmethod
    def of(cls, statement: Statement, dialect: Dialect) -> "Compiled":
        added = columns_to_fill(statement)
        if isinstance(statement, Insert) and not statement._returning:
            statement = statement.inline()  # nobody asks for the new key
        keys = [str(column.key) for column in added] or None
        compiled: Any = statement.compile(dialect=dialect, column_keys=keys, compile_kwargs={"render_postcompile": True})
        binders = compiled._bind_processors
        columns = list(enumerate(statement.exported_columns))
        kinds = [(place, column.type.dialect_impl(dialect)) for place, column in columns]
        converters = [(place, kind.result_processor(dialect, None)) for place, kind in kinds]
        row: Any = namedtuple("Row", [str(column.key) for _, column in columns])  # type: ignore[misc]
        names = compiled.positiontup if compiled.positional else compiled.params
        return cls(
            sql=str(compiled),
            places=tuple((name, binders.get(name)) for name in names),
            is_positional=compiled.positional,
            is_insert=bool(added),
            others=constants(compiled) | {str(column.key): fill for column in added if (fill := filler(column, binders))},
            converters=tuple((place, convert) for place, convert in converters if convert is not None),
            make=row._make,
        )

    def parameters(self, values: Mapping[str, Any]) -> Any:
        bound, used = [], 0
        for name, bind in self.places:
            if name in values:
                used += 1
                bound.append(values[name] if bind is None else bind(values[name]))
            else:
                # A parameter that nobody gave is a KeyError, never a NULL.
                bound.append(self.others[name]())
        if self.is_insert and used < len(values):
            # A column misspelt would be filled with its default.
            raise KeyError(*(values.keys() - {name for name, _ in self.places}))
        return bound if self.is_positional else dict(zip((name for name, _ in self.places), bound, strict=True))

    def read(self, rows: Iterable[tuple[Any, ...]]) -> list[Any]:
        found = []
        for values in rows:
            converted = list(values)
            for place, convert in self.converters:
                converted[place] = convert(converted[place])
            found.append(self.make(converted))
        return found


def columns_to_fill(statement: Statement) -> list[Column[Any]]:
    """The columns of a plain `table.insert()`: all but the key that the database counts."""
    if not isinstance(statement, Insert) or statement._values:
        return []
    table: Any = statement.table
    return [column for column in table.columns if column is not table.autoincrement_column]


def constants(compiled: Any) -> dict[str, Callable[[], Any]]:
    """What the statement itself says, such as `status = 'active'`."""
    binders = compiled._bind_processors
    given = [(name, bind.value) for bind, name in compiled.bind_names.items() if not bind.required and bind.value is not None]
    return {name: always(binders[name](value) if name in binders else value) for name, value in given}


def filler(column: Column[Any], binders: Mapping[str, Converter]) -> Callable[[], Any] | None:
    """What fills a column that an insert does not name; None when it has to be named."""
    default: Any = column.default
    bind = binders.get(str(column.key), lambda value: value)
    if default is None:
        return always(None) if column.nullable else None
    return (lambda: bind(default.arg(None))) if default.is_callable else always(bind(default.arg))


def always(value: Any) -> Callable[[], Any]:
    return lambda: value


def can_be_prepared(statement: Statement) -> bool:
    """Whether its text stays the same whatever is bound: no list of values, no literal that is known only then."""
    return not any(part.expanding or part.literal_execute for part in iterate(statement) if isinstance(part, BindParameter))


class Prepared:
    """A select with bind parameters; `rows(name=value)` runs it on the request's reading connection.

    Give a function of the dialect's name where the databases want it differently.
    """

    def __init__(self, statement: Statement | Callable[[str], Statement]) -> None:
        self.statement = statement
        self.compiled: dict[str, Compiled] = {}

    def rows(self, **values: Any) -> list[Any]:
        """The rows, as named tuples of the select's columns. Raises what SQLAlchemy would raise."""
        connection = self.connection()
        compiled = self.compiled_for(connection.dialect)
        parameters = compiled.parameters(values)

        def fetch(cursor: Any) -> Sequence[Any]:
            cursor.execute(compiled.sql, parameters)
            found: Sequence[Any] = cursor.fetchall()
            return found

        return compiled.read(run_on(connection, compiled.sql, fetch))

    def first(self, **values: Any) -> Any | None:
        rows = self.rows(**values)
        return rows[0] if rows else None

    def scalar(self, **values: Any) -> Any | None:
        """The first column of the first row; None when there is no row."""
        row = self.first(**values)
        return row if row is None else row[0]

    def connection(self) -> Connection:
        return reading()

    def compiled_for(self, dialect: Dialect) -> Compiled:
        compiled = self.compiled.get(dialect.name)
        if compiled is None:
            statement = self.statement(dialect.name) if callable(self.statement) else self.statement
            compiled = self.compiled[dialect.name] = Compiled.of(statement, dialect)
        return compiled


class Change(Prepared):
    """An insert, update or delete, or a select that locks, inside `writing()`. What RETURNING gives comes as rows."""

    def connection(self) -> Connection:
        return writer()

    def run(self, **values: Any) -> int:
        """How many rows it changed."""
        connection = self.connection()
        compiled = self.compiled_for(connection.dialect)
        parameters = compiled.parameters(values)

        def change(cursor: Any) -> int:
            cursor.execute(compiled.sql, parameters)
            return int(cursor.rowcount)

        return int(run_on(connection, compiled.sql, change))

    def run_each(self, several: Iterable[Mapping[str, Any]]) -> None:
        """Once for each set of values; nothing for none."""
        connection = self.connection()
        compiled = self.compiled_for(connection.dialect)
        parameters = [compiled.parameters(values) for values in several]
        if parameters:
            run_on(connection, compiled.sql, lambda cursor: cursor.executemany(compiled.sql, parameters))


def run_on(connection: Connection, sql: str, run: Run) -> Any:
    """Run it on the driver; an error of the driver comes out as SQLAlchemy's, and a lost connection is given up."""
    driver: Any = connection.dialect.dbapi
    # PostgreSQL writes numbers and moments as text otherwise, and psycopg reads them out of it.
    cursor = connection.connection.cursor(**BINARY if connection.dialect.name == "postgresql" else {})
    try:
        return run(cursor)
    except driver.Error as error:
        lost = connection.dialect.is_disconnect(error, connection.connection, cursor)
        if lost:
            connection.invalidate(error)
        raise DBAPIError.instance(sql, None, error, driver.Error, hide_parameters=True, connection_invalidated=lost) from error
    finally:
        cursor.close()
