"""The time. Everything asks `now()`; tests replace `source`, and nothing else."""

from collections.abc import Callable
from datetime import UTC, datetime


def utc() -> datetime:
    return datetime.now(UTC)


source: Callable[[], datetime] = utc


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return source()
