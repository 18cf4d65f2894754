"""The jobs: each may be killed at any moment and done again, and each knows how often it wants to be done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import structlog
from flask import Flask, current_app
from huey import Huey

from webapp.database import writing
from webapp.jobs.backing_up import back_up_daily, drill_weekly
from webapp.jobs.exporting import make_exports, remove_old_exports
from webapp.jobs.long_jobs import do_long_jobs
from webapp.jobs.purging import purge_files
from webapp.mail.draining import drain
from webapp.models.draft_expiry import warn_of_expiry
from webapp.models.receipt_key import keep_keys
from webapp.models.tidying import tidy
from webapp.signing import Signer

log = structlog.get_logger("lodge.jobs")

IsStopping = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Job:
    """`act` gets the name of who does it, and a question to ask between its steps: is it to stop?"""

    name: str
    act: Callable[[str, IsStopping], Any]
    every: float
    # Seconds after a start, so that a portal that has just come up answers people first.
    first_after: float = 0.0


def tidy_up(sender: str, is_stopping: IsStopping) -> None:
    """Drop what has expired, lift what has lapsed; the steps that are left are done next time."""
    for what, number in tidy():
        if number:
            log.info("tidied", what=what, number=number)
        if is_stopping():
            return
    remove_old_exports()
    with writing():
        keep_keys(Signer(current_app.config["LODGE"].signing_keys))


def purge(sender: str, is_stopping: IsStopping) -> None:
    """Remove the files that are nobody's."""
    number = purge_files(is_stopping)
    if number:
        log.info("purged", number=number)


def warn(sender: str, is_stopping: IsStopping) -> None:
    """Write to those whose drafts go soon."""
    base: str = current_app.config["LODGE"].base_url
    warn_of_expiry(lambda draft_id: f"{base}/drafts/{draft_id}")


def back_up(sender: str, is_stopping: IsStopping) -> None:
    """The day's backup, and the week's drill with it."""
    back_up_daily()
    if not is_stopping():
        drill_weekly()


JOBS = (
    Job("drain_outbox", drain, every=2.0),
    Job("long_jobs", do_long_jobs, every=2.0, first_after=2.0),
    Job("make_exports", make_exports, every=5.0, first_after=5.0),
    Job("warn_of_expiry", warn, every=3600.0, first_after=15.0),
    Job("tidy", tidy_up, every=3600.0, first_after=20.0),
    Job("back_up", back_up, every=900.0, first_after=120.0),
    Job("purge_files", purge, every=3600.0, first_after=60.0),
)


def register(queue: Huey, app: Flask, sender: str, is_stopping: IsStopping) -> dict[str, Any]:
    """Teach the queue each job; returns what puts one into it, by name."""
    return {job.name: queue.task(name=job.name)(doing(job, app, sender, is_stopping)) for job in JOBS}


def doing(job: Job, app: Flask, sender: str, is_stopping: IsStopping) -> Callable[[], None]:
    def do() -> None:
        with app.app_context():
            try:
                job.act(sender, is_stopping)
            except Exception:
                # The next round tries again: nothing is told to have been done that was not.
                log.exception("job failed", job=job.name)

    return do
