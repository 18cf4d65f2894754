"""`lodge events`: whether the log is as it was written."""

import click
from flask.cli import AppGroup

from webapp.cli.told import stop
from webapp.models.event_chain import verify as walk

events = AppGroup("events", help="The log.")


@events.command("verify")
def verify() -> None:
    """Walk the chain of hashes. Exit 1 and the number of the first bad line when it does not hold."""
    seen, bad = walk()
    if bad is not None:
        stop(f"Event {bad} is not as it was written, or one before it is missing. The {seen:,} before it hold.")
    click.echo(f"{seen:,} events, all as they were written.")
