"""The jobs, each by itself: done again without harm, and no end of the others when one fails."""

from flask import Flask

from tests.support.clock import Clock
from tests.support.stage import count, saving
from webapp.clock import now
from webapp.jobs.queue import make_queue
from webapp.jobs.regular import IsStopping, Job, tidy_up
from webapp.jobs.tasks import JOBS, doing, register
from webapp.models.counter import Counter


def never() -> bool:
    return False


def test_each_job_can_be_put_into_the_queue(app: Flask) -> None:
    queue = make_queue(app.config["LODGE"])
    queue.flush()
    known = register(queue, app, "one", never)
    for job in JOBS:
        queue.enqueue(known[job.name].s())
    assert queue.pending_count() == len(JOBS)
    queue.flush()


def test_tidying_drops_what_has_expired(app: Flask, clock: Clock) -> None:
    with saving() as session:
        session.add(Counter(key="door", n=1, expires_at=now()))
    clock.move(seconds=1)
    job = next(job for job in JOBS if job.name == "tidy")
    doing(job, app, "one", never)()
    assert count(Counter) == 0


def test_a_job_that_fails_does_not_end_its_worker(app: Flask) -> None:
    tries: list[str] = []

    def fail(sender: str, is_stopping: IsStopping) -> None:
        tries.append(sender)
        raise ZeroDivisionError("no")

    job = doing(Job("count", "Count", fail, every=1), app, "one", never)
    job()
    job()
    assert tries == ["one", "one"]


def test_tidying_stops_between_its_steps(app: Flask, clock: Clock) -> None:
    with saving() as session:
        session.add(Counter(key="door", n=1, expires_at=now()))
    clock.move(seconds=1)
    with app.app_context():
        tidy_up("one", lambda: True)
    assert count(Counter) == 1
