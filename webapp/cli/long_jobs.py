"""`lodge jobs`: what people asked for that takes a while, from the machine: see, cancel, try again."""

from collections.abc import Callable, Iterator
from typing import Any

import click
from flask.cli import AppGroup

from webapp.cli.told import NOT_FOUND, stop, tell_all
from webapp.database import read, writing
from webapp.extensions import db
from webapp.models.long_job import LIST, STATUSES, LongJob, long_jobs
from webapp.models.person import Person

jobs = AppGroup("jobs", help="What people asked for that takes a while.")
SLICE = 500
SHOWN = ("id", "kind", "status", "done", "total", "asker", "asked_at", "started_at", "ended_at", "trouble")


@jobs.command("list")
@click.option("--status", type=click.Choice(STATUSES), help="Only those in this status.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def list_(status: str | None, as_json: bool) -> None:
    """All long jobs that are kept, newest first."""
    tell_all(rows(status), as_json=as_json)


def rows(status: str | None) -> Iterator[dict[str, Any]]:
    """In slices by number, so that nothing reads for long."""
    below: int | None = None
    while True:
        statement = LIST.order_by(long_jobs.c.id.desc()).limit(SLICE)
        statement = statement if status is None else statement.where(long_jobs.c.status == status)
        found = read(statement if below is None else statement.where(long_jobs.c.id < below)).all()
        for row in found:
            yield {name: plain(getattr(row, name)) for name in SHOWN}
        if len(found) < SLICE:
            return
        below = found[-1].id


def plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


@jobs.command("retry")
@click.argument("number", type=int)
def retry(number: int) -> None:
    """Go on with one that failed or was cancelled, where it stopped. Exit 4 when there is none of that number."""
    act(number, lambda job: job.retry(by=Person.command_line()), "Only what has failed or was cancelled can be tried again.")
    click.echo(f"Job {number} waits for a worker.")


@jobs.command("cancel")
@click.argument("number", type=int)
def cancel(number: int) -> None:
    """Stop one after the step that it is at; what is done stays done. Exit 4 when there is none of that number."""
    act(number, lambda job: job.cancel(by=Person.command_line()), "It has ended, or is being cancelled already.")
    click.echo(f"Job {number} is cancelled.")


def act(number: int, change: Callable[[LongJob], bool], refusal: str) -> None:
    with writing():
        job = db.session.get(LongJob, number)
        is_changed = job is not None and change(job)
    if job is None:
        stop(f"There is no job {number}.", NOT_FOUND)
    if not is_changed:
        stop(refusal)
