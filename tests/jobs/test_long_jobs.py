"""Long jobs: in chunks, by one worker, gone on with where the last one stopped; cancelled, refused, tried again."""

import os
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from tests.support.acting import does, person
from tests.support.clock import Clock
from tests.support.databases import environ_for
from tests.support.jobs import work
from tests.support.make import make_user
from tests.support.stage import count, only, own_context, saving
from tests.support.steps import STEPS, steps
from tests.support.together import together
from webapp.clock import now
from webapp.database import writing
from webapp.jobs.long_tasks import LONG, Task
from webapp.models.counter import Counter
from webapp.models.event import Event
from webapp.models.job_words import LOST, UNKNOWN
from webapp.models.long_job import (
    LEASE,
    PAUSE,
    LongJob,
    claim_job,
    due_job,
    hand_back_jobs,
    long_jobs,
    renew_lease,
    settle_job,
    start_round,
)
from webapp.models.permissions import Permission, Refused
from webapp.models.regular_job import RegularJob
from webapp.models.user import User


@pytest.fixture(autouse=True)
def known(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """A job called `steps`; a test may change what it does at each of them."""

    def teach(each: Callable[[int], None] = lambda step: None, needs: Permission | None = None) -> None:
        monkeypatch.setitem(LONG, "steps", Task("Steps", lambda job: steps(job, each), needs))

    teach()
    return teach


def ask(user: User) -> int:
    with own_context(), writing():
        return LongJob.ask("steps", by=person(user), total=STEPS).id


def job() -> LongJob:
    found: LongJob = only(select(LongJob))
    return found


def test_it_is_done_in_its_steps_and_says_so(app: Flask) -> None:
    ask(make_user("owner"))
    assert work() == 1
    assert (job().status, job().done, job().result) == ("done", STEPS, {"steps": STEPS})
    assert count(Counter) == STEPS
    assert work() == 0


def test_a_failing_step_is_tried_again_later_from_where_it_stopped(app: Flask, clock: Clock, known: Any) -> None:
    tries: list[int] = []

    def fail_once(step: int) -> None:
        tries.append(step)
        if tries.count(step) == 1:
            raise ZeroDivisionError("no")

    known(fail_once)
    ask(make_user("owner"))
    work()
    assert (job().status, job().done) == ("waiting", 0)
    assert work() == 0
    # More failures than it has tries, and never two at one step: whoever gets on is not given up.
    for _ in range(STEPS):
        clock.move(seconds=PAUSE.total_seconds() + 1)
        work()
    assert (job().status, tries) == ("done", [step for step in range(STEPS) for _ in range(2)])


def test_what_never_gets_on_is_given_up(app: Flask, clock: Clock, known: Any) -> None:
    known(lambda step: 1 // 0)
    ask(make_user("owner"))
    for _ in range(4):
        work()
        clock.move(seconds=PAUSE.total_seconds() + 1)
    assert (job().status, job().attempts, job().done, job().trouble) == ("failed", 3, 0, "error ZeroDivisionError")


def test_what_kills_its_worker_each_time_is_given_up_and_says_so(app: Flask) -> None:
    ask(make_user("owner"))
    for _ in range(3):
        with own_context():
            claim_job(due_job() or 0, "one")
            hand_back_jobs("one")
    work("one")
    assert (job().status, job().trouble) == ("failed", LOST)


def test_a_regular_job_is_done_once_more_when_somebody_asks(app: Flask, clock: Clock) -> None:
    olga = make_user("owner")
    with saving() as session:
        session.add(Counter(key="door", n=1, expires_at=now()))
    clock.move(seconds=1)
    with own_context(), writing():
        first = start_round("regular.tidy", by=person(olga))
        assert start_round("regular.tidy", by=person(olga)) == first
    work()
    assert (job().status, count(Counter)) == ("done", 0)
    assert (only(select(RegularJob.name)), only(select(RegularJob.trouble))) == ("tidy", "")


def test_who_is_at_it_without_getting_on_keeps_hold_and_their_tries(app: Flask, clock: Clock, known: Any) -> None:
    ask(make_user("owner"))
    with own_context():
        claim_job(due_job() or 0, "one")
        clock.move(seconds=LEASE.total_seconds() - 1)
        with writing():
            assert renew_lease(1, "one")
            assert not renew_lease(1, "two")
        clock.move(seconds=2)
        assert due_job() is None


def test_a_failed_one_goes_on_when_somebody_asks(app: Flask, clock: Clock, known: Any) -> None:
    olga = make_user("owner")
    known(lambda step: 1 // (2 - step))
    job_id = ask(olga)
    for _ in range(4):
        work()
        clock.move(seconds=PAUSE.total_seconds() + 1)
    known()
    with own_context(), writing() as session:
        assert session.get_one(LongJob, job_id).retry(by=person(olga))
    work()
    assert (job().status, job().done, count(Counter)) == ("done", STEPS, STEPS)


def test_a_cancelled_one_stops_after_its_step_and_keeps_what_is_done(app: Flask, known: Any) -> None:
    olga = make_user("owner")

    def cancel(step: int) -> None:
        if step == 2:
            with writing() as session:
                session.get_one(LongJob, job_id).cancel(by=person(olga))

    known(cancel)
    job_id = ask(olga)
    work()
    assert (job().status, job().done, count(Counter)) == ("cancelled", 3, 3)
    assert only(select(Event.action).where(Event.target_type == "long_job")) == "job.cancelled"


def test_a_worker_that_ends_hands_it_to_the_next(app: Flask) -> None:
    ask(make_user("owner"))
    answers = iter([False, False, False, True, True])
    work("one", lambda: next(answers))
    assert (job().status, job().done, job().leased_by) == ("waiting", 2, "")
    work("two")
    assert (job().status, count(Counter)) == ("done", STEPS)


def test_what_a_killed_worker_held_is_free_when_its_place_is_taken(app: Flask) -> None:
    ask(make_user("owner"))
    with own_context():
        claim_job(due_job() or 0, "one")
        assert due_job() is None
        assert hand_back_jobs("one") == 1
    work("one")
    assert (job().status, count(Counter)) == ("done", STEPS)


def test_the_next_goes_on_where_one_was_killed_in_the_middle_of_a_step(app: Flask) -> None:
    """kill -9 between a step's rows and its commit: the row says three, and three there are."""
    ask(make_user("owner"))
    settings = app.config["LODGE"]
    given = environ_for(settings.instance, database_url=settings.database_url)
    with subprocess.Popen([sys.executable, "-m", "tests.support.stuck_worker"], env=os.environ | given, stdout=-1) as worker:
        assert worker.stdout is not None
        assert worker.stdout.readline() == b"stuck\n"
        worker.kill()
    assert (job().status, job().done, count(Counter)) == ("running", 3, 3)
    with own_context():
        hand_back_jobs("one")
    work("one")
    assert (job().status, job().done, count(Counter)) == ("done", STEPS, STEPS)


def test_what_nobody_has_been_heard_of_for_long_is_free(app: Flask, clock: Clock) -> None:
    ask(make_user("owner"))
    with own_context():
        claim_job(due_job() or 0, "one")
    assert work("two") == 0
    clock.move(seconds=LEASE.total_seconds() + 1)
    assert work("two") == 1
    with own_context():
        assert not settle_job(1, "one", "failed")


def test_whoever_was_too_slow_leaves_nothing_behind(app: Flask, known: Any) -> None:
    def lose(step: int) -> None:
        if step == 2:
            with writing() as session:
                session.connection().execute(update(long_jobs).values(leased_by="two"))

    known(lose)
    ask(make_user("owner"))
    work("one")
    assert (job().status, job().leased_by, job().done, count(Counter)) == ("running", "two", 2, 2)


def test_of_many_workers_one_takes_it(app: Flask) -> None:
    job_id = ask(make_user("owner"))
    taken = together(*(partial(claim_job, job_id, f"worker {number}") for number in range(8)))
    assert sum(row is not None for row in taken) == 1


def test_an_administrator_neither_stops_nor_resumes_what_an_owner_asked_for(app: Flask) -> None:
    olga, anna = make_user("owner"), make_user("admin")
    job_id = ask(olga)
    with own_context(), writing() as session, pytest.raises(Refused):
        session.get_one(LongJob, job_id).cancel(by=person(anna))
    with own_context(), writing() as session:
        assert session.get_one(LongJob, job_id).cancel(by=person(olga))
    with own_context(), writing() as session, pytest.raises(Refused):
        session.get_one(LongJob, job_id).retry(by=person(anna))
    assert job().status == "cancelled"


def test_who_has_lost_the_right_gets_nothing_done(app: Flask, known: Any) -> None:
    known(needs=Permission.USERS_WRITE)
    anna = make_user("admin")
    ask(anna)
    does(make_user("owner"), "suspend", anna, reason="left")
    work()
    assert (job().status, job().trouble) == ("failed", "Your own account is not active any more.")
    assert count(Counter) == 0


def test_a_job_of_a_newer_version_waits_for_a_worker_that_knows_it(app: Flask, clock: Clock, known: Any) -> None:
    ask(make_user("owner"))
    LONG.pop("steps")
    for _ in range(5):
        work()
        clock.move(seconds=PAUSE.total_seconds() + 1)
    assert (job().status, job().trouble) == ("waiting", UNKNOWN)
    known()
    work()
    assert (job().status, job().trouble) == ("done", "")


def test_one_that_was_cancelled_while_its_worker_died_is_not_begun_again(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[int] = []
    monkeypatch.setitem(LONG, "steps", Task("Steps", lambda job: begun.append(job.id)))
    olga = make_user("owner")
    job_id = ask(olga)
    with own_context():
        claim_job(job_id, "one")
        with writing() as session:
            session.get_one(LongJob, job_id).cancel(by=person(olga))
        hand_back_jobs("one")
    work("two")
    assert (job().status, begun) == ("cancelled", [])


def test_asking_rings_for_a_worker(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    rung: list[bool] = []
    monkeypatch.setattr("webapp.database.ring", lambda: rung.append(True))
    ask(make_user("owner"))
    assert rung == [True]
