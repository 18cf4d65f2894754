"""A worker that is busy for longer than the lease keeps its job; one that has lost it stops."""

import time
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from tests.support.acting import person
from tests.support.clock import Clock
from tests.support.make import make_user
from tests.support.stage import only, own_context, saving
from webapp.database import read, stop_reading, writer, writing
from webapp.jobs import holding
from webapp.jobs.long_jobs import do_long_jobs
from webapp.jobs.long_tasks import LONG, Task
from webapp.jobs.running import Running
from webapp.models.long_job import LEASE, LongJob, claim_job, long_jobs, renew_lease
from webapp.models.user import User

NEARLY = LEASE.total_seconds() - 1


@pytest.fixture(autouse=True)
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(holding, "HELD_EVERY", 0.01)


def ask_for(act: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(LONG, "slow", Task("Slow", act))
    make_user("owner")
    owner = only(select(User))
    with saving():
        LongJob.ask("slow", by=person(owner))


def seen(job: Running, **values: Any) -> bool:
    """Whether the row comes to be so, within a while."""
    wanted = select(long_jobs.c.id).where(long_jobs.c.id == job.id, *(long_jobs.c[name] == one for name, one in values.items()))
    deadline = time.monotonic() + 3
    while read(wanted).scalar() is None and time.monotonic() < deadline:
        stop_reading()
        time.sleep(0.01)
    found = read(wanted).scalar() is not None
    stop_reading()
    return found


def test_an_act_that_takes_longer_than_the_lease_is_not_begun_by_another(
    app: Flask, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs: list[Any] = []

    def slow(job: Running) -> None:
        for _ in range(2):
            clock.move(seconds=NEARLY)
            assert seen(job, leased_until=clock.now + LEASE)
        theirs.append(claim_job(job.id, "two"))

    ask_for(slow, monkeypatch)
    with own_context():
        do_long_jobs("one", lambda: False)
    assert (theirs, only(select(LongJob.status))) == ([None], "done")


def test_its_own_writing_does_not_stand_in_the_way(app: Flask, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(job: Running) -> None:
        with writing():
            job.advance(1)
            time.sleep(0.3)
        clock.move(seconds=NEARLY)
        job.result = {"held": seen(job, leased_until=clock.now + LEASE)}

    ask_for(slow, monkeypatch)
    with own_context():
        do_long_jobs("one", lambda: False)
    assert only(select(LongJob.result)) == {"held": True}


def test_whoever_has_lost_it_stops_and_takes_nothing_back(app: Flask, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[str] = []

    def slow(job: Running) -> None:
        with writing():
            writer().execute(update(long_jobs).values(leased_by="two"))
        deadline = time.monotonic() + 3
        while not job.is_to_stop() and time.monotonic() < deadline:
            stop_reading()
            time.sleep(0.01)
        ended.append("never told")

    ask_for(slow, monkeypatch)
    with own_context():
        do_long_jobs("one", lambda: False)
    assert (ended, only(select(LongJob.leased_by)), only(select(LongJob.status))) == ([], "two", "running")


def test_a_renewal_that_fails_is_followed_by_the_next(app: Flask, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[int] = []

    def failing_once(job_id: int, sender: str) -> bool:
        tried.append(job_id)
        return 1 // (len(tried) - 1) > -1 and renew_lease(job_id, sender)

    def slow(job: Running) -> None:
        clock.move(seconds=NEARLY)
        job.result = {"held": seen(job, leased_until=clock.now + LEASE)}

    monkeypatch.setattr(holding, "renew_lease", failing_once)
    ask_for(slow, monkeypatch)
    with own_context():
        do_long_jobs("one", lambda: False)
    assert only(select(LongJob.result)) == {"held": True}
