"""Does the long jobs, one at a time and one worker a job: the other thread of this process goes on sending mail."""

import threading
from collections.abc import Callable
from typing import Any

import structlog
from sqlalchemy import Row

from webapp.clock import now
from webapp.database import read, stop_reading
from webapp.extensions import db
from webapp.jobs.holding import held_by
from webapp.jobs.long_tasks import LONG, Task
from webapp.jobs.running import Running, TakenOver
from webapp.languages import speaking
from webapp.models.job_words import ERROR, UNKNOWN
from webapp.models.long_job import PAUSE, asker_of, claim_job, due_job, note_failed_try, people, settle_job
from webapp.models.permissions import Refused, authorize
from webapp.models.standing import standing

log = structlog.get_logger("lodge.jobs")
# Both threads of a consumer on long jobs would leave nobody for the mail.
ONE_AT_A_TIME = threading.Lock()


def do_long_jobs(sender: str, is_stopping: Callable[[], bool]) -> int:
    """Do what is due, the longest waiting first, until nothing is; returns how many were in hand."""
    if not ONE_AT_A_TIME.acquire(blocking=False):
        return 0
    try:
        number = 0
        while not is_stopping() and (job_id := due_job()) is not None:
            row = claim_job(job_id, sender)
            if row is not None:
                run(row, sender, is_stopping)
                number += 1
        return number
    finally:
        stop_reading()
        ONE_AT_A_TIME.release()


def run(row: Row[Any], sender: str, is_stopping: Callable[[], bool]) -> None:
    """One job, until it is done, refused, cancelled, or this worker ends."""
    if row.is_cancel_asked:
        # Whoever was at it was killed before they saw that.
        settle_job(row.id, sender, "cancelled")
        return
    task = LONG.get(row.kind)
    if task is None:
        # A newer version asked for it: a worker that knows it will come, and finds all of its tries left.
        settle_job(row.id, sender, "waiting", not_before=now() + PAUSE, trouble=UNKNOWN, attempts=0)
        return
    job: Running | None = None
    log.info("job begun", job=row.id, kind=row.kind, done=row.done)
    try:
        job = in_hand(row, task, sender, is_stopping)
        language = language_of(row)
        # No act sees the moment of these reads for as long as it takes: it would never see that it was cancelled.
        stop_reading()
        db.session.remove()
        with speaking(language), held_by(job):
            task.act(job)
        settle(job)
    except Refused as refused:
        settle_job(row.id, sender, "failed", trouble=refused.sentence)
    except TakenOver:
        log.warning("job in other hands", job=row.id)
    except Exception as error:
        log.exception("job failed", job=row.id, kind=row.kind, attempt=row.attempts)
        # What got on before it failed has its tries before it again.
        attempts = row.attempts if job is None else job.attempts
        note_failed_try(row, sender, attempts, f"{ERROR}{type(error).__name__}")


def in_hand(row: Row[Any], task: Task, sender: str, is_stopping: Callable[[], bool]) -> Running:
    """Who asked may have lost the right meanwhile: raises Refused."""
    by = standing(asker_of(row))
    if task.needs is not None:
        authorize(by, task.needs)
    return Running(row, by, sender, is_stopping)


def language_of(row: Row[Any]) -> str:
    """In which whoever asked reads what comes of it."""
    if row.asked_by is None:
        return ""
    return read(people.select().with_only_columns(people.c.language).where(people.c.id == row.asked_by)).scalar() or ""


def settle(job: Running) -> None:
    """Done, cancelled, or handed back because this worker ends."""
    status = "cancelled" if job.was_cancelled else "waiting" if job.was_stopped else "done"
    settle_job(job.id, job.sender, status, result=job.result, trouble="")
    log.info("job left", job=job.id, status=status, done=job.done)
