"""`lodge backup` and `lodge restore`: the portal as one file, and back."""

import json
import sys
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext

from webapp.backups.checking import checked
from webapp.backups.drill import hold_drill
from webapp.backups.making import make_backup
from webapp.backups.manifest import Manifest, Unusable
from webapp.backups.shelf import shelf, shelved, stamped
from webapp.cli.restoring import put_back
from webapp.cli.told import stop, tell_all
from webapp.config import Config

backup = AppGroup("backup", help="The portal as one file. Exit codes: 0 done, 1 not, the reason stands on standard error.")


@backup.command("create")
@click.option("--to", "target", type=click.Path(path_type=Path), help="Where it goes; by default the folder `backups`.")
@click.option("--without-uploads", is_flag=True, help="The database alone.")
@click.option("--json", "as_json", is_flag=True)
def create(target: Path | None, without_uploads: bool, as_json: bool) -> None:
    """Write the database and the uploads into one file, while Lodge goes on. The secret key is not in it: keep that apart."""
    target = target or shelf() / stamped("by-hand")
    try:
        manifest = make_backup(target, has_uploads=not without_uploads)
    except Unusable as why:
        stop(why.sentence)
    tell(target, manifest, as_json=as_json)


@backup.command("verify")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True)
def verify(file: Path, as_json: bool) -> None:
    """Read all of a backup and compare it with what it says about itself. Nothing is changed."""
    config: Config = current_app.config["LODGE"]
    try:
        with checked(file, config.instance) as (manifest, _archive, _place):
            tell(file, manifest, as_json=as_json)
    except Unusable as why:
        stop(why.sentence)


@backup.command("list")
@click.option("--json", "as_json", is_flag=True)
def list_all(as_json: bool) -> None:
    """The backups in the folder `backups`, newest first."""
    rows = ({"file": str(one.path), "made_at": one.made_at.isoformat(), "why": one.why, "bytes": one.size} for one in shelved())
    tell_all(rows, as_json=as_json)


@backup.command("drill")
@click.argument("file", type=click.Path(path_type=Path), required=False)
def drill(file: Path | None) -> None:
    """Restore a backup aside, by default the newest, to see that it comes back. Exit 1 when it does not."""
    held = hold_drill(file)
    if held is None:
        stop("There is no backup yet. Run: lodge backup create")
    if held.trouble:
        stop(held.trouble)
    click.echo(f"{held.name} came back{', but its rows were not counted' if held.is_listed else ' with all its rows'}.")


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True, help="Without asking.")
@with_appcontext
def restore(file: Path, yes: bool) -> None:
    """Put a backup in the place of what is there. Everybody has to log in again; what was there until now is kept aside.

    Lodge and its workers have to be stopped.
    """
    config: Config = current_app.config["LODGE"]
    if not yes:
        click.confirm("Everything since that backup goes from the portal. Restore it?", abort=True)
    try:
        manifest = put_back(config, file, lambda line: click.echo(line, err=True))
    except Unusable as why:
        stop(why.sentence)
    click.echo(f"Restored as it was at {manifest.made_at}.")


def tell(path: Path, manifest: Manifest, *, as_json: bool) -> None:
    uploads = sum(name.startswith("uploads/") for name in manifest.files)
    if as_json:
        facts = {"file": str(path), "bytes": path.stat().st_size, "made_at": manifest.made_at, "schema": manifest.head}
        more = {"engine": manifest.engine, "counts": manifest.counts, "uploads": uploads, "missing": manifest.missing}
        json.dump(facts | more | {"left_out": manifest.left_out}, sys.stdout, indent=1)
        click.echo()
        return
    people, sent = manifest.counts.get("user", 0), manifest.counts.get("submission", 0)
    click.echo(f"{path}: of {manifest.made_at}, {people:,} people, {sent:,} submissions, {uploads:,} uploads.")
    click.echo(f"Not in it: {', '.join(manifest.left_out)}.", err=True)
