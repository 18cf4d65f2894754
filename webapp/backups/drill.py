"""The drill: the newest backup is restored aside, so that a backup that cannot be restored is known before it is needed."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from flask import current_app
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.pool import NullPool

from webapp.backups.checking import BROKEN, checked
from webapp.backups.copying import counted, run
from webapp.backups.manifest import Manifest, Unusable
from webapp.backups.shelf import shelf, shelved
from webapp.clock import now
from webapp.config import Config
from webapp.extensions import db

RESULT = "drill.json"


@dataclass(frozen=True, slots=True)
class Drill:
    """How the last one went. `trouble` is "" when the backup came back whole; `is_listed`: its rows were not counted."""

    at: str
    name: str
    trouble: str = ""
    is_listed: bool = False

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.at)


def last_drill() -> Drill | None:
    try:
        return Drill(**json.loads((shelf() / RESULT).read_text()))
    except (OSError, ValueError, TypeError):
        return None


def hold_drill(path: Path | None = None) -> Drill | None:
    """Restore a backup aside, by default the newest, and write down how it went. None where there is none."""
    newest = path or next((one.path for one in shelved()), None)
    if newest is None:
        return None
    trouble, is_listed = "", False
    try:
        is_listed = not restored_aside(newest)
    except Unusable as why:
        trouble = why.sentence
    drill = Drill(now().isoformat(timespec="seconds"), newest.name, trouble, is_listed)
    half = shelf() / f"{RESULT}.{os.getpid()}.part"
    half.write_text(json.dumps(asdict(drill)))
    half.replace(shelf() / RESULT)
    return drill


def restored_aside(path: Path) -> bool:
    """Whether it came back with all its rows; False where this database lets us make no other. Raises Unusable."""
    config: Config = current_app.config["LODGE"]
    with checked(path, config.instance) as (manifest, _archive, place):
        if manifest.engine != "postgresql":
            return True  # it was opened and counted by the check
        if db.engine.dialect.name != "postgresql":
            return False
        return restored_into_another(manifest, place)


def restored_into_another(manifest: Manifest, place: Path) -> bool:
    with another_database() as engine:
        if engine is None:
            return False
        run(engine, "pg_restore", "--no-owner", "--no-privileges", "--exit-on-error", "-d", str(engine.url.database), str(place))
        with engine.connect() as connection:
            if counted(connection, manifest.counts) != manifest.counts:
                raise Unusable(f"{BROKEN}: its database does not hold as many rows as it says.")
    return True


@contextmanager
def another_database() -> Iterator[Engine | None]:
    """An empty database on the same server until the end of the block; None where our role may make none."""
    name = f"lodge_drill_{os.getpid()}"
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        try:
            connection.execute(text(f'CREATE DATABASE "{name}"'))
        except ProgrammingError:
            yield None
            return
        try:
            yield create_engine(db.engine.url.set(database=name), poolclass=NullPool)
        finally:
            connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
