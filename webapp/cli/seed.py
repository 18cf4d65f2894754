"""`lodge seed`: believable people, as many as wanted, to see how this place feels when it is full."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

import click
from flask.cli import with_appcontext
from sqlalchemy import Connection, Table, func, insert, literal, select, text

from webapp.cli.seed_names import address, people
from webapp.clock import now
from webapp.columns import Id, UtcDateTime
from webapp.database import writing
from webapp.extensions import db
from webapp.models.event import Event
from webapp.models.group import Group, membership
from webapp.models.person import Person
from webapp.models.user import NEVER, User, email_key, folded

BATCH = 20_000
YEARS = timedelta(days=6 * 365)
# Name of a group and every how manieth person is in it.
GROUPS = (("Newsletter readers", 10), ("Volunteers", 37), ("Night shift", 211), ("Field team", 1999), ("Board", 50021))
users: Table = User.metadata.tables["user"]
COLUMNS = (
    "email email_key email_confirmed_at name name_key search_key role status suspended_reason is_reason_visible "
    "deleted_at created_at last_seen_at version"
).split()


@click.command("seed")
@click.option("--users", "users_wanted", default=1000, show_default=True, type=click.IntRange(0), help="How many people.")
@click.option("--dice", default=1, show_default=True, help="The same number throws the same people.")
@with_appcontext
def seed(users_wanted: int, dice: int) -> None:
    """Fill the database with people who could exist. None of them has a password."""
    batch = f"seed-{now():%Y%m%dT%H%M%S}"
    rows = seeded(random.Random(dice), first_number(), users_wanted)  # noqa: S311
    first = None
    with wide_cache(), click.progressbar(length=users_wanted, label="People", show_pos=True) as bar:
        while slice_ := list(islice(rows, BATCH)):
            with writing() as session:
                connection = session.connection()
                first = newest(connection) + 1 if first is None else first
                store(connection, slice_)
            bar.update(len(slice_))
    if first is not None:
        finish(first, users_wanted, batch)
    click.echo(f"{users_wanted:,} people added.")


def first_number() -> int:
    """Where the numbers in the addresses go on, so that a second seeding meets no address of the first."""
    with db.engine.connect() as connection:
        return newest(connection) + 1


def newest(connection: Connection) -> int:
    return connection.execute(select(func.coalesce(func.max(users.c.id), 0))).scalar_one()


def seeded(dice: random.Random, number: int, count: int) -> Iterator[tuple[Any, ...]]:
    """Rows in the order of COLUMNS, oldest first, as if the place had grown for six years."""
    today = now()
    for place, (name, stem) in enumerate(islice(people(dice), count), 1):
        email = address(stem, number + place, dice)
        created = today - YEARS * (1 - (place / count) ** 0.6)
        name_key, chance = folded(name), dice.random()
        status = standing(dice.random())
        yield (
            email, email_key(email), created + timedelta(hours=1) if chance > 0.03 else None, name, name_key,
            f"{name_key} {folded(email)}", rank(dice.random()), status,
            "Did not keep to the house rules" if status == "suspended" else "", status == "suspended",
            today - timedelta(days=dice.randrange(30)) if status == "deleted" else None,
            created, seen(dice, created, today) if status != "pending" else NEVER, 1,
        )  # fmt: skip


def standing(chance: float) -> str:
    """Of a thousand people one waits for approval, ten are suspended, five deleted."""
    if chance < 0.984:
        return "active"
    return "suspended" if chance < 0.994 else "deleted" if chance < 0.999 else "pending"


def rank(chance: float) -> str:
    return "member" if chance < 0.99 else "staff" if chance < 0.998 else "auditor" if chance < 0.999 else "admin"


def seen(dice: random.Random, created: datetime, today: datetime) -> datetime:
    """When a person was last here: most of them lately, some never again."""
    if dice.random() < 0.06:
        return NEVER
    return max(created, today - (today - created) * dice.random() ** 4)


def store(connection: Connection, rows: list[tuple[Any, ...]]) -> None:
    """Add rows as fast as the database takes them: COPY on PostgreSQL, one prepared INSERT on SQLite."""
    cursor = connection.connection.cursor()
    names = ", ".join(COLUMNS)
    if connection.dialect.name == "postgresql":
        with cursor.copy(f'COPY "user" ({names}) FROM STDIN') as copy:  # type: ignore[attr-defined]
            for row in rows:
                copy.write_row(row)
        return
    moment = UtcDateTime().bind_processor(connection.dialect)
    readable = [[moment(cell) if moment and isinstance(cell, datetime) else cell for cell in row] for row in rows]
    cursor.executemany(f'INSERT INTO "user" ({names}) VALUES ({", ".join("?" * len(COLUMNS))})', readable)


class wide_cache:  # noqa: N801
    """While much is added SQLite may hold 512 MB of pages in memory: indexes grow at random places."""

    def __enter__(self) -> None:
        self.set(-512_000)

    def __exit__(self, *raised: object) -> None:
        self.set(-8000)

    def set(self, pages: int) -> None:
        if db.engine.dialect.name == "sqlite":
            db.session.rollback()
            db.session.connection().exec_driver_sql(f"PRAGMA cache_size={pages}")
            db.session.rollback()


def finish(first: int, count: int, batch: str) -> None:
    """Groups, one line in the log, and what the databases want to know about the new rows."""
    with writing() as session:
        connection = session.connection()
        for name, every in GROUPS:
            group = connection.execute(select(Group.id).where(Group.name_key == folded(name))).scalar()
            if group is None:
                values = {"name": name, "name_key": folded(name), "created_at": now(), "description": "", "version": 1}
                group = connection.execute(insert(Group).values(values).returning(Group.id)).scalar_one()
            chosen = select(literal(group, Id), users.c.id).where(users.c.id >= first, users.c.id % every == 0)
            connection.execute(insert(membership).from_select(["group_id", "user_id"], chosen))
        Event.record(by=Person.command_line(), action="users.seeded", detail={"count": count}, batch=batch)
    with db.engine.connect() as connection:
        connection.execute(text("ANALYZE"))

