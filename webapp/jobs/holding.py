"""Keeps hold of a long job while its worker is busy: a thread beside it renews the lease."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import structlog
from flask import Flask, current_app

from webapp.database import writing
from webapp.jobs.running import Running
from webapp.models.long_job import renew_lease

log = structlog.get_logger("lodge.jobs")
# Seconds: several within a lease, for one may wait for its turn to write.
HELD_EVERY = 20.0


@contextmanager
def held_by(job: Running) -> Iterator[None]:
    """Within the block nobody takes over the job of a worker that lives, however long a chunk of it takes."""
    is_over = threading.Event()
    app = current_app._get_current_object()
    holder = threading.Thread(target=hold, args=(app, job, is_over), name=f"holds job {job.id}", daemon=True)
    holder.start()
    try:
        yield
    finally:
        is_over.set()
        holder.join()


def hold(app: Flask, job: Running, is_over: threading.Event) -> None:
    """Until it is over, or in other hands. One renewal that fails is followed by the next."""
    while not job.is_lost and not is_over.wait(HELD_EVERY):
        try:
            # A context for each, so that no connection is kept in between.
            with app.app_context(), writing():
                job.is_lost = not renew_lease(job.id, job.sender)
        except Exception as error:
            log.warning("lease not renewed", job=job.id, error=type(error).__name__)
