"""Pages by position: nobody twice, nobody lost, and no cursor but our own for this very list."""

import pytest
from flask import Flask
from sqlalchemy import bindparam, delete, select

from tests.support.make import make_user
from tests.support.stage import own_context, saving
from webapp.models.keyset import Keyset, Order, Page, Seal
from webapp.models.user import User

KEYS = ("a" * 40,)
SEAL = Seal(KEYS, "people", "name")
users = User.metadata.tables["user"]
# Three names for eleven people: ties everywhere.
BY_NAME = Keyset(select(users.c.id, users.c.name), Order((users.c.name_key, users.c.id)), limit=3)
NEWEST = Keyset(select(users.c.id, users.c.name), Order((users.c.id,), descending=True), limit=3)
SEEN = Keyset(select(users.c.id, users.c.name), Order((users.c.last_seen_at, users.c.id), descending=True), limit=3)


@pytest.fixture
def people(app: Flask) -> list[int]:
    return [make_user(name=("Ada", "Bo", "Cy")[n % 3]).id for n in range(11)]


def opened(list_: Keyset, cursor: str = "", **values: object) -> Page:
    with own_context():
        return list_.page(SEAL, cursor, values)


def forward(list_: Keyset) -> list[int]:
    found, cursor = [], ""
    while cursor is not None:
        page = opened(list_, cursor)
        found += [row.id for row in page.rows]
        cursor = page.next
    return found


def backward(list_: Keyset) -> list[int]:
    page = opened(list_, opened(list_).last)
    found = [row.id for row in page.rows]
    while page.previous:
        page = opened(list_, page.previous)
        found = [row.id for row in page.rows] + found
    return found


@pytest.mark.parametrize("list_", [BY_NAME, NEWEST, SEEN])
def test_going_on_shows_everybody_once(people: list[int], list_: Keyset) -> None:
    found = forward(list_)
    assert sorted(found) == sorted(people)


@pytest.mark.parametrize("list_", [BY_NAME, NEWEST, SEEN])
def test_going_back_from_the_last_page_shows_the_same(people: list[int], list_: Keyset) -> None:
    assert backward(list_) == forward(list_)


@pytest.mark.parametrize("list_", [BY_NAME, NEWEST, SEEN])
def test_a_walk_through_all_meets_everybody_once_in_that_order(people: list[int], list_: Keyset) -> None:
    with own_context():
        walked = [row.id for row in list_.every()]
    assert walked == forward(list_)


def test_newest_come_first(people: list[int]) -> None:
    assert forward(NEWEST) == people[::-1]


def test_first_page_has_no_way_back(people: list[int]) -> None:
    page = opened(BY_NAME)
    assert (page.first, page.previous) == (None, None)
    assert page.next
    assert page.last


def test_last_page_has_no_way_on(people: list[int]) -> None:
    page = opened(BY_NAME, opened(BY_NAME).last)
    assert (page.next, page.last) == (None, None)
    assert page.previous
    assert page.first == ""


def test_somebody_who_joins_meanwhile_moves_nobody(people: list[int]) -> None:
    first = opened(NEWEST)
    make_user(name="Newcomer")
    second = opened(NEWEST, first.next)
    assert [row.id for row in second.rows] == people[::-1][3:6]


def test_somebody_who_goes_meanwhile_hides_nobody(people: list[int]) -> None:
    first = opened(NEWEST)
    with saving() as session:
        session.execute(delete(User).where(User.id == first.rows[-1].id))
    second = opened(NEWEST, first.next)
    assert [row.id for row in second.rows] == people[::-1][3:6]


def test_a_page_that_has_emptied_gives_way_to_the_last(people: list[int]) -> None:
    before_last = opened(NEWEST, opened(NEWEST).last).previous
    on = opened(NEWEST, before_last).next
    with saving() as session:
        session.execute(delete(User).where(User.id <= people[2]))
    page = opened(NEWEST, on)
    assert [row.id for row in page.rows]
    assert page.next is None


def test_parameters_hold_on_every_page(people: list[int]) -> None:
    some = Keyset(select(users.c.id).where(users.c.name_key == bindparam("key")), Order((users.c.id,)), limit=3)
    page = opened(some, key="ada")
    rest = opened(some, page.next, key="ada")
    assert [row.id for row in (*page.rows, *rest.rows)] == people[::3]


def cursor_of(people: list[int]) -> str:
    return opened(BY_NAME).next or ""


@pytest.mark.parametrize("harm", [lambda c: c[:-2], lambda c: c + "A", lambda c: "A" + c[1:], lambda c: c.swapcase()])
def test_changed_cursor_leads_astray_to_page_one(people: list[int], harm: object) -> None:
    page = opened(BY_NAME, harm(cursor_of(people)))  # type: ignore[operator]
    assert page.is_astray
    assert page.previous is None


@pytest.mark.parametrize("typed", ["x", "é", "====", "A" * 5000, "0", "../etc", "%00"])
def test_nonsense_leads_astray_to_page_one(people: list[int], typed: str) -> None:
    assert opened(BY_NAME, typed).is_astray


def test_cursor_of_another_filter_does_not_open() -> None:
    cursor = Seal(KEYS, "people", "name", "role:staff").close(("after", ["ada", 3]))
    assert SEAL.open(cursor) is None


def test_cursor_of_another_place_does_not_open() -> None:
    assert SEAL.open(Seal(("b" * 40,), "people", "name").close(("after", ["ada", 3]))) is None


def test_cursor_made_before_the_key_changed_still_opens() -> None:
    renewed = Seal(("b" * 40, *KEYS), "people", "name")
    assert renewed.open(SEAL.close(("after", ["ada", 3]))) == ("after", ["ada", 3])


def test_cursor_tells_nobody_a_name() -> None:
    assert SEAL.close(("after", ["ada"])) != SEAL.close(("after", ["bob"]))
    assert "ada" not in SEAL.close(("after", ["ada"]))


def test_addresses_carry_the_cursor_beside_what_is_there() -> None:
    page = Page([], first="", next="abc")
    assert page.addresses("/users?q=x") == ("/users?q=x", None, "/users?q=x&page=abc", None)
