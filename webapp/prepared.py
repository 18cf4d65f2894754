"""Selects of the pages that everybody opens: compiled once and run on the driver, past SQLAlchemy's execution.

SQLAlchemy makes a context, a cursor strategy and a result for each execution: 60 µs around a select that takes 5. What
it knows of the columns' types is used all the same.
"""

from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Dialect, Select
from sqlalchemy.exc import DBAPIError

from webapp.database import reading

Converter = Callable[[Any], Any]


@dataclass(frozen=True)
class Compiled:
    """A select for one dialect. `names`: its parameters, in the order of their places when the driver takes them so."""

    sql: str
    names: tuple[str, ...]
    is_positional: bool
    fixed: dict[str, Any]
    binders: dict[str, Converter]
    converters: tuple[tuple[int, Converter], ...]
    row: Callable[..., Any]

    @classmethod
    def of(cls, statement: Select[*tuple[Any, ...]], dialect: Dialect) -> "Compiled":
        compiled: Any = statement.compile(dialect=dialect, compile_kwargs={"render_postcompile": True})
        binders = compiled._bind_processors
        named = {name: value for name, value in compiled.params.items() if value is not None}
        columns = [(place, column.type) for place, column in enumerate(statement.selected_columns)]
        converters = [(place, kind.dialect_impl(dialect).result_processor(dialect, None)) for place, kind in columns]
        return cls(
            sql=str(compiled),
            names=tuple(compiled.positiontup if compiled.positional else compiled.params),
            is_positional=compiled.positional,
            fixed={name: binders[name](value) if name in binders else value for name, value in named.items()},
            binders=binders,
            converters=tuple((place, convert) for place, convert in converters if convert is not None),
            row=namedtuple("Row", statement.selected_columns.keys()),
        )

    def parameters(self, values: Mapping[str, Any]) -> Any:
        bound = dict(self.fixed)
        for name, value in values.items():
            bind = self.binders.get(name)
            bound[name] = value if bind is None else bind(value)
        # A parameter that nobody gave is a KeyError, never a NULL.
        return [bound[name] for name in self.names] if self.is_positional else {name: bound[name] for name in self.names}

    def read(self, values: tuple[Any, ...]) -> Any:
        converted = list(values)
        for place, convert in self.converters:
            converted[place] = convert(converted[place])
        return self.row(*converted)


class Prepared:
    """A select with bind parameters; `rows(name=value)` runs it in the request's reading transaction."""

    def __init__(self, statement: Select[*tuple[Any, ...]]) -> None:
        self.statement = statement
        self.compiled: dict[str, Compiled] = {}

    def rows(self, **values: Any) -> list[Any]:
        """The rows, as named tuples of the select's columns. Raises what SQLAlchemy would raise."""
        connection = reading()
        compiled = self.compiled.get(connection.dialect.name)
        if compiled is None:
            compiled = self.compiled[connection.dialect.name] = Compiled.of(self.statement, connection.dialect)
        parameters = compiled.parameters(values)
        return [compiled.read(row) for row in fetched(connection, compiled.sql, parameters)]

    def first(self, **values: Any) -> Any | None:
        rows = self.rows(**values)
        return rows[0] if rows else None


def fetched(connection: Connection, sql: str, parameters: Any) -> Sequence[Any]:
    """Run it on the driver; an error of the driver comes out as SQLAlchemy's, and a lost connection is given up."""
    driver: Any = connection.dialect.dbapi
    cursor = connection.connection.cursor()
    try:
        cursor.execute(sql, parameters)
        return cursor.fetchall()
    except driver.Error as error:
        lost = connection.dialect.is_disconnect(error, connection.connection, cursor)
        if lost:
            connection.invalidate(error)
        raise DBAPIError.instance(sql, parameters, error, driver.Error, connection_invalidated=lost) from error
    finally:
        cursor.close()
