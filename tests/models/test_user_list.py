"""Whatever plan answers a question about people, it finds whom a plain look at every row finds, in the order asked for."""

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import Select, func, literal, select
from sqlalchemy.exc import DBAPIError

from tests.support.make import make_group
from tests.support.stage import found, own_context, saving
from webapp.extensions import db
from webapp.models import user_list
from webapp.models.user import NEVER, User
from webapp.models.user_list import Found, listed, planned, standing, within_limit
from webapp.models.user_query import SORTS
from webapp.models.user_search import asked

KEYS = ("k" * 40,)
NOW = datetime.now(UTC)
NAMES = ("Zoë Noël", "José García", "Jo March", "Maria Jones", "王芳", "Łukasz Nowak", "joan", "O'Brien")
GONE = ("deleted", "erased")
Fits = Callable[[User], bool]
QUESTIONS: dict[str, Fits] = {
    "": lambda u: True,
    "role:staff": lambda u: u.role == "staff",
    "role:member": lambda u: u.role == "member",
    "status:suspended": lambda u: u.status == "suspended",
    "status:active role:staff": lambda u: u.status == "active" and u.role == "staff",
    "status:deleted role:member": lambda u: u.status == "deleted" and u.role == "member",
    "role:staff status:suspended": lambda u: u.status == "suspended" and u.role == "staff",
    "is:unverified": lambda u: u.email_confirmed_at is None,
    "is:unverified role:staff": lambda u: u.email_confirmed_at is None and u.role == "staff",
    "group:thirds": lambda u: u.id % 3 == 0,
    "group:thirds role:member": lambda u: u.id % 3 == 0 and u.role == "member",
    "created:<100d": lambda u: u.created_at > NOW - timedelta(days=100),
    "created:<100d group:thirds": lambda u: u.created_at > NOW - timedelta(days=100) and u.id % 3 == 0,
    "seen:<50d": lambda u: u.last_seen_at > NOW - timedelta(days=50),
    "seen:never": lambda u: u.last_seen_at == NEVER,
    "seen:>50d created:<150d": lambda u: (
        NEVER < u.last_seen_at < NOW - timedelta(days=50) and u.created_at > NOW - timedelta(days=150)
    ),
    "jose": lambda u: "jose" in u.search_key,
    "noel zoe": lambda u: "zoe" in u.search_key and "noel" in u.search_key,
    "jo": lambda u: u.name_key.startswith("jo") or u.email_key.startswith("jo"),
    "jo role:staff": lambda u: u.role == "staff" and (u.name_key.startswith("jo") or u.email_key.startswith("jo")),
    "jo status:suspended": lambda u: u.status == "suspended" and (u.name_key.startswith("jo") or u.email_key.startswith("jo")),
    "example role:member": lambda u: u.role == "member",
    "maria group:thirds": lambda u: "maria" in u.search_key and u.id % 3 == 0,
    "maria status:deleted": lambda u: "maria" in u.search_key and u.status == "deleted",
    "maria created:<100d": lambda u: "maria" in u.search_key and u.created_at > NOW - timedelta(days=100),
    "王芳": lambda u: u.name == "王芳",
}


@pytest.fixture(params=[(1000, 20_000), (1000, 0), (10, 20_000), (10, 0)], ids=["gather", "words", "walk", "walk words"])
def people(app: Flask, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> list[User]:
    """200 people, and limits that make one plan or the other the usual one."""
    most, few = request.param
    for name, value in {"MOST_BY_TEXT": most, "MOST_BY_RANGE": most, "COUNTED": most, "FEW": few}.items():
        monkeypatch.setattr(user_list, name, value)
    dice = random.Random(7)
    with saving() as session:
        session.add_all(person(n, dice) for n in range(200))
    made = found(select(User))
    make_group("Thirds", *(one for one in made if one.id % 3 == 0))
    return made


def person(n: int, dice: random.Random) -> User:
    created = NOW - timedelta(days=200 - n, hours=12)
    status = dice.choice(["active"] * 6 + ["pending", "suspended", "suspended", "deleted"])
    return User(
        name=dice.choice(NAMES),
        email=f"{dice.choice(['jo', 'x'])}{n}@example.org",
        role=dice.choice(["member", "member", "staff", "admin"]),
        status=status,
        suspended_reason="Rules" if status == "suspended" else "",
        deleted_at=NOW if status == "deleted" else None,
        created_at=created,
        last_seen_at=dice.choice([NEVER, created + timedelta(days=dice.randrange(1 + (NOW - created).days))]),
        email_confirmed_at=dice.choice([None, created]),
    )


def pages(question: str, sort: str) -> list[Found]:
    with own_context():
        known = standing()
        first = listed(asked(question), sort, "", KEYS, known)
        shown = [first]
        while shown[-1].page.next:
            shown.append(listed(asked(question), sort, shown[-1].page.next, KEYS, known))
    return shown


def whole(question: str, sort: str) -> list[int]:
    """The same in one walk, as a file has them."""
    with own_context():
        plan = planned(asked(question), sort, standing())
        return [row.id for row in plan.keyset(is_whole=True).every(plan.values)]


def key_of(user: User, sort: str) -> list[object]:
    names, _ = SORTS[sort]
    return [getattr(user, name) for name in names]


@pytest.mark.parametrize("sort", SORTS)
def test_each_question_finds_whom_it_fits_in_its_order(people: list[User], sort: str) -> None:
    for question, fits in QUESTIONS.items():
        shown = pages(question, sort)
        ids = [row.id for found_ in shown for row in found_.page.rows]
        wanted = [u for u in people if fits(u) and ("status:deleted" in question or u.status not in GONE)]
        wanted.sort(key=lambda u: key_of(u, shown[0].sort), reverse=SORTS[shown[0].sort][1])
        assert ids == whole(question, sort) == [u.id for u in wanted], question


def test_more_than_is_counted_is_said_to_be_more(people: list[User]) -> None:
    shown = pages("example", "newest")[0]
    assert shown.is_more == (user_list.COUNTED == 10)


def test_count_exactly_counts_to_the_end(people: list[User]) -> None:
    with own_context():
        shown = listed(asked("example"), "newest", "", KEYS, standing(), exactly=True)
    assert (shown.count, shown.is_more) == (sum(u.status not in GONE for u in people), False)


def count_to(most: int) -> Select[tuple[int]]:
    """A count that takes as long as one likes."""
    numbers = select(literal(1).label("n")).cte("numbers", recursive=True)
    numbers = numbers.union_all(select(numbers.c.n + 1).where(numbers.c.n < most))
    return select(func.count()).select_from(numbers)


def test_counting_that_takes_too_long_is_given_up_and_what_comes_after_is_not(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(user_list, "EXACT_SECONDS", 0.02)
    with own_context():
        with pytest.raises(DBAPIError):
            within_limit(count_to(100_000_000), {})
        assert db.session.connection().execute(count_to(50_000)).scalar() == 50_000
