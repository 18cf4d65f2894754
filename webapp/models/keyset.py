"""Pages of a long list by position instead of by number: as fast on the last page as on the first."""

import base64
import binascii
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from sqlalchemy import Row, Select, bindparam, select, tuple_, union

from webapp.columns import canonical
from webapp.database import read, stop_reading
from webapp.prepared import Prepared, can_be_prepared

AFTER, BEFORE, LAST = "after", "before", "last"
LONGEST_CURSOR = 2000
Position = tuple[str, list[Any]]
# A select of any columns.
Listed = Select[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Order:
    """A sort. `columns` end with a unique one, none of them is ever NULL, and all run the same way."""

    columns: tuple[Any, ...]
    descending: bool = False


class Seal:
    """Makes and reads the cursors of one list in one sort under one filter; no other list's cursor opens here.

    `keys` are the application's, newest first. A cursor is encrypted, because sort keys are names and addresses of
    people, and those belong in nobody's access log; AES-SIV (RFC 5297) makes the same cursor for the same position.
    """

    def __init__(self, keys: Sequence[str], *bound: Any) -> None:
        self.keys = tuple(keys)
        self.bound = canonical(bound).encode()

    def close(self, position: Position) -> str:
        body = json.dumps(position, ensure_ascii=False, separators=(",", ":"), default=written).encode()
        return base64.urlsafe_b64encode(cipher(self.keys[0]).encrypt(body, [self.bound])).decode().rstrip("=")

    def open(self, cursor: str) -> Position | None:
        """What `close` was given, or None for anything else."""
        if len(cursor) > LONGEST_CURSOR:
            return None
        try:
            sealed = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        except (ValueError, binascii.Error):
            return None
        for key in self.keys:
            try:
                direction, values = json.loads(cipher(key).decrypt(sealed, [self.bound]), object_hook=time_read)
            except (InvalidTag, ValueError):
                continue
            return direction, values
        return None


def written(moment: datetime) -> dict[str, str]:
    return {"at": moment.isoformat()}


def time_read(document: dict[str, str]) -> datetime:
    return datetime.fromisoformat(document["at"])


@lru_cache(maxsize=16)
def cipher(key: str) -> AESSIV:
    return AESSIV(hashlib.sha512(f"keyset:{key}".encode()).digest())


@dataclass(frozen=True, slots=True)
class Page:
    """Rows of one page and the cursors of its neighbours: None where there is no such page, "" for the first."""

    rows: Sequence[Row[Any]]
    first: str | None = None
    previous: str | None = None
    next: str | None = None
    last: str | None = None
    # The cursor in the address fitted nothing, and this is page one: tell the person.
    is_astray: bool = False

    def addresses(self, base: str, name: str = "page") -> tuple[str | None, ...]:
        """(first, previous, next, last) as addresses, `base` being the list's own with its sort and filter."""
        join = "&" if "?" in base else "?"
        return tuple(
            cursor if cursor is None else f"{base}{join}{name}={cursor}" if cursor else base
            for cursor in (self.first, self.previous, self.next, self.last)
        )


class Keyset:
    """A select cut into pages. Build it once per sort and kind of filter, with bind parameters, and keep it.

    `statement` names its columns and its WHERE, no ORDER BY and no LIMIT. Rows come with the sort keys added as
    `key_0`, `key_1` … (row values: the OR-expanded comparison cannot seek in an index on PostgreSQL).
    """

    def __init__(self, statement: Listed, order: Order, limit: int = 50, walks: Sequence[Select[Any]] = ()) -> None:
        """`walks`: selects of the sort key, each down an index of its own; a row is meant that is in one of them."""
        self.order, self.limit = order, limit
        columns = order.columns
        base = statement.add_columns(*(column.label(f"key_{n}") for n, column in enumerate(columns)))
        upward, downward = [column.asc() for column in columns], [column.desc() for column in columns]
        key: Any = tuple_(*columns) if len(columns) > 1 else columns[0]
        here = [bindparam(f"at_{n}", type_=column.type) for n, column in enumerate(columns)]
        mark: Any = tuple_(*here) if len(here) > 1 else here[0]
        forward, backward = (downward, upward) if order.descending else (upward, downward)
        beyond, behind = (key < mark, key > mark) if order.descending else (key > mark, key < mark)

        def cut(by: list[Any], *there: Any) -> Select[Any]:
            """One row more than shown tells whether there is a next page. Of each walk no more is read than of the whole."""
            near = [select(one.where(*there).order_by(*by).limit(limit + 1).subquery()) for one in walks]
            found = base.where(*there, columns[0].in_(union(*near))) if near else base.where(*there)
            return found.order_by(*by).limit(limit + 1)

        self.first, self.last = cut(forward), cut(backward)
        self.after, self.before = cut(forward, beyond), cut(backward, behind)
        # The same four statements for every page of the list: those whose text never changes are compiled once.
        fixed = all(map(can_be_prepared, (base, *walks)))
        self.prepared = {one: Prepared(one) for one in (self.first, self.last, self.after, self.before) if fixed}

    def page(
        self,
        seal: Seal,
        cursor: str = "",
        parameters: Mapping[str, Any] | None = None,
    ) -> Page:
        """The page that `cursor` points at; page one for "" and, with `is_astray`, for a cursor that fits nothing."""
        position = seal.open(cursor) if cursor else None
        if position is None:
            return self._forward(seal, self.first, dict(parameters or {}), is_astray=bool(cursor))
        direction, values = position
        bound = {**(parameters or {}), **{f"at_{n}": value for n, value in enumerate(values)}}
        if direction == AFTER:
            found = self._forward(seal, self.after, bound, has_previous=True)
            return found if found.rows else self._backward(seal, self.last, dict(parameters or {}))
        if direction == BEFORE:
            found = self._backward(seal, self.before, bound, has_next=True)
            return found if found.rows else self._forward(seal, self.first, dict(parameters or {}))
        return self._backward(seal, self.last, dict(parameters or {}))

    def every(self, parameters: Mapping[str, Any] | None = None) -> Iterator[Any]:
        """All rows, one page in memory at a time, each read in a moment of its own: nobody waits for a long walk."""
        bound, statement = dict(parameters or {}), self.first
        while rows := self._rows(statement, bound):
            stop_reading()
            yield from rows[: self.limit]
            if len(rows) <= self.limit:
                return
            statement = self.after
            bound |= {f"at_{n}": value for n, value in enumerate(self._keys(rows[self.limit - 1]))}

    def _forward(
        self,
        seal: Seal,
        statement: Select[Any],
        bound: dict[str, Any],
        *,
        has_previous: bool = False,
        is_astray: bool = False,
    ) -> Page:
        rows = self._rows(statement, bound)
        has_next, rows = len(rows) > self.limit, rows[: self.limit]
        return self._linked(seal, rows, has_previous, has_next, is_astray)

    def _backward(
        self,
        seal: Seal,
        statement: Select[Any],
        bound: dict[str, Any],
        *,
        has_next: bool = False,
    ) -> Page:
        rows = self._rows(statement, bound)
        has_previous, rows = len(rows) > self.limit, rows[: self.limit][::-1]
        return self._linked(seal, rows, has_previous, has_next, False)

    def _rows(self, statement: Select[Any], bound: dict[str, Any]) -> Sequence[Any]:
        prepared = self.prepared.get(statement)
        return read(statement, bound).all() if prepared is None else prepared.rows(**bound)

    def _linked(self, seal: Seal, rows: Sequence[Row[Any]], has_previous: bool, has_next: bool, is_astray: bool) -> Page:
        has_previous, has_next = has_previous and bool(rows), has_next and bool(rows)
        return Page(
            rows=rows,
            first="" if has_previous else None,
            previous=seal.close((BEFORE, self._keys(rows[0]))) if has_previous else None,
            next=seal.close((AFTER, self._keys(rows[-1]))) if has_next else None,
            last=seal.close((LAST, [])) if has_next else None,
            is_astray=is_astray,
        )

    def _keys(self, row: Row[Any]) -> list[Any]:
        return list(row[-len(self.order.columns) :])
