"""Taking in an upload: every check in order, the cheap ones first, then its bytes into the store."""

import hashlib
from dataclasses import dataclass
from typing import IO
from uuid import UUID, uuid4

from flask import current_app

from webapp.kinds.file_name import harmless_name
from webapp.kinds.file_types import PICTURES, TYPES, Limits, ending_of
from webapp.only_looking import check_writable
from webapp.storage import storage
from webapp.storage.content import is_what_it_says
from webapp.storage.pictures import NotDrawn, redrawn
from webapp.storage.scanner import Away, Unscanned, is_harmful
from webapp.storage.store import pieces


class NotTaken(Exception):
    """Why an upload was not kept: a key of the kind's SENTENCES."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Taken:
    """An upload whose bytes are in the store under `id`, and that no row names yet. `is_looked_at`: nobody has to any more."""

    id: UUID
    name: str
    size: int
    type: str
    sha256: str
    is_looked_at: bool = True


def take_in(file: IO[bytes], given_name: str, limits: Limits) -> Taken:
    """Raises NotTaken, or ReadOnly; nothing is stored then."""
    check_writable()
    ending = examined(file, given_name, limits)
    is_looked_at = scanned(file)
    kept = file
    if ending in PICTURES:
        try:
            kept = redrawn(file, ending, limits.longest_side)
        except NotDrawn as refusal:
            raise NotTaken(refusal.reason) from refusal
    kept.seek(0)
    digest, size = hashlib.sha256(), 0
    for piece in pieces(kept):
        digest.update(piece)
        size += len(piece)
    taken = Taken(uuid4(), harmless_name(given_name), size, TYPES[ending], digest.hexdigest(), is_looked_at)
    if size > limits.most_bytes:
        raise NotTaken("big")
    kept.seek(0)
    try:
        storage().put(taken.id.hex, kept)
    except OSError as error:
        raise NotTaken("away") from error
    return taken


def scanned(file: IO[bytes]) -> bool:
    """Whether nobody has to look at it any more. While the scanner is away it is kept, and nobody has it before it was
    looked at; what the scanner refuses to look at is not taken."""
    scanner: str = current_app.config["LODGE"].scanner
    if not scanner:
        return True
    try:
        found = is_harmful(file, scanner)
    except Away:
        return False
    except Unscanned as refused:
        raise NotTaken("unscanned") from refused
    if found:
        raise NotTaken("harmful")
    return True


def examined(file: IO[bytes], given_name: str, limits: Limits) -> str:
    """The ending, once size, ending and content agree with what is taken here."""
    size = file.seek(0, 2)
    if size > limits.most_bytes:
        raise NotTaken("big")
    if size == 0:
        raise NotTaken("empty")
    ending = ending_of(harmless_name(given_name))
    if ending not in limits.types:
        raise NotTaken("type")
    if not is_what_it_says(file, ending):
        raise NotTaken("mismatch")
    return ending
