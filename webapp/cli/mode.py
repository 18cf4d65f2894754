"""`lodge mode`: whether the portal is open, can only be read, or is closed to all but owners."""

import click
from flask.cli import AppGroup

from webapp.database import writing
from webapp.models.person import Person
from webapp.models.setting import Setting, current
from webapp.models.setting_registry import MODES
from webapp.site import forget_settings

mode = AppGroup("mode", help="Normal, read_only (nothing is changed), maintenance (owners alone).")


@mode.command("show")
def show() -> None:
    """The mode in force."""
    click.echo(current()["mode"])


@mode.command("set")
@click.argument("wanted", metavar="MODE", type=click.Choice(MODES))
def set_mode(wanted: str) -> None:
    """Change it. Every node follows within five seconds."""
    with writing():
        has_changed = Setting.change("mode", wanted, by=Person.command_line())
    forget_settings()
    click.echo(f"The mode is {wanted}{'' if has_changed else ' already'}.")
