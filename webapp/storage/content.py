"""What a file is by its content: a closed list of signatures, each of which has to agree with the ending of the name.

Archives are never unpacked: of Office files only the list of names at the end of the archive is read, and no more of it
than a document has.
"""

import codecs
import struct
from collections.abc import Callable, Iterator, Mapping
from typing import IO

import puremagic

from webapp.kinds.file_types import OPEN, TYPES
from webapp.storage.store import pieces

HEAD = 4096
# The end of an archive: a record of 22 bytes before a comment of at most 65,535 (APPNOTE 4.3.16).
ARCHIVE_END, LONGEST_COMMENT = struct.Struct("<4s4H2LH"), 0xFFFF
ENTRY = struct.Struct("<4s6H3L5H2L")
MOST_NAMES_BYTES = 2 << 20
# What a browser or a machine might run, whatever it is called.
RUNS = ("html", "javascript", "executable", "msdownload", "x-sh", "svg", "flash", "java-archive", "x-elf", "dosexec")
OFFICE_FOLDERS = {"docx": "word/", "xlsx": "xl/", "pptx": "ppt/"}
OPEN_KINDS = {"odt": "text", "ods": "spreadsheet", "odp": "presentation"}
TEXT_CONTROLS = frozenset(range(32)) - {9, 10, 12, 13}


def is_what_it_says(file: IO[bytes], ending: str) -> bool:
    """Whether the content is of the type that the ending names."""
    file.seek(0)
    head = file.read(HEAD)
    return CHECKS[ending](file, head) and not runs(head)


def runs(head: bytes) -> bool:
    """A second opinion: whether somebody else knows this beginning as something that is run."""
    try:
        guesses = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        return False
    return any(guess.confidence >= 0.8 and any(word in guess.mime_type for word in RUNS) for guess in guesses)


def begins(*marks: bytes) -> Callable[[IO[bytes], bytes], bool]:
    return lambda file, head: head.startswith(marks)


def is_pdf(file: IO[bytes], head: bytes) -> bool:
    """Its mark may stand behind a few bytes of something else (ISO 32000-1, annex H 3.4.1)."""
    return b"%PDF-" in head[:1024]


def is_webp(file: IO[bytes], head: bytes) -> bool:
    return head[:4] == b"RIFF" and head[8:12] == b"WEBP"


def is_mp4(file: IO[bytes], head: bytes) -> bool:
    return head[4:8] == b"ftyp"


def is_mp3(file: IO[bytes], head: bytes) -> bool:
    return head.startswith(b"ID3") or (len(head) > 1 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2)


def is_text(file: IO[bytes], head: bytes) -> bool:
    """UTF-8, or UTF-16 with its mark, or an older alphabet of one byte a letter; never control characters."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return is_decodable(file, "utf-16")
    file.seek(0)
    has_controls = any(not TEXT_CONTROLS.isdisjoint(piece) for piece in pieces(file))
    return not has_controls


def is_decodable(file: IO[bytes], encoding: str) -> bool:
    file.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        texts = (decoder.decode(piece) for piece in pieces(file))
        has_nul = any("\0" in text for text in texts)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return not has_nul


def is_office(ending: str) -> Callable[[IO[bytes], bytes], bool]:
    """A document without macros."""

    def check(file: IO[bytes], head: bytes) -> bool:
        names = set(names_in(file)) if head.startswith(b"PK\x03\x04") else set()
        has_macros = any(name.endswith("vbaProject.bin") for name in names)
        is_there = any(name.startswith(OFFICE_FOLDERS[ending]) for name in names)
        return "[Content_Types].xml" in names and is_there and not has_macros

    return check


def is_open_document(ending: str) -> Callable[[IO[bytes], bytes], bool]:
    """Its first entry holds its type, as it stands (OpenDocument 1.2 part 3, 3.3)."""
    mark = f"mimetype{OPEN}.{OPEN_KINDS[ending]}".encode()
    return lambda file, head: head.startswith(b"PK\x03\x04") and head[30 : 30 + len(mark)] == mark


def names_in(file: IO[bytes]) -> Iterator[str]:
    """The names in an archive, from the list at its end; none when that is no list, or too long for a document."""
    size = file.seek(0, 2)
    start = file.seek(max(0, size - LONGEST_COMMENT - ARCHIVE_END.size))
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < ARCHIVE_END.size:
        return
    length, offset = ARCHIVE_END.unpack_from(tail, at)[5:7]
    if length > MOST_NAMES_BYTES or offset + length > start + at:
        return
    file.seek(offset)
    listed, place = file.read(length), 0
    while place + ENTRY.size <= len(listed) and listed.startswith(b"PK\x01\x02", place):
        named, extra, comment = ENTRY.unpack_from(listed, place)[10:13]
        yield listed[place + ENTRY.size : place + ENTRY.size + named].decode("utf-8", "replace")
        place += ENTRY.size + named + extra + comment


CHECKS: Mapping[str, Callable[[IO[bytes], bytes], bool]] = {
    "pdf": is_pdf,
    **{ending: is_office(ending) for ending in OFFICE_FOLDERS},
    **{ending: is_open_document(ending) for ending in OPEN_KINDS},
    "rtf": begins(b"{\\rtf"),
    "txt": is_text,
    "csv": is_text,
    "jpg": begins(b"\xff\xd8\xff"),
    "png": begins(b"\x89PNG\r\n\x1a\n"),
    "webp": is_webp,
    "mp3": is_mp3,
    "mp4": is_mp4,
    "zip": begins(b"PK\x03\x04", b"PK\x05\x06"),
}
if CHECKS.keys() != TYPES.keys():
    raise RuntimeError("each type that a form may take has one check of its content")
