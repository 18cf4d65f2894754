"""A restore that somebody has asked for in the browser, done by the server's own process between two servings."""

import click

from webapp.backups.asking import note_outcome, take_asked
from webapp.backups.manifest import Unusable
from webapp.backups.restoring import restore_backup
from webapp.backups.shelf import shelf
from webapp.cli.schema import bring_up_to_date
from webapp.cli.serving import alone
from webapp.config import Config
from webapp.database import writing
from webapp.extensions import db
from webapp.models.event import Event
from webapp.models.person import Person


def restore_as_asked(config: Config) -> None:
    """What comes of it stands on the page of backups; whatever that is, people are served again afterwards."""
    asked = take_asked(config)
    click.echo(f"Restoring {asked['name']}, as {asked['by']} has asked for.", err=True)
    try:
        with alone(config.instance):
            manifest, _kept = restore_backup(shelf() / asked["name"])
            bring_up_to_date(config)
    except Unusable as why:
        click.echo(f"Not restored: {why.sentence}", err=True)
        note_outcome(asked, trouble=why.sentence)
        return
    with writing():
        detail = {"made_at": manifest.made_at, "asked_by": asked["by"]}
        Event.record(by=Person.command_line(), action="backup.restored", detail=detail)
    db.session.remove()
    db.engine.dispose()
    note_outcome(asked)
    click.echo(f"Restored as it was at {manifest.made_at}.", err=True)
