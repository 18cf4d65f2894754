"""Files in a folder of this machine, safe from a power cut once they are acknowledged.

Its own few lines, for obstore's local store asks nobody to write to the disk.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import IO

from webapp.storage.store import pieces

HALF = ".part"


class Folder:
    """`ab12…` lies at `ab/ab12…`: no folder of it ever holds a million names."""

    def __init__(self, root: Path | str) -> None:
        self.root = Path(root)

    def place(self, name: str) -> Path:
        return self.root / name[:2] / name

    def put(self, name: str, file: IO[bytes]) -> None:
        place = self.place(name)
        half = place.with_name(name + HALF)
        if not place.parent.is_dir():
            place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            sync(self.root.parent)
            sync(self.root)
        try:
            with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
                target.writelines(pieces(file))
                target.flush()
                os.fsync(target.fileno())
            half.rename(place)
        except OSError:
            half.unlink(missing_ok=True)
            raise
        sync(place.parent)

    def chunks(self, name: str) -> Iterator[bytes]:
        return self.reading(self.place(name).open("rb"))

    def reading(self, file: IO[bytes]) -> Iterator[bytes]:
        with file:
            yield from pieces(file)

    def delete(self, names: Iterable[str]) -> None:
        for name in names:
            self.place(name).unlink(missing_ok=True)

    def older_than(self, moment: datetime) -> Iterator[str]:
        for path in self.root.glob("??/*"):
            with suppress(FileNotFoundError):
                if path.stat().st_mtime < moment.timestamp():
                    yield path.name


def sync(folder: Path) -> None:
    """Have the names in a folder outlive a power cut."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
