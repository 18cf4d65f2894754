"""Acts upon many people as jobs: each is begun once, and taken back once, within a day, by whoever may."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import select

from webapp.clock import now
from webapp.extensions import db
from webapp.models.bulk_acts import ACTS
from webapp.models.long_job import LongJob
from webapp.models.permissions import Permission, authorize
from webapp.models.person import Person

ACTING, UNDOING = "act_in_bulk", "undo_in_bulk"
UNDONE_WITHIN = timedelta(hours=24)


def begin_act(act: str, values: Mapping[str, Any], ids: Sequence[int], batch: str, *, by: Person) -> LongJob:
    """Inside `writing()`: the job that does it, the same one however often it is sent.

    `batch` is the id of the page that showed what would happen.
    """
    authorize(by, ACTS[act].needs)
    mine = select(LongJob).where(LongJob.kind == ACTING, LongJob.asked_by == by.id).order_by(LongJob.id.desc()).limit(20)
    begun = next((job for job in db.session.scalars(mine) if job.arguments["batch"] == batch), None)
    arguments = {"act": act, "values": values, "ids": ids, "batch": batch}
    return begun or LongJob.ask(ACTING, by=by, total=len(ids), arguments=arguments)


def take_back(job_id: int, *, by: Person) -> int:
    """Inside `writing()`: the number of the job that takes it back, the same one however often it is asked for.

    Its own where nothing can be taken back.
    """
    job = db.session.get_one(LongJob, job_id)
    job.hold(by, Permission.USERS_WRITE)
    if "undone_by" in job.state:
        return int(job.state["undone_by"])
    if not can_be_taken_back(job):
        return job_id
    kept = {name: job.arguments[name] for name in ("act", "values", "batch")}
    undo = LongJob.ask(UNDOING, by=by, total=job.state.get("done", 0), arguments=kept | {"undo": str(uuid4())})
    job.state = job.state | {"undone_by": undo.id}
    return undo.id


def can_be_taken_back(job: LongJob) -> bool:
    is_over = job.ended_at is None or now() - job.ended_at > UNDONE_WITHIN
    has_way = ACTS[job.arguments["act"]].takes_back is not None
    return job.kind == ACTING and has_way and not is_over and bool(job.state.get("done")) and "undone_by" not in job.state
