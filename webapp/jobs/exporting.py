"""Copies of people's data: made one at a time into the exports folder, as a ZIP of JSON with a page of words."""

import json
import os
import secrets
import zipfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

import structlog
from flask import current_app
from sqlalchemy import Row

from webapp.clock import now
from webapp.config import Config
from webapp.dates import moment_in_words
from webapp.languages import _, mark, speaking
from webapp.models.attachment import files_of_person
from webapp.models.data_export import (
    claim_export,
    drop_expired,
    exports_to_make,
    files_in_use,
    language_of,
    note_made,
    note_not_made,
)
from webapp.models.own_data import Document, parts_of
from webapp.models.reference import show_reference
from webapp.site import settings
from webapp.storage.archive import FileNames, packing

log = structlog.get_logger("lodge.jobs")
# What nobody names any more is removed, unless somebody may be writing it at this moment.
HALF_MADE_FOR = 3600
README = mark(
    """This is a copy of what %(site)s knows about you, made on %(moment)s (UTC).

Each file holds one list as JSON: plain text that programs read, and that any text editor opens. Times are in UTC.

profile.json            your name, address, role and groups
log_ins.json            where you are and were logged in: when, from which network, with which browser
known_browsers.json     browsers in which you have logged in before
trusted_browsers.json   browsers that are not asked for your second step
authenticator_app.json  when you added an authenticator app; never its key
recovery_codes.json     when your recovery codes were made and used; never the codes
passkeys.json           your passkeys, by name; never their keys
identities.json         accounts elsewhere with which you log in
api_tokens.json         your API tokens; never the tokens themselves
accepted_pages.json     which versions of the terms of use and the privacy page you have accepted, and when
saved_views.json        views of lists that you have saved, by name
mails_to_you.json       mails that were written to you, by subject
activity.json           what you did here, and what administrators did to your account
drafts.json             answers that you have not sent
submissions.json        what you have sent, question by question, with the messages to you
files/                  what you have uploaded, in a folder for each thing that you have sent

A file is left out where this portal keeps nothing of that kind. Notes that staff write among themselves and who of them
did what are not part of it.
"""
)


def folder() -> Path:
    config: Config = current_app.config["LODGE"]
    place = config.instance / "exports"
    place.mkdir(mode=0o700, exist_ok=True)
    return place


def make_exports(sender: str, is_stopping: Callable[[], bool]) -> int:
    """Make every copy that is waiting; returns how many are ready now."""
    done = 0
    for export_id in exports_to_make():
        if is_stopping():
            break
        row = claim_export(export_id)
        done += row is not None and make(row)
    return done


def make(row: Row[Any]) -> bool:
    """One copy. Whatever goes wrong is noted, and tried again a few times."""
    name = f"{row.user_id}-{secrets.token_hex(16)}.zip"
    path = folder() / name
    config: Config = current_app.config["LODGE"]
    try:
        with speaking(language_of(row.user_id)):
            write(path, row.user_id, config.locale)
        is_kept = note_made(row, name, path.stat().st_size, f"{config.base_url}/account/data")
    except Exception:
        log.exception("export failed", export=row.id, attempt=row.attempts)
        path.unlink(missing_ok=True)
        note_not_made(row)
        return False
    if not is_kept:
        path.unlink(missing_ok=True)
    return is_kept


def write(path: Path, user_id: int, locale: str) -> None:
    """The ZIP, readable by nobody else on this machine from its first byte on."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", _(README, site=settings()["site_name"], moment=moment_in_words(now(), "UTC")))
        for name, documents in parts_of(user_id, locale).items():
            with archive.open(f"{name}.json", "w") as member:
                for line in lines(documents()):
                    member.write(line.encode())
        names = FileNames()
        for row in files_of_person(user_id):
            place = f"files/{show_reference(row.reference)}" if row.reference else "files/not sent"
            for _piece in packing(archive, names.path(place, row.name), row):
                pass


def lines(documents: Iterable[Document]) -> Iterable[str]:
    """A list as JSON, one document after the other, never all of them in memory."""
    between = "[\n"
    for document in documents:
        yield between + json.dumps(document, ensure_ascii=False, indent=2, default=str)
        between = ",\n"
    yield "\n]\n" if between == ",\n" else "[]\n"


def remove_old_exports() -> int:
    """Remove each copy whose day is over, and each file that nobody names; returns how many files."""
    drop_expired()
    kept, removed = files_in_use(), 0
    for path in folder().glob("*.zip"):
        with suppress(FileNotFoundError):
            is_young = now().timestamp() - path.stat().st_mtime < HALF_MADE_FOR
            if path.name not in kept and not is_young:
                path.unlink()
                removed += 1
    return removed
