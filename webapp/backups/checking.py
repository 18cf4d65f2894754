"""Checking a backup: every byte against what it says, and the database in it against itself. Nothing is changed by it."""

import hashlib
import os
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO

from alembic.script import ScriptDirectory
from flask import current_app

from webapp.backups.copying import DATABASE, counted, opened, run
from webapp.backups.encrypting import decrypted, is_encrypted
from webapp.backups.making import keys
from webapp.backups.manifest import NAME, Manifest, Unusable
from webapp.backups.shelf import sweep
from webapp.config import Config
from webapp.database import sqlite_driver
from webapp.extensions import db
from webapp.storage.store import pieces

BROKEN = "This backup was cut short or altered"
LARGEST_MANIFEST = 64 << 20


@contextmanager
def checked(path: Path, folder: Path) -> Iterator[tuple[Manifest, zipfile.ZipFile, Path]]:
    """(what it says, the archive, its database unpacked in `folder` until the end of the block). Raises Unusable."""
    sweep()
    with archive_at(path) as archive:
        manifest = manifest_in(archive)
        check_names(archive, manifest)
        name = DATABASE.get(manifest.engine, "")
        place = folder / f"{name}.{os.getpid()}.check"
        try:
            for one in manifest.files:
                if one != name:
                    compare(archive, manifest, one, None)
            with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                compare(archive, manifest, name, file)
                file.flush()
                os.fsync(file.fileno())
            check_database(manifest, place)
            yield manifest, archive, place
        finally:
            place.unlink(missing_ok=True)


@contextmanager
def archive_at(path: Path) -> Iterator[zipfile.ZipFile]:
    config: Config = current_app.config["LODGE"]
    try:
        if is_encrypted(path):
            with decrypted(path, config.backup_passphrase, config.instance) as clear, zipfile.ZipFile(clear) as archive:
                yield archive
            return
        with path.open("rb") as file, zipfile.ZipFile(file) as archive:
            yield archive
    except FileNotFoundError as error:
        raise Unusable(f"There is no file {path}.") from error
    except (zipfile.BadZipFile, EOFError) as error:
        raise Unusable(f"{BROKEN}, or it is no backup of Lodge.") from error
    except OSError as error:
        raise Unusable(f"{path} cannot be read: {error.strerror or type(error).__name__}.") from error


def manifest_in(archive: zipfile.ZipFile) -> Manifest:
    try:
        info = archive.getinfo(NAME)
    except KeyError as error:
        raise Unusable("This is no backup of Lodge: it does not say what it holds.") from error
    if info.file_size > LARGEST_MANIFEST:
        raise Unusable("This is no backup of Lodge.")
    manifest = Manifest.read(archive.read(info), keys())
    known = {script.revision for script in ScriptDirectory(str(current_app.config["MIGRATIONS"])).walk_revisions()}
    if manifest.head not in known:
        raise Unusable(f"This backup is of a newer Lodge (schema {manifest.head}). Install that one to use it.")
    return manifest


def check_names(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    if sorted(archive.namelist()) != sorted([*manifest.files, NAME]) or DATABASE.get(manifest.engine) not in manifest.files:
        raise Unusable(f"{BROKEN}: it does not hold the files that it names.")


def compare(archive: zipfile.ZipFile, manifest: Manifest, name: str, target: IO[bytes] | None) -> None:
    """Read one of its files, into `target` where there is one."""
    size, digest = 0, hashlib.sha256()
    most, expected = manifest.files[name]
    with archive.open(name) as member:
        for piece in pieces(member):
            size += len(piece)
            if size > most:
                break
            digest.update(piece)
            if target is not None:
                target.write(piece)
    if (size, digest.hexdigest()) != (most, expected):
        raise Unusable(f"{BROKEN}: {name} is not what was put into it.")


def check_database(manifest: Manifest, place: Path) -> None:
    if manifest.engine == "postgresql":
        if db.engine.dialect.name == "postgresql":
            run(db.engine, "pg_restore", "--list", str(place))
        return
    with closing(sqlite_driver.connect(place)) as connection:
        try:
            said = connection.execute("PRAGMA integrity_check").fetchone()[0]
        except sqlite_driver.DatabaseError as error:
            raise Unusable(f"{BROKEN}: its database cannot be opened.") from error
        broken = connection.execute("PRAGMA foreign_key_check").fetchone()
    if said != "ok" or broken is not None:
        raise Unusable(f"{BROKEN}: its database is not whole.")
    with opened(place) as its:
        if counted(its, manifest.counts) != manifest.counts:
            raise Unusable(f"{BROKEN}: its database does not hold as many rows as it says.")
