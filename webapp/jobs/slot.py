"""A consumer's place in its instance: a locked file, so that a place has one holder and is free when that one dies."""

import fcntl
import os
import secrets
from pathlib import Path
from typing import Self

MOST = 64


class Slot:
    """`name` stays the same from holder to holder: a new one knows what the killed one before it was busy with."""

    def __init__(self, path: Path) -> None:
        self.file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        self.name = ""

    def take(self) -> bool:
        """Hold the place until this process ends; False when somebody has it."""
        try:
            fcntl.flock(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        self.name = os.pread(self.file, 32, 0).decode("ascii")
        if len(self.name) != 32:
            self.name = secrets.token_hex(16)
            os.pwrite(self.file, self.name.encode("ascii"), 0)
        return True

    def let_go(self) -> None:
        os.close(self.file)

    @classmethod
    def first_free(cls, instance: Path) -> Self | None:
        """The first place that nobody holds, for one of several workers of an instance."""
        for number in range(MOST):
            slot = cls(place(instance, number))
            if slot.take():
                return slot
            slot.let_go()
        return None


def place(instance: Path, number: int = 0) -> Path:
    return instance / f"jobs-{number}.lock"
