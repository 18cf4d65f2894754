"""What waits for the commit of a change: lines of the log, and whether there is mail to send or a job to do."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from flask import g


@dataclass(slots=True)
class Pending:
    """Of one `writing()`; gone with it when nothing of it happens."""

    lines: list[Any] = field(default_factory=list)
    has_mail: bool = False
    has_work: bool = False


Act = Callable[[Pending], None]
BEFORE_COMMIT: list[Act] = []


def before_commit(act: Act) -> Act:
    """Have this done in every change, after everything else."""
    BEFORE_COMMIT.append(act)
    return act


def pending() -> Pending:
    """What waits for the commit of the transaction that `writing()` has begun. A RuntimeError outside of it."""
    found: Pending | None = g.get("pending")
    if found is None:
        raise RuntimeError("a change outside of writing()")
    return found
