"""The selects behind the list of users, one per shape of question, made once and kept.

Two plans. *Walk*: go along the index of the sort and leave out whom the conditions leave out; quick when they fit many.
*Gather*: find the few who fit by what they have in common, then sort those. `user_list.py` chooses by a capped count.
SQLite's planner does not see through bind parameters, so its choice is taken from it by a unary plus (`unindexed`).
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    Table,
    and_,
    any_,
    bindparam,
    column,
    exists,
    func,
    or_,
    select,
    table,
    text,
    union,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from webapp.models.group import membership
from webapp.models.keyset import Keyset, Order
from webapp.models.passkey import Passkey
from webapp.models.totp import Totp
from webapp.models.user import LISTED, UNCOMMON_ROLE, UNCOMMON_STATUS, UNCONFIRMED, User
from webapp.prepared import Prepared, can_be_prepared

# People on a page, and in each step of a walk through all of them.
PAGE_LENGTH, STEP = 50, 1000
users: Table = User.metadata.tables["user"]
# The trigram index of SQLite (migration 0002).
index = table("user_search", column("rowid", users.c.id.type), column("search_key"))
SHOWN = tuple(users.c[name] for name in ("id", "name", "email", "role", "status", "created_at", "last_seen_at"))
# How many wait for approval, in each row: it is counted once, and a statement of its own would be one more to wait for.
WAITING = select(func.count()).select_from(users).where(users.c.status == "pending", text(UNCOMMON_STATUS)).correlate(None)
DRAWN = (*SHOWN, WAITING.scalar_subquery().label("waiting"))
# Conditions as SQL: word for word as in the partial indexes, and those that compare a column with a value.
LITERAL = {"role": UNCOMMON_ROLE, "status": UNCOMMON_STATUS, "unverified": UNCONFIRMED}
EQUAL: dict[str, tuple[ColumnElement[Any], str]] = {
    "role": (users.c.role, "role"),
    "member": (users.c.role, "role"),
    "status": (users.c.status, "status"),
    "active": (users.c.status, "status"),
    "id": (users.c.id, "user_id"),
    "joined": (membership.c.group_id, "group_id"),
}
SORTS: dict[str, tuple[tuple[str, ...], bool]] = {
    "newest": (("id",), True),
    "name": (("name_key", "id"), False),
    "email": (("email_key",), False),
    "seen": (("last_seen_at", "id"), True),
}


class unindexed(FunctionElement[Any]):
    """A column that SQLite must not look up in an index; nothing else changes."""

    inherit_cache = True

    def __init__(self, given: ColumnElement[Any]) -> None:
        super().__init__(given)
        self.type = given.type


@compiles(unindexed)
def _as_it_is(element: unindexed, compiler: SQLCompiler, **options: Any) -> str:
    return compiler.process(element.clauses.clauses[0], **options)


@compiles(unindexed, "sqlite")
def _with_plus(element: unindexed, compiler: SQLCompiler, **options: Any) -> str:
    return "+" + compiler.process(element.clauses.clauses[0], **options)


@dataclass(frozen=True, slots=True)
class Shape:
    """What a question looks like without its values; its selects are made once.

    `conditions` name what holds: role, member, status, active, group, unverified, id, created, seen. `driver` is where
    the few are found: "words" (trigrams), "beginnings" (two ranges), or "rows" (whatever else they have in common).
    """

    dialect: str
    sort: str
    conditions: frozenset[str]
    words: int = 0
    beginnings: int = 0
    driver: str = "rows"

    @property
    def has_trigrams(self) -> bool:
        return self.driver == "words" and self.dialect == "sqlite"


@lru_cache(maxsize=500)
def walk(shape: Shape, *, is_whole: bool = False) -> Keyset:
    """Pages along the index of the sort; `is_whole`: in steps, for who wants them all."""
    names, descending = SORTS[shape.sort]
    source: FromClause = users
    keys: tuple[Any, ...] = tuple(users.c[name] for name in names)
    conditions = shape.conditions
    if shape.sort == "newest" and shape.has_trigrams:
        source, keys = index.join(users, users.c.id == index.c.rowid), (index.c.rowid,)
    elif shape.sort == "newest" and "group" in conditions:
        source, keys = membership.join(users, users.c.id == membership.c.user_id), (membership.c.user_id,)
        conditions = conditions - {"group"} | {"joined"}
    elif shape.sort == "newest" and "created" in conditions and not conditions & {"role", "status"}:
        keys = (users.c.created_at, users.c.id)
    free = {"newest": {"created"} if keys[0] is users.c.created_at else set(), "seen": {"seen"}}.get(shape.sort, set())
    where = [*structure(conditions, free), *texts(shape, with_index=source is not users)]
    columns, length = (SHOWN, STEP) if is_whole else (DRAWN, PAGE_LENGTH)
    return Keyset(select(*columns).select_from(source).where(*where), Order(keys, descending), length)


@lru_cache(maxsize=500)
def gather(shape: Shape, most: int, *, is_whole: bool = False) -> Keyset:
    """Pages of the few, at most `most`, who are found first and sorted then."""
    columns, length = (SHOWN, STEP) if is_whole else (DRAWN, PAGE_LENGTH)
    names, descending = SORTS[shape.sort]
    # Neither planner may merge the inner select into the outer one, or walk along the index of the sort after all.
    few = hits(shape, most)
    keys = tuple(func.coalesce(users.c[name], users.c[name]) for name in names)
    if shape.dialect == "postgresql":
        found = select(*columns).where(users.c.id == any_(func.array(few.scalar_subquery())))
    else:
        inner = few.subquery("few")
        found = select(*columns).select_from(inner.join(users, users.c.id == inner.c.id))
    return Keyset(found, Order(keys, descending), length)


@lru_cache(maxsize=500)
def counting(shape: Shape, most: int | None) -> Select[Any]:
    """How many fit, counted up to `most` or to the end."""
    return select(func.count().label("n")).select_from(hits(shape, most).subquery("few"))


@lru_cache(maxsize=500)
def prepared_counting(shape: Shape, most: int) -> Prepared | None:
    """The same, compiled for good; None where its text holds what was typed."""
    statement = counting(shape, most)
    return Prepared(statement) if can_be_prepared(statement) else None


def hits(shape: Shape, most: int | None) -> Select[Any]:
    """Ids of those who fit, in no order."""
    every = set(shape.conditions)
    if shape.conditions & {"role", "status"}:
        every.discard("group")  # fewer have the role than are in a large group
    if shape.driver == "beginnings":
        return either_range(shape, most)
    if shape.has_trigrams:
        source = index.join(users, users.c.id == index.c.rowid)
        found = select(index.c.rowid.label("id")).select_from(source)
        return found.where(*structure(shape.conditions, set()), *texts(shape, with_index=True)).limit(most)
    where = [*structure(shape.conditions, every), *texts(shape, with_index=False)]
    return select(users.c.id).where(*where).limit(most)


def either_range(shape: Shape, most: int | None) -> Select[Any]:
    """Whose name begins so, and whose address begins so: two ranges of two indexes, for OR would read the table."""
    rest = [*structure(shape.conditions, set()), *texts(shape, with_index=False)]
    parts = [
        select(users.c.id).where(begins(users.c[name], 0), *rest).limit(most).subquery(name) for name in ("name_key", "email_key")
    ]
    both = union(*(select(part.c.id) for part in parts)).subquery("both")
    return select(both.c.id).limit(most)


def structure(conditions: frozenset[str], free: set[str]) -> list[ColumnElement[bool]]:
    """WHERE for all but text. Those in `free` may be looked up by an index, the others only leave rows out."""
    found: list[Any] = [] if "status" in conditions else [text(LISTED)]
    found += [text(literal) for name, literal in LITERAL.items() if name in conditions]
    found += [given == bindparam(value) for name, (given, value) in EQUAL.items() if name in conditions]
    if "no_2fa" in conditions:
        found += [~exists().where(one.user_id == users.c.id) for one in (Totp, Passkey)]
    if "group" in conditions:
        found.append(in_group(is_looked_up="group" in free))
    for name, stamp in (("created", users.c.created_at), ("seen", users.c.last_seen_at)):
        if name in conditions:
            moment: Any = stamp if name in free else unindexed(stamp)
            found += [moment >= bindparam(f"{name}_low", type_=stamp.type)]
            found += [moment < bindparam(f"{name}_high", type_=stamp.type)]
    return found


def in_group(*, is_looked_up: bool) -> ColumnElement[bool]:
    ours = membership.c.group_id == bindparam("group_id")
    if is_looked_up:
        return users.c.id.in_(select(membership.c.user_id).where(ours))
    # A scalar select, for EXISTS would be made a join, in an order of the planner's liking.
    return select(membership.c.group_id).where(ours, membership.c.user_id == users.c.id).scalar_subquery() > 0


def texts(shape: Shape, *, with_index: bool) -> list[ColumnElement[bool]]:
    """WHERE for words (anywhere) and beginnings. Trigrams find candidates, the row itself is asked for the truth."""
    found: list[ColumnElement[bool]] = []
    if with_index and shape.has_trigrams:
        found.append(text("user_search MATCH :trigrams"))  # type: ignore[arg-type]
    for n in range(shape.words):
        if shape.dialect == "sqlite":
            found.append(func.instr(users.c.search_key, bindparam(f"word_{n}")) > 0)
        else:
            # In the text of the statement: PostgreSQL's statistics know how common a pattern is, not a parameter.
            found.append(users.c.search_key.like(bindparam(f"pattern_{n}", literal_execute=True), escape="\\"))
    for n in range(shape.beginnings):
        found.append(or_(begins(unindexed(users.c.name_key), n), begins(unindexed(users.c.email_key), n)))
    return found


def begins(key: Any, n: int) -> ColumnElement[bool]:
    return and_(key >= bindparam(f"beginning_{n}"), key < bindparam(f"beyond_{n}"))
