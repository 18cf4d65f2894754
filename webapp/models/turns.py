"""Whose turn it is to compare a password, which takes long: hashing never keeps everybody else from their pages."""

import os
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Self, TypeVar

from webapp.in_force import limits

NICENESS = 5
T = TypeVar("T")


class Busy(Exception):
    """All processors are hashing and none came free in time, or too many wait for one already."""


class Turns:
    """Who hashes now, and who stands in line for it, in this process.

    Each hash takes 32 MiB and a processor for a third of a second: more at once than processors only makes all wait. The
    threads that do it stand back for everybody else's pages, and those that wait for them leave some free.
    """

    def __init__(self, hashing: int, waiting: int) -> None:
        self.hashing_at_once, self.waiting = hashing, waiting
        self.hashing = ThreadPoolExecutor(hashing, "hashing", initializer=stand_back)
        self.places = threading.BoundedSemaphore(hashing + waiting)

    @classmethod
    def of_worker(cls, workers: int, threads: int) -> Self:
        """The share of one of several workers: all hash on each processor once, and a quarter of the threads stays free."""
        hashing = max(1, processors() // workers)
        return cls(hashing, max(0, threads - hashing - max(1, threads // 4)))

    def take(self, work: Callable[[], T]) -> T:
        """What this slow work returns. Raises Busy."""
        if not self.places.acquire(blocking=False):
            raise Busy
        try:
            return wait_for(self.hashing.submit(work))
        finally:
            self.places.release()


def wait_for(future: Future[T]) -> T:
    try:
        return future.result(limits().password_wait.total_seconds())
    except TimeoutError:
        # What has begun is soon done.
        if future.cancel():
            raise Busy from None
        return future.result()


def stand_back() -> None:
    """Let pages go first: on Linux a thread can be nice by itself."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)


def processors() -> int:
    return os.cpu_count() or 1


# While nobody has said how many threads there are, everybody may wait.
turns = Turns(processors(), waiting=1000)


def share_turns(workers: int, threads: int) -> None:
    """Called before a process answers anybody; what it forks has the same share."""
    global turns
    turns = Turns.of_worker(workers, threads)


def begin_anew() -> None:
    """In a child of a process that has hashed: its threads are not there, and nobody would ever get a turn."""
    global turns
    turns = Turns(turns.hashing_at_once, turns.waiting)


os.register_at_fork(after_in_child=begin_anew)


def in_turn(work: Callable[[], T]) -> T:
    """What this slow work returns, once it is its turn. Raises Busy."""
    return turns.take(work)
