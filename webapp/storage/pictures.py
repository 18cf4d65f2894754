"""Pictures drawn anew: the pixels are kept, and nothing that was written beside them (places, cameras, other files)."""

import io
import threading
from typing import IO

from PIL import Image, ImageOps, UnidentifiedImageError

FORMATS = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP"}
# A phone takes 48 million. What a decoder needs of memory is bounded by this before it begins.
MOST_PIXELS = 50_000_000
QUALITY = 90
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
    upright = ImageOps.exif_transpose(picture)
    if longest_side is not None:
        upright.thumbnail((longest_side, longest_side), Image.Resampling.LANCZOS)
    has_transparency = upright.mode in {"RGBA", "LA", "PA"} or "transparency" in upright.info
    plain = upright.convert("RGBA" if has_transparency and format != "JPEG" else "RGB")
    # A new picture: whatever else the old one carried stays behind.
    clean = Image.new(plain.mode, plain.size)
    clean.paste(plain)
    target = io.BytesIO()
    clean.save(target, format, **({} if format == "PNG" else {"quality": QUALITY}))
    target.seek(0)
    return target
