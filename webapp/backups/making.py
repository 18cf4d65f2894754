"""Making a backup: the database first, then the uploads that it names, then what is in it, into one file."""

import hashlib
import os
import shutil
import zipfile
from collections.abc import Iterable
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

from flask import current_app

from webapp.backups.copying import DATABASE, copied
from webapp.backups.encrypting import encrypt
from webapp.backups.manifest import NAME, Manifest, Unusable
from webapp.backups.shelf import sweep
from webapp.clock import now
from webapp.config import Config
from webapp.extensions import db
from webapp.key_file import is_own, keys_of_backups
from webapp.storage import storage
from webapp.storage.folder import sync
from webapp.storage.store import pieces

# Beside what is measured: names, ends of archives, and somebody who uploads meanwhile.
SPARE = 64 << 20
UPLOADS = "uploads/"


def make_backup(target: Path, *, has_uploads: bool = True) -> Manifest:
    """Write it to `target`, which is complete and on disk, or not there. Raises Unusable with a sentence."""
    if target.exists():
        raise Unusable(f"{target} is there already. Name another file.")
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    sweep()
    check_room(target.parent, has_uploads=has_uploads)
    half = target.with_name(f"{target.name}.{os.getpid()}.part")
    try:
        with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            manifest = write(zipfile.ZipFile(file, "w", zipfile.ZIP_STORED), target.parent, has_uploads=has_uploads)
            file.flush()
            os.fsync(file.fileno())
        encrypt_in_place(half)
        half.rename(target)
        sync(target.parent)
    except OSError as error:
        raise Unusable(f"The backup could not be written: {error.strerror or type(error).__name__}.") from error
    finally:
        half.unlink(missing_ok=True)
    return manifest


def encrypt_in_place(half: Path) -> None:
    """Where there is a passphrase: the clear one is gone before the backup has its name."""
    config: Config = current_app.config["LODGE"]
    if not config.backup_passphrase:
        return
    closed = half.with_name(f"{half.name}.closed.part")
    try:
        encrypt(half, closed, config.backup_passphrase)
        closed.rename(half)
    finally:
        closed.unlink(missing_ok=True)


def write(archive: zipfile.ZipFile, folder: Path, *, has_uploads: bool) -> Manifest:
    files: dict[str, list[object]] = {}
    missing: list[str] = []
    with archive, copied(db.engine, folder) as copy:
        name = DATABASE[db.engine.dialect.name]
        with copy.path.open("rb") as file:
            files[name] = add(archive, name, pieces(file), compress=name.endswith("sqlite"))
        for upload in copy.uploads if has_uploads else ():
            try:
                files[UPLOADS + upload] = add(archive, UPLOADS + upload, storage().chunks(upload))
            except FileNotFoundError:
                missing.append(upload)  # purged since
        manifest = Manifest(
            lodge=version("lodge"),
            engine=db.engine.dialect.name,
            head=copy.head,
            made_at=now().isoformat(timespec="seconds"),
            counts=copy.counts,
            files=files,
            missing=missing,
            has_uploads=has_uploads,
        )
        archive.writestr(NAME, manifest.sealed(keys()))
    return manifest


def add(archive: zipfile.ZipFile, name: str, chunks: Iterable[bytes], *, compress: bool = False) -> list[object]:
    """[bytes, SHA-256] of what was added, never all of it in memory."""
    info = zipfile.ZipInfo(name, now().timetuple()[:6])
    info.compress_type = zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED
    info.external_attr = 0o600 << 16
    digest, size = hashlib.sha256(), 0
    with archive.open(info, "w", force_zip64=True) as member:
        for chunk in chunks:
            member.write(chunk)
            digest.update(chunk)
            size += len(chunk)
    return [size, digest.hexdigest()]


def keys() -> tuple[str, ...]:
    """A backup is sealed with the first; one that is older may be sealed with any of the others."""
    config: Config = current_app.config["LODGE"]
    if not is_own(config.instance, config.secret_key):
        return config.signing_keys
    return (*config.signing_keys, *(key for key in keys_of_backups(config.instance) if key not in config.signing_keys))


def check_room(folder: Path, *, has_uploads: bool) -> None:
    """The copy of the database and the file stand beside each other for a while."""
    config: Config = current_app.config["LODGE"]
    # An encrypted one lies there beside the clear one for a while.
    times = 2 if config.backup_passphrase else 1
    needed = 2 * database_size() + times * (uploads_size() if has_uploads else 0) + SPARE
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise Unusable(
            f"{needed >> 20} MiB are needed in {folder}, and {free >> 20} are free. Make room, or name another folder."
        )


def database_size() -> int:
    if db.engine.dialect.name == "postgresql":
        with db.engine.connect() as connection:
            return int(connection.exec_driver_sql("SELECT pg_database_size(current_database())").scalar_one())
    path = Path(db.engine.url.database or "")
    return sum(one.stat().st_size for one in (path, path.with_name(path.name + "-wal")) if one.exists())


def uploads_size() -> int:
    """Of the folder; a bucket tells no size for nothing."""
    root = getattr(storage(), "root", None)
    total = 0
    for path in root.glob("??/*") if root is not None else ():
        with suppress(FileNotFoundError):
            total += path.stat().st_size
    return total
