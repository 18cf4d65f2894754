"""Files to upload: small, real ones of each type, and some that are not what they say."""

import io
import struct
import zipfile
import zlib

from PIL import Image
from PIL.TiffImagePlugin import IFDRational

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
WORD, OPEN_TEXT = "word/document.xml", "application/vnd.oasis.opendocument.text"
ORIENTATION, GPS, LATITUDE = 0x0112, 0x8825, 2


def archive(*names: str, first: tuple[str, str] | None = None) -> bytes:
    """A ZIP with these names; `first` is stored as it is, before them."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as pack:
        if first is not None:
            pack.writestr(zipfile.ZipInfo(first[0]), first[1], zipfile.ZIP_STORED)
        for name in names:
            pack.writestr(name, "<xml/>")
    return target.getvalue()


def docx(*more: str) -> bytes:
    return archive("[Content_Types].xml", WORD, *more)


def odt() -> bytes:
    return archive("content.xml", first=("mimetype", OPEN_TEXT))


def picture(format: str = "PNG", size: tuple[int, int] = (40, 20), mode: str = "RGB") -> bytes:
    target = io.BytesIO()
    Image.new(mode, size, "red" if mode == "RGB" else None).save(target, format)
    return target.getvalue()


def photo(size: tuple[int, int] = (40, 20), turned: int = 6) -> bytes:
    """A JPEG as a phone takes it: lying on its side, with the place where it was taken."""
    image, notes = Image.new("RGB", size, "blue"), Image.Exif()
    notes[ORIENTATION] = turned
    notes.get_ifd(GPS)[LATITUDE] = (IFDRational(52), IFDRational(31), IFDRational(12))
    target = io.BytesIO()
    image.save(target, "JPEG", exif=notes)
    return target.getvalue()


def bomb(side: int = 50_000) -> bytes:
    """A PNG of a few bytes that says it has side × side pixels."""
    header = struct.pack(">2I5B", side, side, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(b"\0" * 100_000)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(name, body) for name, body in parts)


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
