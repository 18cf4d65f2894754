"""The regular jobs: each may be killed at any moment and done again, and each knows how often it wants to be done."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import structlog
from flask import current_app

from webapp.clock import now
from webapp.database import writing
from webapp.jobs.backing_up import back_up_daily, drill_weekly
from webapp.jobs.counting import count_days
from webapp.jobs.exporting import make_exports, remove_old_exports
from webapp.jobs.purging import purge_files
from webapp.jobs.scanning import scan_uploads
from webapp.languages import mark
from webapp.mail.draining import drain
from webapp.models.draft_expiry import warn_of_expiry
from webapp.models.receipt_key import keep_keys
from webapp.models.regular_job import note_round
from webapp.models.tidying import tidy
from webapp.signing import Signer

log = structlog.get_logger("lodge.jobs")

IsStopping = Callable[[], bool]
# Seconds: one that is done every two of them is noted this often, as long as it goes well.
NOTED_EVERY = 60.0


@dataclass(frozen=True, slots=True)
class Job:
    """`act` gets the name of who does it, and a question to ask between its steps: is it to stop?"""

    name: str
    words: str
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


def count(sender: str, is_stopping: IsStopping) -> None:
    """The figures of each day that is over."""
    number = count_days(is_stopping)
    if number:
        log.info("counted", days=number)


def back_up(sender: str, is_stopping: IsStopping) -> None:
    """The day's backup, and the week's drill with it."""
    back_up_daily()
    if not is_stopping():
        drill_weekly()


REGULAR = (
    Job("drain_outbox", mark("Send mail"), drain, every=2.0),
    Job("make_exports", mark("Make the copies of their data that people asked for"), make_exports, every=5.0, first_after=5.0),
    Job("scan_uploads", mark("Look at uploads that nobody could look at yet"), scan_uploads, every=10.0, first_after=5.0),
    Job("warn_of_expiry", mark("Write to those whose drafts expire soon"), warn, every=3600.0, first_after=15.0),
    Job("tidy", mark("Drop what has expired, lift what has lapsed"), tidy_up, every=3600.0, first_after=20.0),
    Job(
        "back_up",
        mark("Make the backup that is due, and try each week that it comes back"),
        back_up,
        every=900.0,
        first_after=120.0,
    ),
    Job("count_days", mark("Count yesterday for the statistics"), count, every=900.0, first_after=40.0),
    Job("purge_files", mark("Remove files that belong to nothing"), purge, every=3600.0, first_after=60.0),
)


class Rounds:
    """Writes down how each round went, and no more often than somebody reads it."""

    def __init__(self) -> None:
        self.noted: dict[str, tuple[float, str]] = {}

    def do(self, job: Job, sender: str, is_stopping: IsStopping) -> None:
        """One round of a job; what it raises is noted and raised."""
        trouble, begun_at, begun = "", now(), time.monotonic()
        try:
            job.act(sender, is_stopping)
        except Exception as error:
            trouble = type(error).__name__
            raise
        finally:
            if self.is_worth_noting(job, trouble):
                note_round(job.name, started_at=begun_at, took_ms=round((time.monotonic() - begun) * 1000), trouble=trouble)

    def is_worth_noting(self, job: Job, trouble: str) -> bool:
        moment = time.monotonic()
        before, how = self.noted.get(job.name, (0.0, None))
        if job.every < NOTED_EVERY and how == trouble and moment - before < NOTED_EVERY:
            return False
        self.noted[job.name] = (moment, trouble)
        return True


rounds = Rounds()
