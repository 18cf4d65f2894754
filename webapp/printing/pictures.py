"""The pictures of a submission as its PDF shows them: drawn anew, small, and only so many."""

import base64
import io
from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

import structlog
from PIL import Image
from sqlalchemy import select

from webapp.database import read
from webapp.kinds.file_types import PICTURES, TYPES
from webapp.models.file import File
from webapp.storage import storage
from webapp.storage.pictures import MOST_PIXELS, TURN

# More than anybody looks at on paper; what comes after is named, as every other file is.
MOST = 40
LONGEST_SIDE, QUALITY = 1000, 80
SHAPES = frozenset({"files", "pictures"})
log = structlog.get_logger("lodge.printing")
ATTACHED = select(File.id).where(File.state == "attached", File.type.in_([TYPES[ending] for ending in PICTURES]))


def pictures_on(pages: Iterable[Any]) -> list[UUID]:
    """The files among the answers of these pages that are pictures, in the order in which they stand there."""
    answers = [row.answer for page in pages for row in page.rows if row.answer is not None and row.answer.shape in SHAPES]
    named = [UUID(key) for answer in answers for key in answer.keys]
    there = set(read(ATTACHED.where(File.id.in_(named))).scalars()) if named else set()
    return [one for one in named if one in there][:MOST]


def small(files: Iterable[UUID]) -> Iterator[tuple[str, str]]:
    """(id, JPEG in base64) of each that can be drawn; one that cannot is left to its name."""
    for file in files:
        try:
            yield str(file), base64.b64encode(shrunk(b"".join(storage().chunks(file.hex)))).decode()
        except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
            log.warning("picture not on paper", file=str(file), error=type(error).__name__)


def shrunk(content: bytes) -> bytes:
    """On white, for paper. Raises OSError or ValueError for what is no picture, or one that is too large to be drawn."""
    with TURN, Image.open(io.BytesIO(content), formats=["JPEG", "PNG", "WEBP"]) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            raise ValueError("too many pixels")
        picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        seen = picture.convert("RGBA")
    paper = Image.new("RGB", seen.size, "white")
    paper.paste(seen, mask=seen)
    target = io.BytesIO()
    paper.save(target, "JPEG", quality=QUALITY)
    return target.getvalue()
