"""A long job in the hands of its worker: what it was given, how far it is, and whether it is to stop."""

import time
from collections.abc import Callable
from typing import Any

from sqlalchemy import Row

from webapp.models.long_job import is_cancel_asked, note_advance
from webapp.models.person import Person

# Seconds between two chunks.
SHORTEST_REST, LONGEST_REST = 0.005, 0.1


class TakenOver(Exception):
    """This worker was too slow, and another has the job now: the chunk must not stay."""


class Running:
    """`by` is whoever asked, with the role of this moment; `state` and `result` are JSON and stand in the row."""

    def __init__(self, row: Row[Any], by: Person, sender: str, is_stopping: Callable[[], bool]) -> None:
        self.id: int = row.id
        self.by, self.sender, self.is_stopping = by, sender, is_stopping
        self.arguments: dict[str, Any] = row.arguments
        self.state: dict[str, Any] = dict(row.state)
        self.result: dict[str, Any] = dict(row.result)
        self.done: int = row.done
        self.total: int = row.total
        self.attempts: int = row.attempts
        self.was_stopped = self.was_cancelled = False
        # Set by whoever renews its lease.
        self.is_lost = False
        self.resumed_at: float | None = None

    def advance(self, steps: int, *, state: dict[str, Any] | None = None, total: int | None = None) -> None:
        """So many steps more are done, written in the chunk's own `writing()`. Raises TakenOver, which undoes the chunk."""
        self.state = self.state if state is None else state
        self.done, self.total = self.done + steps, self.total if total is None else total
        self.attempts = 1
        if not note_advance(self.id, self.sender, done=self.done, total=self.total, state=self.state):
            raise TakenOver(f"job {self.id} is in other hands")

    def is_to_stop(self) -> bool:
        """Asked between two chunks: somebody cancelled it, or this worker ends and the next goes on with it. Raises TakenOver."""
        self.rest()
        if self.is_lost:
            raise TakenOver(f"job {self.id} is in other hands")
        self.was_cancelled = is_cancel_asked(self.id)
        self.was_stopped = not self.was_cancelled and self.is_stopping()
        self.resumed_at = time.monotonic()
        return self.was_cancelled or self.was_stopped

    def rest(self) -> None:
        """As long as the chunk took: whoever wants to write meanwhile, or needs the processor, has their turn."""
        if self.resumed_at is not None:
            time.sleep(min(max(time.monotonic() - self.resumed_at, SHORTEST_REST), LONGEST_REST))
