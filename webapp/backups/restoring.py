"""Restoring a backup: checked first, what is there now kept aside, and then in one step that happens or does not.

SQLite: the checked file takes the place of the database by one rename. PostgreSQL: everything in one transaction.
Uploads are only added, under their random names, before that step; what the database does not name goes with the next purge.
"""

import os
import time
import zipfile
from collections.abc import Callable
from contextlib import closing
from datetime import UTC
from pathlib import Path

from flask import current_app
from sqlalchemy import text

from webapp.backups.checking import checked
from webapp.backups.copying import replay
from webapp.backups.making import UPLOADS, make_backup
from webapp.backups.manifest import Manifest, Unusable
from webapp.backups.shelf import shelf, stamped
from webapp.clock import now
from webapp.columns import Base
from webapp.config import Config
from webapp.database import sqlite_driver
from webapp.extensions import db
from webapp.storage import storage
from webapp.storage.folder import sync

# Seconds in which PostgreSQL gets round to ending what has hung up.
LEAVING = 3.0
# Whoever was logged in then may have been logged out since, and a link of then may have been used since.
ENDED = {
    "login_session": "UPDATE login_session SET revoked_at = '{moment}', revoked_reason = 'restored' WHERE revoked_at IS NULL",
    "link": "UPDATE link SET expires_at = '{moment}' WHERE used_at IS NULL AND expires_at > '{moment}'",
    "trusted_device": "DELETE FROM trusted_device",
    # It has left since, and may be sent again by hand.
    "outbox_mail": "UPDATE outbox_mail SET state = 'held', leased_until = NULL, leased_by = '' WHERE state = 'waiting'",
    # Somebody has seen it through since, on other rows than these.
    "long_job": "UPDATE long_job SET status = 'cancelled', ended_at = '{moment}', leased_until = NULL, leased_by = ''"
    " WHERE status IN ('waiting', 'running')",
}
# What belongs to an extension comes and goes with it.
FUNCTIONS = """
    SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    LEFT JOIN pg_depend d ON d.objid = p.oid AND d.deptype = 'e'
    WHERE n.nspname = current_schema() AND d.objid IS NULL
"""
OTHERS = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"


def restore_backup(path: Path, say: Callable[[str], None] = lambda line: None) -> tuple[Manifest, Path | None]:
    """(what was restored, where what was there before is kept). Raises Unusable, and then nothing has changed."""
    config: Config = current_app.config["LODGE"]
    with checked(path, config.instance) as (manifest, archive, place):
        if manifest.engine != db.engine.dialect.name:
            raise Unusable(f"This backup is of {manifest.engine}, and this portal runs on {db.engine.dialect.name}.")
        say(f"The backup of {manifest.made_at} is whole.")
        check_unused()
        # Checking a large one takes long: it does not count as left behind for the backup that follows.
        place.touch()
        kept = keep_present(say)
        put_uploads(archive, manifest)
        replace = replace_postgresql if manifest.engine == "postgresql" else replace_sqlite
        replace(place, manifest)
        return manifest, kept


def keep_present(say: Callable[[str], None]) -> Path | None:
    """What is there now, as a backup of its own; None where there is nothing."""
    with db.engine.connect() as connection:
        if not db.inspect(connection).has_table("alembic_version"):
            return None
    kept = shelf() / stamped("before-restore")
    make_backup(kept)
    say(f"What was there until now is kept in {kept}.")
    return kept


def check_unused() -> None:
    """Nobody else may be at work on the database: what they write would be lost, or stand in the way."""
    db.session.remove()
    db.engine.dispose()
    if db.engine.dialect.name != "postgresql":
        return
    deadline = time.monotonic() + LEAVING
    with db.engine.connect() as connection:
        while connection.execute(text(OTHERS)).scalar_one():
            if time.monotonic() > deadline:
                raise Unusable(
                    "Somebody is connected to the database. Stop Lodge and its workers on every machine, then try again."
                )
            time.sleep(0.1)


def put_uploads(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    for name in (one.removeprefix(UPLOADS) for one in manifest.files if one.startswith(UPLOADS)):
        try:
            next(iter(storage().chunks(name)), None)
        except FileNotFoundError:
            with archive.open(UPLOADS + name) as member:
                storage().put(name, member)


def ending(manifest: Manifest, zone: str) -> list[str]:
    moment = now().astimezone(UTC).replace(tzinfo=None).isoformat(sep=" ", timespec="microseconds")
    return [statement.format(moment=moment + zone) for name, statement in ENDED.items() if name in manifest.counts]


def replace_sqlite(place: Path, manifest: Manifest) -> None:
    database = Path(db.engine.url.database or "")
    with closing(sqlite_driver.connect(place, isolation_level=None)) as connection:
        for statement in ending(manifest, ""):
            connection.execute(statement)
    close_sqlite(database)
    # Beside it, so that the last step is a rename within one folder.
    ready = database.with_name(f"{database.name}.restored")
    place.replace(ready)
    handle = os.open(ready, os.O_RDONLY)
    os.fsync(handle)
    os.close(handle)
    ready.replace(database)
    sync(database.parent)


def close_sqlite(database: Path) -> None:
    """Everything into the one file, and none beside it that would be taken for the new one's."""
    db.session.remove()
    db.engine.dispose()
    if not database.exists():
        return
    with closing(sqlite_driver.connect(database, timeout=1)) as connection:
        try:
            mode = connection.execute("PRAGMA journal_mode=DELETE").fetchone()[0]
        except sqlite_driver.OperationalError:
            mode = "locked"
    if mode != "delete":
        raise Unusable("Somebody is at work on the database. Stop Lodge and its workers, then try again.")


def replace_postgresql(place: Path, manifest: Manifest) -> None:
    """Drop what is there, put in what was, end what stood open: one transaction."""
    with db.engine.connect() as connection:
        functions = connection.execute(text(FUNCTIONS)).scalars().all()
    tables = ", ".join(f'"{name}"' for name in [*Base.metadata.tables, "alembic_version"])
    dropped = [f"DROP TABLE IF EXISTS {tables} CASCADE;", *(f"DROP FUNCTION IF EXISTS {one} CASCADE;" for one in functions)]
    after = ["SELECT set_config('search_path', 'public', false);", *(f"{statement};" for statement in ending(manifest, "+00"))]
    replay(db.engine, place, before="\n".join(dropped), after="\n".join(after))
