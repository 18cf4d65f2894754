"""The types of files that a form may take, by the ending of their names, and how large and how many they may be.

A closed list: what is not on it is never stored, and nothing on it is run by whoever opens it in a browser.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from webapp.kinds.reading import Problems, Reader, items, one_of
from webapp.kinds.wording import joined
from webapp.languages import _

OFFICE = "application/vnd.openxmlformats-officedocument"
OPEN = "application/vnd.oasis.opendocument"
# By ending, in the order in which they are named to people.
TYPES: Mapping[str, str] = MappingProxyType(
    {
        "pdf": "application/pdf",
        "docx": f"{OFFICE}.wordprocessingml.document",
        "odt": f"{OPEN}.text",
        "rtf": "application/rtf",
        "txt": "text/plain",
        "xlsx": f"{OFFICE}.spreadsheetml.sheet",
        "ods": f"{OPEN}.spreadsheet",
        "csv": "text/csv",
        "pptx": f"{OFFICE}.presentationml.presentation",
        "odp": f"{OPEN}.presentation",
        "jpg": "image/jpeg",
        "png": "image/png",
        "webp": "image/webp",
        "mp3": "audio/mpeg",
        "mp4": "video/mp4",
        "zip": "application/zip",
    }
)
ALSO = MappingProxyType({"jpeg": "jpg", "jpe": "jpg", "text": "txt"})
PICTURES = ("jpg", "png", "webp")
# What a question takes whose author names nothing: documents and pictures.
USUAL = ("pdf", "docx", "odt", "rtf", "txt", "xlsx", "ods", "csv", "jpg", "png", "webp")
MOST_FILES = 20
MOST_MEGABYTES = 100
MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """What one question takes: endings, bytes of each, how many; `longest_side` is what pictures are drawn down to."""

    types: tuple[str, ...]
    most_bytes: int
    most_files: int
    longest_side: int | None = None

    @property
    def content_types(self) -> frozenset[str]:
        return frozenset(TYPES[ending] for ending in self.types)

    @property
    def accept(self) -> str:
        """For a file control's `accept`: every spelling of each ending."""
        other = [name for name, ending in ALSO.items() if ending in self.types]
        return ",".join(f".{ending}" for ending in (*self.types, *other))

    @property
    def in_words(self) -> str:
        """ "PDF, JPG or PNG"."""
        return joined([ending.upper() for ending in self.types], "or")


def ending_of(name: str) -> str:
    """The ending of a file's name as TYPES has it, "" where there is none."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    return ALSO.get(ending, ending)


def type_list() -> Reader:
    """A list of endings out of TYPES, in their order, each once."""
    several = items(one_of(*TYPES), len(TYPES))

    def read(value: Any, path: str, problems: Problems) -> list[str]:
        read_types: Sequence[str] = several(value, path, problems)
        if not problems and not read_types:
            problems.append((path, _("must name a type of file, or be left out")))
        return [ending for ending in TYPES if ending in read_types]

    return read
