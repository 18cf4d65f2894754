"""Who is at work on an instance: servers side by side on one machine, or a restore alone; never two hosts on one SQLite file."""

import fcntl
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from webapp.backups.manifest import Unusable

NAME = "serving.lock"


def hold(instance: Path) -> int:
    """Be one of the servers of this instance until this process and its workers end. Raises Unusable.

    The lock is the file system's, so that it ends with whoever holds it; the name in the file tells other hosts whose it is.
    """
    handle = os.open(instance / NAME, os.O_RDWR | os.O_CREAT, 0o600)
    here = socket.gethostname()
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        there = os.pread(handle, 255, 0).decode("utf-8", "replace")
        if there != here:
            os.close(handle)
            raise Unusable(
                "A backup is being restored here. Start again when it is done."
                if not there
                else f"{there} is at work on this folder. Two hosts on one SQLite file lose data: use PostgreSQL, or one host."
            ) from None
    else:
        os.ftruncate(handle, 0)
        os.pwrite(handle, here.encode(), 0)
    fcntl.flock(handle, fcntl.LOCK_SH)
    return handle


@contextmanager
def alone(instance: Path) -> Iterator[None]:
    """Nobody serves this instance meanwhile. Raises Unusable."""
    handle = os.open(instance / NAME, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        raise Unusable("Lodge is running on this folder. Stop it, then try again.") from None
    try:
        os.ftruncate(handle, 0)  # no host: it is a restore
        yield
    finally:
        os.close(handle)
