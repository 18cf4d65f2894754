"""Pictures drawn anew: the pixels are kept, and nothing that was written beside them (places, cameras, other files)."""

import io
import threading
from typing import IO

from PIL import Image, ImageOps, UnidentifiedImageError

FORMATS = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP"}
# A phone takes 48 million. What a decoder needs of memory is bounded by this before it begins.
MOST_PIXELS = 50_000_000
QUALITY = 90
BAND = 256
# One at a time in each process: several large ones at once would not fit a small machine.
TURN = threading.Semaphore(1)


class NotDrawn(Exception):
    """Why a picture was not drawn anew."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def redrawn(file: IO[bytes], ending: str, longest_side: int | None) -> io.BytesIO:
    """The picture, turned as its camera was held, no side longer than `longest_side` pixels. Raises NotDrawn."""
    file.seek(0)
    try:
        with TURN, Image.open(file, formats=[FORMATS[ending]]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise NotDrawn("huge")
            return drawn(picture, FORMATS[ending], longest_side)
    except Image.DecompressionBombError as error:
        raise NotDrawn("huge") from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, OverflowError, MemoryError) as error:
        raise NotDrawn("unreadable") from error


def drawn(picture: Image.Image, format: str, longest_side: int | None) -> io.BytesIO:
    if longest_side is not None:
        # A JPEG is then decoded at a half, a quarter or an eighth of its size: time and memory with it.
        picture.draft(None, (longest_side, longest_side))
    ImageOps.exif_transpose(picture, in_place=True)
    if longest_side is not None:
        picture.thumbnail((longest_side, longest_side), Image.Resampling.LANCZOS)
    clean = copied(picture, has_transparency=format != "JPEG" and is_transparent(picture))
    target = io.BytesIO()
    clean.save(target, format, **({} if format == "PNG" else {"quality": QUALITY}))
    target.seek(0)
    return target


def is_transparent(picture: Image.Image) -> bool:
    return picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info


def copied(picture: Image.Image, *, has_transparency: bool) -> Image.Image:
    """The pixels alone: whatever else the old picture carried stays behind. A band after the other, so that there are two
    pictures in memory and never three."""
    clean = Image.new("RGBA" if has_transparency else "RGB", picture.size)
    for top in range(0, picture.height, BAND):
        box = (0, top, picture.width, min(top + BAND, picture.height))
        clean.paste(picture.crop(box).convert(clean.mode), box)
    return clean
