"""`lodge tidy`: drop what time has made useless. Safe at any hour, as often as one likes."""

import click
from flask.cli import with_appcontext

from webapp.jobs.exporting import remove_old_exports
from webapp.models.tidying import tidy as tidying


@click.command("tidy")
@with_appcontext
def tidy() -> None:
    """Drop expired drafts, old log-ins, counters and the like; lift lapsed suspensions; erase who can be restored no more,
    and what was announced to be kept no longer."""
    for what, number in tidying():
        click.echo(f"{number:>8,} {what}")
    click.echo(f"{remove_old_exports():>8,} old copies of people's data")
