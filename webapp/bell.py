"""How whoever has written a mail wakes whoever sends it: one byte through a pipe, which costs a page a microsecond."""

import os
import select
import time
from contextlib import suppress

# (where it is heard, where it is rung); made before the processes part, and empty where nobody listens.
_ends: list[tuple[int, int]] = []


def hang() -> None:
    """Make the pipe. A full one keeps nobody waiting: it has been rung already."""
    if not _ends:
        heard, rung = os.pipe()
        os.set_blocking(heard, False)
        os.set_blocking(rung, False)
        _ends.append((heard, rung))


def ring() -> None:
    """Say that there is mail. Nothing is lost without it: whoever sends looks every few seconds."""
    for _, rung in _ends:
        with suppress(OSError):
            os.write(rung, b"\0")


def has_rung(seconds: float) -> bool:
    """Wait at most so long; True when it was rung in the meantime, however often."""
    if not _ends:
        time.sleep(seconds)
        return False
    heard = _ends[0][0]
    if not select.select([heard], [], [], seconds)[0]:
        return False
    with suppress(BlockingIOError):
        os.read(heard, 4096)
    return True
