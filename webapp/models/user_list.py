"""The list of users, as quick for a million as for ten: which plan answers a question, how many there are."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import BigInteger, CompoundSelect, Row, Select, String, bindparam, column, func, literal, select, text, union_all
from sqlalchemy.exc import DBAPIError

from webapp.database import read
from webapp.extensions import db
from webapp.languages import _, mark
from webapp.models.group import Group, membership
from webapp.models.keyset import Keyset, Page, Seal
from webapp.models.permissions import Role
from webapp.models.user import LISTED, STATUSES, UNCOMMON_ROLE, UNCOMMON_STATUS
from webapp.models.user_query import SHOWN, SORTS, WAITING, Shape, counting, gather, hits, prepared_counting, users, walk
from webapp.models.user_search import Asked
from webapp.prepared import Prepared

# What is shown as a number; more is "1,000+".
COUNTED = 1000
# Up to so many are gathered and sorted: those found by words are read one by one, the others' keys stand in an index.
MOST_BY_TEXT, MOST_BY_RANGE = 1000, 3000
# A role or status held by fewer is a better start for a search than its words.
FEW = 20_000
EXACT_SECONDS = 2.0
MOST_REMEMBERED = 1000
TOO_MANY = {
    "newest": mark("Very many people fit, so the newest come first. Narrow it down to have them sorted otherwise."),
    "seen": mark("Very many people fit, so those seen last come first. Narrow it down to have them sorted otherwise."),
}
LAST_LETTER = "\U0010ffff"


@dataclass(slots=True)
class Standing:
    """How many there are of each status and role, up to FEW + 1 (common ones to COUNTED + 1), and of all together."""

    of: dict[str, int]
    everybody: int
    is_estimate: bool
    # Questions that are known to fit many, with how many at least: counting to a thousand is the dear part of a page.
    many: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class Found:
    """One page of people, how many fit in all, and what has to be said about it."""

    page: Page
    count: int
    is_more: bool
    sort: str
    # How many wait for approval, where the page's rows tell it.
    waiting: int | None = None
    exact: Row[Any] | None = None
    missing: list[str] = field(default_factory=list)
    hints: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Plan:
    """How the people who fit are gone through. `count` is exact up to `most`."""

    shape: Shape
    values: dict[str, Any]
    count: int
    most: int
    hints: list[str]

    def keyset(self, *, is_whole: bool = False) -> Keyset:
        if is_walked(self.shape) or self.count > self.most:
            return walk(self.shape, is_whole=is_whole)
        return gather(self.shape, self.most, is_whole=is_whole)


def few_of(name: str, value: str) -> Any:
    """A capped count of one status or role, as a row (key, n); walks an index or stops early."""
    rare = {"status": value != "active", "role": value != "member"}[name]
    fits: list[Any] = [users.c[name] == value]
    if rare:
        fits.append(text(UNCOMMON_STATUS if name == "status" else UNCOMMON_ROLE))
    if name == "role" or not rare:
        fits.append(text(LISTED))
    capped = select(users.c.id).where(*fits).limit((FEW if rare else COUNTED) + 1).subquery()
    return select(literal(f"{name}:{value}").label("key"), func.count().label("n")).select_from(capped)


EVERYBODY = select(users.c.id).where(text(LISTED)).limit(COUNTED + 1).subquery()
COUNTERS = [
    *(few_of("status", status) for status in STATUSES),
    *(few_of("role", role.value) for role in Role),
    select(literal("everybody").label("key"), func.count().label("n")).select_from(EVERYBODY),
]
STANDING = union_all(*COUNTERS)
ROWS = text("SELECT 'estimate', reltuples::bigint FROM pg_class WHERE oid = '\"user\"'::regclass")
ESTIMATED: CompoundSelect[Any] = union_all(*COUNTERS, ROWS.columns(column("key", String), column("n", BigInteger)))
PENDING = Prepared(select(WAITING.scalar_subquery().label("n")))
NAMED = select(Group.id).where(Group.name_key == bindparam("name_key"))
IN_GROUP = select(membership.c.user_id).where(membership.c.group_id == NAMED.scalar_subquery()).limit(FEW + 1)
GROUP = Prepared(NAMED.add_columns(select(func.count()).select_from(IN_GROUP.subquery()).scalar_subquery().label("members")))
BY_ADDRESS = select(*SHOWN, users.c.email_key).where(users.c.email_key.in_(bindparam("addresses", expanding=True)), text(LISTED))


def standing() -> Standing:
    """The counters of the tabs. A few milliseconds at a million: keep them for a minute."""
    of = {row.key: row.n for row in read(ESTIMATED if dialect() == "postgresql" else STANDING)}
    everybody, estimate = of.pop("everybody"), of.pop("estimate", 0)
    is_estimate = estimate > COUNTED and everybody > COUNTED
    return Standing(of, estimate if is_estimate else everybody, is_estimate)


def waiting() -> int:
    """How many wait for approval: always exact, people are waiting."""
    return int(PENDING.scalar() or 0)


def dialect() -> str:
    return db.engine.dialect.name


def listed(asked: Asked, sort: str, cursor: str, keys: Sequence[str], known: Standing, *, exactly: bool = False) -> Found:
    """One page of those who were asked for. An unknown sort is the first of SORTS."""
    sort = sort if sort in SORTS else "newest"
    if asked.addresses:
        return pasted(asked, sort)
    plan = planned(asked, sort, known)
    shape, count = plan.shape, plan.count
    page = plan.keyset().page(Seal(keys, "users", asked.text, shape.sort), cursor, plan.values)
    if page.previous is None and page.next is None and not page.is_astray:
        count = len(page.rows)
    waits = page.rows[0].waiting if page.rows else None
    found = Found(page, count, count > COUNTED, shape.sort, waits, hints=[*asked.hints, *plan.hints])
    if asked.address and not asked.conditions:
        found.exact = read(BY_ADDRESS, {"addresses": [asked.address]}).first()
    if exactly and found.is_more:
        count_exactly(found, plan)
    return found


def planned(asked: Asked, sort: str, known: Standing) -> "Plan":
    """How those who were asked for are found, in which sort, and how many they are, up to what the plan has to know."""
    values, members, hints = values_of(asked)
    shape = shape_of(asked, sort, known, members)
    most = COUNTED if is_walked(shape) else MOST_BY_TEXT if asked.is_text else MOST_BY_RANGE
    count = known_count(asked, shape, known, members, most)
    if count is None:
        count = counted(shape, most + 1, values)
        if count > most and len(known.many) < MOST_REMEMBERED:
            known.many[asked.text] = max(count, known.many.get(asked.text, 0))
    if count > most and sort != own_sort(shape):
        shape = replace(shape, sort=own_sort(shape))
        hints.append(_(TOO_MANY[shape.sort]))
    return Plan(shape, values, count, most, hints)


def counted(shape: Shape, most: int, values: dict[str, Any]) -> int:
    prepared = prepared_counting(shape, most)
    if prepared is None:
        return int(read(counting(shape, most), values).scalar_one())
    return int(prepared.scalar(**values) or 0)


def ids_fitting(asked: Asked, known: Standing, most: int) -> list[int]:
    """Ids of those who were asked for, at most so many, in no order."""
    if asked.addresses:
        return list(read(BY_ADDRESS, {"addresses": asked.addresses}).scalars())
    values, members, _hints = values_of(asked)
    return list(read(hits(shape_of(asked, "newest", known, members), most), values).scalars())


def pasted(asked: Asked, sort: str) -> Found:
    """Everybody on a pasted list of addresses, on one page, and whom it names in vain."""
    rows = read(BY_ADDRESS.order_by(users.c.name_key, users.c.id), {"addresses": asked.addresses}).all()
    known = {row.email_key for row in rows}
    missing = [one for one in asked.addresses if one not in known]
    return Found(Page(rows), len(rows), False, sort, missing=missing, hints=list(asked.hints))


def values_of(asked: Asked) -> tuple[dict[str, Any], int, list[str]]:
    """(values of the bind parameters, how many are in the group asked for, hints)."""
    values: dict[str, Any] = {}
    members, hints = 0, []
    for name, wanted in asked.conditions.items():
        if name in ("created", "seen"):
            values[f"{name}_low"], values[f"{name}_high"] = wanted
        elif name == "group":
            group = GROUP.first(name_key=wanted)
            if group is None:
                hints.append(_("There is no group called %(group)s.", group=wanted))
            values["group_id"], members = (group.id, group.members) if group else (0, 0)
        else:
            values["user_id" if name == "id" else name] = wanted
    if asked.words:
        values["trigrams"] = trigrams(asked.words)
    for n, word in enumerate(asked.words):
        values[f"word_{n}"], values[f"pattern_{n}"] = word, f"%{escaped(word)}%"
    for n, beginning in enumerate(asked.beginnings):
        values[f"beginning_{n}"], values[f"beyond_{n}"] = beginning, beginning + LAST_LETTER
    return values, members, hints


def trigrams(words: Sequence[str]) -> str:
    """An FTS5 query: every third trigram of each word and its last one, each in quotes, so that nothing is an operator."""
    places = [(word, {*range(0, len(word) - 2, 3), len(word) - 3}) for word in words]
    found = dict.fromkeys(word[at : at + 3] for word, starts in places for at in sorted(starts))
    return " AND ".join('"' + three.replace('"', '""') + '"' for three in found)


def escaped(word: str) -> str:
    """What was typed stands for itself in LIKE."""
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def shape_of(asked: Asked, sort: str, known: Standing, members: int) -> Shape:
    names = {name for name in asked.conditions if name not in ("role", "status")}
    if "role" in asked.conditions:
        names.add("member" if asked.conditions["role"] == "member" else "role")
    if "status" in asked.conditions:
        names.add("active" if asked.conditions["status"] == "active" else "status")
    rare = "id" in names or ("group" in names and members <= FEW)
    rare = rare or any(known.of[f"{name}:{asked.conditions[name]}"] <= FEW for name in names & {"role", "status"})
    driver = "words" if asked.words else "beginnings" if asked.beginnings and "status" not in names else "rows"
    return Shape(dialect(), sort, frozenset(names), len(asked.words), len(asked.beginnings), "rows" if rare else driver)


def is_walked(shape: Shape) -> bool:
    """Whether an index runs in the order of the sort through exactly those who fit, or nearly so."""
    narrow = shape.conditions - {"member", "active"}
    if shape.words or shape.beginnings:
        return shape.sort == "newest" and shape.has_trigrams
    own: dict[str, list[set[str]]] = {"newest": [{"created"}, {"group"}], "seen": [{"seen"}]}
    return narrow in ({"role"}, {"status"}, {"unverified"}, set()) or set(narrow) in own.get(shape.sort, [])


def own_sort(shape: Shape) -> str:
    """The sort in which the many who fit can be walked through: the one that was asked for wherever possible."""
    narrow = shape.conditions - {"member", "active"}
    if shape.words or shape.beginnings:
        return "newest"
    if narrow & {"role", "status"} or narrow <= {"unverified"} or narrow == {"group"}:
        return shape.sort
    return "seen" if "seen" in narrow and "created" not in narrow and "group" not in narrow else "newest"


def known_count(asked: Asked, shape: Shape, known: Standing, members: int, most: int) -> int | None:
    """What the tabs' counters, the group or an earlier page already tell; None when it must be counted."""
    if known.many.get(asked.text, 0) > most:
        return known.many[asked.text]
    if shape.conditions == {"group"} and members > 2 * COUNTED and not asked.is_text:
        return max(members, most + 1)
    if asked.is_text or len(shape.conditions) > 1:
        return None
    if not shape.conditions:
        return known.everybody if known.everybody > COUNTED else None
    name = next(iter(asked.conditions))
    few = known.of.get(f"{name}:{asked.conditions[name]}", 0)
    # A minute old is good enough for "1,000+", not for a number that can be checked against the page.
    return few if few > COUNTED else None


def count_exactly(found: Found, plan: Plan) -> None:
    """Put the true count into `found`, unless counting takes longer than EXACT_SECONDS."""
    exact = exact_count(plan)
    if exact is not None:
        found.count, found.is_more = exact, False
        return
    found.hints.append(
        _("Counting them all takes longer than %(seconds)s seconds: there are very many.", seconds=f"{EXACT_SECONDS:.0f}")
    )


def exact_count(plan: Plan) -> int | None:
    """None where counting takes longer than EXACT_SECONDS."""
    try:
        return within_limit(counting(plan.shape, None), plan.values)
    except DBAPIError:
        return None


def within_limit(statement: Select[Any], values: Mapping[str, Any]) -> int:
    connection = db.session.connection()
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SET statement_timeout = {EXACT_SECONDS * 1000:.0f}"))
        try:
            return int(connection.execute(statement, values).scalar_one())
        finally:
            connection.execute(text("RESET statement_timeout"))
    raw: Any = connection.connection.dbapi_connection
    deadline = time.monotonic() + EXACT_SECONDS
    raw.set_progress_handler(lambda: time.monotonic() > deadline, 10_000)
    try:
        return int(connection.execute(statement, values).scalar_one())
    finally:
        raw.set_progress_handler(None, 0)
