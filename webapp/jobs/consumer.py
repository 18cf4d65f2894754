"""The process that does the jobs: huey's consumer with our schedule, our way to stop, and an eye on its parent."""

import logging
import os
import signal
import time
from collections.abc import Callable
from typing import Any

import structlog
from flask import Flask
from huey.consumer import Consumer, Scheduler

from webapp.bell import has_rung
from webapp.config import Config
from webapp.jobs.leader import leader
from webapp.jobs.queue import make_queue
from webapp.jobs.slot import Slot
from webapp.jobs.tasks import JOBS, register
from webapp.models.delivery import hand_back
from webapp.models.long_job import hand_back_jobs
from webapp.models.regular_job import LEADER_BEAT, note_leader

log = structlog.get_logger("lodge.jobs")

THREADS = 2
# Seconds: between two looks at the queue, between two looks of the schedule, for what is being done to end.
LONGEST_LOOK = 1.0
BEAT = 1.0
STOPPING = 25.0
# With more than this waiting the workers are behind: one more of the same does not help them.
ENOUGH = 10
# What whoever rings may have made: mail, or a long job.
RUNG = {"drain_outbox", "long_jobs"}


class Schedule(Scheduler):
    """Puts each job into the queue when its time has come, if this consumer leads; a bell brings some forward."""

    def __init__(self, tasks: dict[str, Any], is_leading: Callable[[], bool], note: Callable[[], None], **given: Any) -> None:
        super().__init__(**given)
        self.tasks = tasks
        self.is_leading, self.note = is_leading, note
        self.note_at = 0.0
        start = time.monotonic()
        self.next_at = {job.name: start + job.first_after for job in JOBS}

    def loop(self, now: Any = None) -> None:
        try:
            self.put_due(has_rung(BEAT))
        except Exception as error:
            log.warning("queue away", error=type(error).__name__)
            self.stop_flag.wait(BEAT)

    def put_due(self, was_rung: bool) -> None:
        """What is due goes in; a job that no worker takes before its next turn is forgotten there."""
        moment = time.monotonic()
        is_leading = self.is_leading()
        self.say_who_leads(is_leading)
        due = {job.name for job in JOBS if self.next_at[job.name] <= moment} if is_leading else set()
        if was_rung:
            due |= RUNG
        if not due or self.huey.pending_count() > ENOUGH:
            return
        for job in JOBS:
            if job.name in due:
                self.huey.enqueue(self.tasks[job.name].s(expires=max(60, int(job.every))))
                self.next_at[job.name] = moment + job.every

    def say_who_leads(self, is_leading: bool) -> None:
        """Every now and then: the page of jobs names it."""
        if is_leading and time.monotonic() >= self.note_at:
            self.note_at = time.monotonic() + LEADER_BEAT.total_seconds()
            self.note()


class JobConsumer(Consumer):
    """One schedule and THREADS workers. It stops when told, or when the process that it belongs to is gone."""

    def __init__(self, app: Flask, slot: Slot, parent: int | None = None) -> None:
        config: Config = app.config["LODGE"]
        self.app, self.parent = app, parent
        queue = make_queue(config)
        self.tasks = register(queue, app, slot.name, lambda: self.stop_flag.is_set())
        super().__init__(queue, workers=THREADS, max_delay=LONGEST_LOOK, graceful_signal="TERM", shutdown_timeout=STOPPING)
        # Ctrl-C reaches everybody at the terminal; a reload is none of our business.
        self._signal_actions = {signal.SIGTERM: (False, True), signal.SIGINT: (False, True)}

    def _create_scheduler(self) -> Schedule:
        with self.app.app_context():
            is_leading = leader().is_leading
        given = {"huey": self.huey, "stop_flag": self.stop_flag, "interval": 1, "periodic": False}
        return Schedule(self.tasks, is_leading, self.note_leading, **given)

    def note_leading(self) -> None:
        with self.app.app_context():
            note_leader()

    def loop(self, health_check_ts: float | None = None) -> float | None:
        if self.parent is not None and os.getppid() != self.parent and self._signum is None:
            self._handle_signal(signal.SIGTERM, None)
        looked: float | None = super().loop(health_check_ts)
        return looked


class OurLog(logging.Handler):
    """What huey has to say stands in our log, as one of its lines."""

    def emit(self, record: logging.LogRecord) -> None:
        log.log(record.levelno, "consumer", said=record.getMessage(), exc_info=record.exc_info)


def run(app: Flask, slot: Slot, parent: int | None = None) -> None:
    """Do jobs until told to stop. What the holder of this place had in its hands when it was killed is let go."""
    theirs = logging.getLogger("huey")
    theirs.handlers, theirs.propagate = [OurLog(logging.WARNING)], False
    with app.app_context():
        mails, jobs = hand_back(slot.name), hand_back_jobs(slot.name)
    if mails or jobs:
        log.warning("handed back", mails=mails, jobs=jobs)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    JobConsumer(app, slot, parent).run()
