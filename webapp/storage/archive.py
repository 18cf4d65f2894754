"""Many files as one ZIP, sent while it is made: neither the whole of it nor a whole file is ever in memory."""

import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import structlog

from webapp.storage import storage

log = structlog.get_logger("lodge.storage")


class Outbound:
    """What a ZIP is written to when it goes out at once: bytes to be taken, and no way back."""

    def __init__(self) -> None:
        self.waiting: list[bytes] = []

    def write(self, piece: bytes) -> int:
        self.waiting.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        """Nothing is kept back."""

    def taken(self) -> bytes:
        whole = b"".join(self.waiting)
        self.waiting.clear()
        return whole


class FileNames:
    """Paths inside a ZIP: a name that stands twice in one folder is numbered."""

    def __init__(self) -> None:
        self.used: Counter[str] = Counter()

    def path(self, folder: str, name: str) -> str:
        path = f"{folder}/{name}"
        self.used[path.casefold()] += 1
        number = self.used[path.casefold()]
        if number == 1:
            return path
        stem, point, ending = name.rpartition(".")
        return self.path(folder, f"{stem} ({number}).{ending}" if point else f"{name} ({number})")


def zipped(files: Iterable[tuple[str, Any]]) -> Iterator[bytes]:
    """(folder, row) of each file; a row has id, name and created_at. What the store does not have is left out, and logged."""
    target, names = Outbound(), FileNames()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:  # type: ignore[call-overload]
        for folder, row in files:
            for _piece in packing(archive, names.path(folder, row.name), row):
                yield target.taken()
    yield target.taken()


def packing(archive: zipfile.ZipFile, path: str, row: Any) -> Iterator[None]:
    """Write one file into an archive, a step at a time."""
    try:
        pieces = storage().chunks(row.id.hex)
    except FileNotFoundError:
        log.error("file lost", file=row.id.hex)
        return
    when = row.created_at
    entry = zipfile.ZipInfo(path, (when.year, when.month, when.day, when.hour, when.minute, when.second))
    with archive.open(entry, "w") as member:
        for piece in pieces:
            member.write(piece)
            yield
