"""`lodge seed`: believable people, as many as wanted, to see how this place feels when it is full."""

import random
from itertools import islice

import click
from flask.cli import with_appcontext
from sqlalchemy import Connection, Table, func, insert, literal, select, text

from webapp.cli.seed_people import COLUMNS, seeded
from webapp.cli.seed_store import indexes_later, store, wide_cache
from webapp.clock import now
from webapp.columns import Id
from webapp.database import writing
from webapp.extensions import db
from webapp.models.event import Event
from webapp.models.group import Group, membership
from webapp.models.person import Person
from webapp.models.user import User, folded

BATCH = 10_000
# Name of a group and every how manieth person is in it.
GROUPS = (("Newsletter readers", 10), ("Volunteers", 37), ("Night shift", 211), ("Field team", 1999), ("Board", 50021))
users: Table = User.metadata.tables["user"]


@click.command("seed")
@click.option("--users", "users_wanted", default=1000, show_default=True, type=click.IntRange(0), help="How many people.")
@click.option("--dice", default=1, show_default=True, help="The same number throws the same people.")
@with_appcontext
def seed(users_wanted: int, dice: int) -> None:
    """Fill the database with people who could exist. None of them has a password.

    One transaction: others wait for it with what they want to write, and an interruption leaves nothing behind.
    """
    if users_wanted:
        add_people(users_wanted, random.Random(dice))  # noqa: S311
    click.echo(f"{users_wanted:,} people added.")


def add_people(count: int, dice: random.Random) -> None:
    with writing() as session:
        connection = session.connection()
        there = newest(connection)
        rows = seeded(dice, there, count)
        with (
            wide_cache(connection),
            indexes_later(connection, there + 1, worth_it=count >= there),
            click.progressbar(length=count, label="People", show_pos=True) as bar,
        ):
            while some := list(islice(rows, BATCH)):
                store(connection, "user", COLUMNS, some)
                bar.update(len(some))
        add_groups(connection, there + 1)
        Event.record(by=Person.command_line(), action="users.seeded", detail={"count": count}, batch=f"seed-{there}")
    with db.engine.connect() as connection:
        # Both planners choose by what they know of the rows; a database that has grown this fast knows nothing yet.
        connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("ANALYZE"))


def newest(connection: Connection) -> int:
    """The highest id: the numbers in the addresses go on from there, so that a second seeding meets none of the first."""
    return connection.execute(select(func.coalesce(func.max(users.c.id), 0))).scalar_one()


def add_groups(connection: Connection, first: int) -> None:
    """Put people from id `first` on into groups, which are made when they are not there yet."""
    for name, every in GROUPS:
        group = connection.execute(select(Group.id).where(Group.name_key == folded(name))).scalar()
        if group is None:
            values = {"name": name, "name_key": folded(name), "created_at": now(), "description": "", "version": 1}
            group = connection.execute(insert(Group).values(values).returning(Group.id)).scalar_one()
        chosen = select(literal(group, Id), users.c.id).where(users.c.id >= first, users.c.id % every == 0)
        connection.execute(insert(membership).from_select(["group_id", "user_id"], chosen))
