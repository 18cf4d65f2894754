"""Jobs for the pictures: one that runs, one that failed, one that is done, and a schedule with a failure in it."""

from datetime import timedelta

from tests.screenshots.people import Seen
from tests.support.acting import person
from tests.support.stage import own_context, saving
from webapp.clock import now
from webapp.jobs.regular import REGULAR
from webapp.models.day_figure import DayFigure
from webapp.models.long_job import LongJob
from webapp.models.regular_job import RegularJob, note_leader

STEPS = 312_000


def with_jobs(seen: dict[str, Seen]) -> dict[str, str]:
    """Returns the addresses' parts: `job` runs, `failed_job` failed, `done_job` is done."""
    with saving() as session:
        by = person(seen["owner"].user)
        done, failed, running = (LongJob.ask("verify_events", by=by, total=STEPS) for _ in range(3))
        ended = {"started_at": now() - timedelta(minutes=4), "ended_at": now() - timedelta(minutes=1)}
        change(done, status="done", done=STEPS, result={"seen": STEPS}, **ended)
        change(failed, status="failed", done=120_000, trouble="error OperationalError", **ended)
        lease = now() + timedelta(days=1)
        change(running, status="running", done=118_560, started_at=now(), leased_until=lease, leased_by="one")
        for number, job in enumerate(REGULAR):
            trouble = "" if number != 2 else "OperationalError"
            row = {"started_at": now() - timedelta(minutes=7 * number), "took_ms": 40 * 9**number, "trouble": trouble}
            session.add(RegularJob(name=job.name, worker="porter 4711", **row))
        yesterday = now().date() - timedelta(days=1)
        for number in range(30):
            for form, most in ((1, 40), (2, 25), (3, 9)):
                figure = {"measure": "sent", "day": yesterday - timedelta(days=number), "part": str(form)}
                session.add(DayFigure(n=most - number * most // 40, **figure))
    with own_context():
        note_leader()
    return {"job": str(running.id), "failed_job": str(failed.id), "done_job": str(done.id)}


def change(job: LongJob, **values: object) -> None:
    for name, value in values.items():
        setattr(job, name, value)
