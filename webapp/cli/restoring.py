"""A restore as `lodge restore` does it, and the server's own process between two servings when somebody has asked for one."""

import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import click

from webapp.backups.asking import note_outcome, take_asked
from webapp.backups.making import keys
from webapp.backups.manifest import Manifest, Unusable
from webapp.backups.restoring import restore_backup
from webapp.backups.shelf import shelf
from webapp.cli.schema import bring_up_to_date
from webapp.cli.serving import alone
from webapp.config import Config
from webapp.database import writing
from webapp.extensions import db
from webapp.models.event import Event
from webapp.models.person import Person
from webapp.models.resealing import reseal
from webapp.sealing import Sealing


def put_back(config: Config, path: Path, say: Callable[[str], None], *, asked_by: str = "") -> Manifest:
    """Put a backup in the place of what is there, with today's schema, and note it in the log. Raises Unusable."""
    with alone(config.instance):
        manifest, _kept = restore_backup(path, say)
        bring_up_to_date(config)
        # Those of an older key's time are opened by it now, and by the one in use from here on.
        reseal(Sealing(keys()))
    with writing():
        detail = {"made_at": manifest.made_at} | ({"asked_by": asked_by} if asked_by else {})
        Event.record(by=Person.command_line(), action="backup.restored", detail=detail)
    return manifest


def restore_as_asked(config: Config) -> None:
    """What comes of it stands on the page of backups; people are served again afterwards, unless the schema is not ours."""
    asked, trouble, broke_off = take_asked(config), "", False
    click.echo(f"Restoring {asked['name']}, as {asked['by']} has asked for.", err=True)
    try:
        manifest = put_back(config, shelf() / asked["name"], lambda line: click.echo(line, err=True), asked_by=asked["by"])
        click.echo(f"Restored as it was at {manifest.made_at}.", err=True)
    except Unusable as why:
        trouble = why.sentence
        click.echo(f"Not restored: {trouble}", err=True)
    except (Exception, SystemExit) as error:
        trouble, broke_off = f"{type(error).__name__}; the server has written more where it runs.", True
        traceback.print_exc()
        if isinstance(error, SystemExit):
            raise  # why, it has said; the next start would say the same
    finally:
        db.session.remove()
        db.engine.dispose()
        # A disk that is full has no room for it either.
        with suppress(OSError):
            note_outcome(asked, trouble=trouble, broke_off=broke_off)
