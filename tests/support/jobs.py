"""A worker for a moment: it does what people asked for until nothing waits any more."""

from collections.abc import Callable

from tests.support.stage import own_context
from webapp.jobs.long_jobs import do_long_jobs


def work(sender: str = "one", is_stopping: Callable[[], bool] = lambda: False) -> int:
    """How many jobs were done."""
    with own_context():
        return do_long_jobs(sender, is_stopping)
