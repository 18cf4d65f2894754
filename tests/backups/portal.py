"""A portal of its own, for a restore takes the database away from under whoever uses it."""

import io
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from flask import Flask
from sqlalchemy import text

from tests.support import stage
from tests.support.browser import Browser
from tests.support.databases import environ_for, migrated, worker
from tests.support.live import LODGE
from tests.support.make import make_user, sign_in
from tests.support.postgresql import new_database
from tests.support.stage import own_context, saving
from webapp.backups.making import make_backup
from webapp.backups.manifest import Manifest
from webapp.backups.restoring import restore_backup
from webapp.config import ROOT
from webapp.extensions import db
from webapp.models.file import File
from webapp.storage import storage

LETTER = b"Dear Sir or Madam"


@dataclass
class Portal:
    """An application on an instance, and the environment in which `lodge` finds it."""

    app: Flask
    instance: Path
    environ: dict[str, str]

    def back_up(self, name: str = "one.zip") -> Path:
        target = self.instance.parent / name
        target.unlink(missing_ok=True)
        with own_context():
            make_backup(target)
        return target

    def restore(self, path: Path) -> Manifest:
        with own_context():
            manifest, _kept = restore_backup(path)
            self.let_go()
        return manifest

    def let_go(self) -> None:
        db.session.remove()
        db.engine.dispose()

    def people(self) -> list[str]:
        with own_context():
            names = list(db.session.execute(text('SELECT name FROM "user" ORDER BY name')).scalars())
            self.let_go()
        return names

    def lodge(self, *words: str) -> subprocess.CompletedProcess[str]:
        command = [LODGE, *words]
        return subprocess.run(command, env=os.environ | self.environ, cwd=ROOT, capture_output=True, text=True, check=False)


@contextmanager
def portal(engine: str, folder: Path, name: str) -> Iterator[Portal]:
    instance = folder / "instance"
    address = new_database(f"lodge_{name}_{worker()}") if engine == "postgresql" else ""
    environ = environ_for(instance, **({"database_url": address} if address else {}))
    its = Portal(migrated(environ), instance, environ)
    stage.put_on(its.app)
    with own_context():
        its.let_go()
    yield its


def add_letter() -> str:
    """A file that somebody has uploaded; its name in the store."""
    user, file_id = make_user(), uuid4()
    with own_context():
        storage().put(file_id.hex, io.BytesIO(LETTER))
    values = {"question": "f_letter", "control": "f_letter", "name": "a.txt", "type": "text/plain", "sha256": "0" * 64}
    with saving() as session:
        session.add(File(id=file_id, user_id=user.id, size=len(LETTER), **values))
    return file_id.hex


def somebody_logged_in(its: Portal) -> Browser:
    return sign_in(Browser(its.app), make_user("owner"))
