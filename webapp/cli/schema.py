"""The database's schema, brought to the newest revision before the first request."""

import sys

import click
import flask_migrate
from alembic.script import ScriptDirectory
from flask import current_app
from sqlalchemy import text

from webapp.backups.making import make_backup
from webapp.backups.manifest import Unusable
from webapp.backups.shelf import shelf, stamped
from webapp.checkup.machine import revision_found
from webapp.config import Config
from webapp.extensions import db

# Any number that nothing else in the database takes: losers wait for the one node that migrates.
MIGRATION_LOCK = 0x6C6F646E
TOO_NEW = 3


def bring_up_to_date(config: Config) -> None:
    """Migrate as LODGE_MIGRATE says. Older code on newer data: one sentence, exit 3."""
    scripts = ScriptDirectory(str(current_app.config["MIGRATIONS"]))
    newest = scripts.get_current_head()
    found = revision_found()
    if found == newest or config.migrate == "off":
        return
    if found is not None and found not in {script.revision for script in scripts.walk_revisions()}:
        click.echo(f"The database is at revision {found}, newer than this Lodge ({newest}). Install the newer Lodge.", err=True)
        sys.exit(TOO_NEW)
    if config.migrate == "check":
        click.echo(f"The database is at revision {found}, this Lodge needs {newest}. Run: lodge db upgrade", err=True)
        sys.exit(1)
    if found is not None and db.engine.dialect.name == "sqlite":
        keep_before(config)
    upgrade()


def keep_before(config: Config) -> None:
    """One machine, one file: what was there before can be brought back. The uploads are not changed by it."""
    if config.backups == "off":
        return
    try:
        make_backup(shelf() / stamped("before-migration"), has_uploads=False)
    except Unusable as why:
        click.echo(f"{why.sentence} Nothing was migrated; with LODGE_BACKUPS=off it is, without a backup.", err=True)
        sys.exit(1)


def upgrade() -> None:
    """Upgrade, one node at a time on PostgreSQL."""
    if db.engine.dialect.name != "postgresql":
        flask_migrate.upgrade()
        return
    with db.engine.connect() as connection:
        connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": MIGRATION_LOCK})
        try:
            flask_migrate.upgrade()
        finally:
            connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": MIGRATION_LOCK})
