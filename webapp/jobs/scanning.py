"""Uploads that nobody could look at when they came: looked at as soon as the scanner answers."""

import tempfile
from collections.abc import Callable
from typing import IO
from uuid import UUID

import structlog
from flask import current_app

from webapp.database import writing
from webapp.models.scanning import is_clean, take_away, waiting_to_be_scanned
from webapp.storage import storage
from webapp.storage.scanner import Away, Unscanned, is_harmful

log = structlog.get_logger("lodge.jobs")
# Seconds for each of its steps: nobody waits for the answer.
PATIENCE = 120.0
IN_MEMORY = 1 << 20


def scan_uploads(sender: str, is_stopping: Callable[[], bool]) -> None:
    """The oldest first; while the scanner is away they wait for the next round."""
    for file in waiting_to_be_scanned():
        if is_stopping():
            return
        try:
            reason = found_in(file.id)
        except Away:
            return
        with writing():
            if reason:
                take_away(file, reason)
            else:
                is_clean(file.id)


def found_in(file_id: UUID) -> str:
    """Why it cannot stay, "" when it can: so it is too where nobody is to look any more. Raises Away."""
    scanner: str = current_app.config["LODGE"].scanner
    if not scanner:
        return ""
    try:
        with tempfile.SpooledTemporaryFile(IN_MEMORY) as content:
            copy(file_id, content)
            return "taken" if is_harmful(content, scanner, PATIENCE) else ""
    except Away:
        raise
    except (Unscanned, FileNotFoundError):
        return "unchecked"


def copy(file_id: UUID, target: IO[bytes]) -> None:
    for piece in storage().chunks(file_id.hex):
        target.write(piece)
