"""What the queue knows: the regular jobs and the long ones, and what puts each of them into it."""

from collections.abc import Callable
from typing import Any

import structlog
from flask import Flask
from huey import Huey

from webapp.jobs.long_jobs import do_long_jobs
from webapp.jobs.regular import REGULAR, IsStopping, Job, rounds
from webapp.languages import mark

log = structlog.get_logger("lodge.jobs")

JOBS = (*REGULAR, Job("long_jobs", mark("Do what people asked for"), do_long_jobs, every=2.0, first_after=2.0))


def register(queue: Huey, app: Flask, sender: str, is_stopping: IsStopping) -> dict[str, Any]:
    """Teach the queue each job; returns what puts one into it, by name."""
    return {job.name: queue.task(name=job.name)(doing(job, app, sender, is_stopping)) for job in JOBS}


def doing(job: Job, app: Flask, sender: str, is_stopping: IsStopping) -> Callable[[], None]:
    def do() -> None:
        with app.app_context():
            try:
                rounds.do(job, sender, is_stopping)
            except Exception:
                # The next round tries again: nothing is told to have been done that was not.
                log.exception("job failed", job=job.name)

    return do
