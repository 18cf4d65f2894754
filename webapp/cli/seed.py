"""`lodge seed`: believable people, as many as wanted, to see how this place feels when it is full."""

import random
from itertools import islice

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import Connection, Table, func, insert, literal, select, text

from webapp.cli import seed_people
from webapp.cli.seed_events import Cast, add_events, begun, spread
from webapp.cli.seed_figures import add_figures
from webapp.cli.seed_store import indexes_later, store, wide_cache
from webapp.cli.seed_submissions import add_some, senders, shares, slices
from webapp.clock import now
from webapp.columns import Id
from webapp.database import writing
from webapp.extensions import db
from webapp.models.event import Event
from webapp.models.form import Form
from webapp.models.group import Group, membership
from webapp.models.person import Person
from webapp.models.user import User, folded

BATCH = 10_000
SUBMISSION_BATCH, EVENT_BATCH = 1000, 5000
NOBODY = "Nobody is there to send anything, or to do anything. Seed people first: lodge seed --users 1000"
# Name of a group and every how manieth person is in it.
GROUPS = (("Newsletter readers", 10), ("Volunteers", 37), ("Night shift", 211), ("Field team", 1999), ("Board", 50021))
users: Table = User.metadata.tables["user"]


@click.command("seed")
@click.option("--users", "users_wanted", default=1000, show_default=True, type=click.IntRange(0), help="How many people.")
@click.option("--submissions", default=0, show_default=True, type=click.IntRange(0), help="How many submissions they sent.")
@click.option("--events", default=0, show_default=True, type=click.IntRange(0), help="How many lines of the log.")
@click.option("--dice", default=1, show_default=True, help="The same number throws the same people.")
@with_appcontext
def seed(users_wanted: int, submissions: int, events: int, dice: int) -> None:
    """Fill the database with people who could exist. None of them has a password.

    People come in one transaction: others wait for it with what they want to write, and an interruption leaves nothing
    behind.
    """
    there = add_people(users_wanted, random.Random(dice)) if users_wanted else 0  # noqa: S311
    try:
        if events:
            add_lines(events, random.Random(dice))  # noqa: S311
            click.echo(f"{events:,} events added.")
    finally:
        # The log is in the order of its lines, and the seeded ones are of the past.
        if users_wanted:
            note_people(users_wanted, there)
            click.echo(f"{users_wanted:,} people added.")
    if submissions:
        add_submissions(submissions, random.Random(dice))  # noqa: S311
        click.echo(f"{submissions:,} submissions added.")
    if add_statistics(users_wanted, random.Random(dice)):  # noqa: S311
        click.echo("Figures for the statistics added.")
    with db.engine.connect() as connection:
        # Both planners choose by what they know of the rows; a database that has grown this fast knows nothing yet.
        # PostgreSQL counts along an index without reading rows only where VACUUM has been.
        learn = "VACUUM ANALYZE" if connection.dialect.name == "postgresql" else "ANALYZE"
        connection.execution_options(isolation_level="AUTOCOMMIT").execute(text(learn))


def add_people(count: int, dice: random.Random) -> int:
    """Returns the highest number that was there before."""
    with writing() as session:
        connection = session.connection()
        there = newest(connection)
        rows = seed_people.seeded(dice, there, count)
        with (
            wide_cache(connection),
            indexes_later(connection, there + 1, worth_it=count >= there),
            click.progressbar(length=count, label="People", show_pos=True) as bar,
        ):
            while some := list(islice(rows, BATCH)):
                store(connection, "user", seed_people.COLUMNS, some)
                bar.update(len(some))
        add_groups(connection, there + 1)
    return there


def note_people(count: int, there: int) -> None:
    with writing():
        Event.record(by=Person.command_line(), action="users.seeded", detail={"count": count}, batch=f"seed-{there}")


def add_lines(count: int, dice: random.Random) -> None:
    """Lines of the log, some thousand at a time, so that others who write wait for no more than those."""
    with writing() as session:
        cast, moments = Cast(session.connection(), dice), spread(begun(session.connection()), count)
    if not cast.members:
        raise click.ClickException(NOBODY)
    with click.progressbar(length=count, label="Events", show_pos=True) as bar:
        for first in range(0, count, EVENT_BATCH):
            some = list(islice(moments, EVENT_BATCH))
            with writing() as session, wide_cache(session.connection()):
                add_events(session.connection(), some, first, cast)
            bar.update(len(some))


def add_submissions(count: int, dice: random.Random) -> None:
    """Submissions to forms of their own, a thousand at a time, and one line in the log for those of each form."""
    by = Person.command_line()
    with writing() as session:
        senders_found = senders(session.connection())
    if not senders_found:
        raise click.ClickException(NOBODY)
    with click.progressbar(length=count, label="Submissions", show_pos=True) as bar:
        for seeded, share in shares(count).items():
            with writing():
                form_id = seeded.add_form(by).id
            for some in slices(share, SUBMISSION_BATCH):
                with writing() as session:
                    add_some(session.connection(), seeded, session.get_one(Form, form_id), senders_found, some, dice)
                bar.update(len(some))
            with writing() as session:
                target = session.get_one(Form, form_id)
                Event.record(by=by, action="submissions.seeded", target=target, detail={"count": share})


def add_statistics(people: int, dice: random.Random) -> int:
    """Of the days before today, where none was counted yet."""
    with writing() as session:
        return add_figures(session.connection(), people, dice, current_app.config["LODGE"].timezone)


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
