"""What a store of files does, whatever it stands on."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import IO, Protocol

CHUNK = 1 << 18


class Store(Protocol):
    """Files by names of ours: random, without a meaning, never what a person called them.

    What goes wrong is an OSError: a full disk, a bucket that does not answer.
    """

    def put(self, name: str, file: IO[bytes]) -> None:
        """Keep everything from the file's position on. When it returns, the bytes outlive a power cut."""

    def chunks(self, name: str) -> Iterator[bytes]:
        """The bytes, some at a time. Raises FileNotFoundError before the first of them."""

    def delete(self, names: Iterable[str]) -> None:
        """Remove them; what is not there is no error."""

    def older_than(self, moment: datetime) -> Iterator[str]:
        """The names of what was put before a moment, half-written ones too."""


def pieces(file: IO[bytes]) -> Iterator[bytes]:
    while piece := file.read(CHUNK):
        yield piece
