"""The database's schema, brought to the newest revision before the first request."""

import sys

import click
import flask_migrate
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from sqlalchemy import text

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
    upgrade()


def revision_found() -> str | None:
    with db.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


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
