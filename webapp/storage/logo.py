"""The organisation's logo out of an upload: drawn anew as pictures of forms are, and light enough for each first page."""

from dataclasses import dataclass
from typing import IO

from PIL import Image

from webapp.kinds.file_types import MEGABYTE, TYPES, Limits, ending_of
from webapp.storage.intake import NotTaken, examined, scanned
from webapp.storage.pictures import NotDrawn, redrawn

LIMITS = Limits(("png", "jpg", "webp"), 4 * MEGABYTE, 1)
# It stands 32 pixels high; screens with small ones draw three for each. The first size that is light enough is taken.
SIDES = (512, 256, 128, 96)
LIGHT = 60_000


@dataclass(frozen=True, slots=True)
class Drawn:
    """A logo as it is kept."""

    content: bytes
    type: str
    width: int
    height: int


def drawn_logo(file: IO[bytes], given_name: str) -> Drawn:
    """Raises NotTaken, whose reason is a key of the kind's SENTENCES."""
    ending = examined(file, given_name, LIMITS)
    if not scanned(file):
        raise NotTaken("unscanned")
    for side in SIDES:
        try:
            clean = redrawn(file, ending, side)
        except NotDrawn as refusal:
            raise NotTaken(refusal.reason) from refusal
        content = clean.getvalue()
        if len(content) <= LIGHT:
            with Image.open(clean) as picture:
                return Drawn(content, TYPES[ending_of(given_name)], picture.width, picture.height)
    raise NotTaken("huge")
