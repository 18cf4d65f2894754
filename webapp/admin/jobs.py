"""Jobs: what is being done while nobody waits for it, what went wrong, and the schedule of what is done regularly."""

from datetime import timedelta
from typing import Any

from flask import Blueprint, abort, current_app, flash, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from webapp.access import needs
from webapp.clock import now
from webapp.database import read, writing
from webapp.extensions import db
from webapp.inputs import Inputs
from webapp.jobs.long_tasks import LONG
from webapp.jobs.regular import REGULAR, Job
from webapp.jobs.running_now import PREFIX
from webapp.languages import _
from webapp.models.job_words import STATUS_WORDS, error_in_words, result_rows, trouble_in_words
from webapp.models.keyset import Seal
from webapp.models.long_job import JOBS, JOBS_IN_STATUS, ONE_JOB, STATUSES, LongJob, start_round
from webapp.models.regular_job import leading_worker, rounds_by_name
from webapp.responses import see_other, status

bp = Blueprint("jobs", __name__, url_prefix="/jobs")
# Kinds that have a page of their own, where those with users:write see what became of each person.
PAGES_OF_EACH = {
    "act_in_bulk": "admin.users.show_bulk",
    "undo_in_bulk": "admin.users.show_bulk",
    "invite_people": "admin.invitation_lists.show",
}


@bp.get("")
@needs("jobs:read")
def index() -> str:
    chosen = request.args.get("status", "")
    asked: dict[str, Any] = {"status": chosen} if chosen in STATUSES else {}
    jobs = JOBS_IN_STATUS if asked else JOBS
    page = jobs.page(Seal(current_app.config["LODGE"].signing_keys, "jobs", asked), request.args.get("page", ""), asked)
    lines = [as_line(row) for row in page.rows]
    shown = {"jobs": lines, "addresses": page.addresses(url_for(".index", **asked)), "is_astray": page.is_astray}
    states = {one: _(words) for one, words in STATUS_WORDS.items()}
    schedule = {"rounds": schedule_lines(), "leader": leading_worker()}
    return render_template("admin/jobs/index.html", chosen=asked.get("status", ""), states=states, **shown, **schedule)


@bp.get("/<int:job_id>")
@needs("jobs:read")
def show(job_id: int) -> str:
    row = read(ONE_JOB, {"job_id": job_id}).first() or abort(404)
    job = as_line(row) | {"result": result_rows(row.result), "not_before": row.not_before, "attempts": row.attempts}
    of_each = PAGES_OF_EACH.get(row.kind) if current_user.can("users:write") else None
    return render_template("admin/jobs/show.html", job=job, of_each=url_for(of_each, job_id=job_id) if of_each else None)


@bp.route("/<int:job_id>/cancel", methods=["GET", "POST"])
@needs("jobs:write")
def cancel(job_id: int) -> Any:
    job = db.get_or_404(LongJob, job_id)
    inputs = Inputs()
    if inputs.validate_on_submit():
        with writing():
            was_stopped = job.cancel(by=current_user)
        if was_stopped:
            flash(_("The job stops after the step that it is at."), "good")
        else:
            flash(_("There was nothing to cancel any more."), "info")
        return see_other(".show", job_id=job_id)
    return render_template("admin/jobs/cancel.html", job_id=job.id, words=task_in_words(job.kind)), status(inputs)


@bp.post("/<int:job_id>/retry")
@needs("jobs:write")
def retry(job_id: int) -> Response:
    job = db.get_or_404(LongJob, job_id)
    with writing():
        goes_on = job.retry(by=current_user)
    if goes_on:
        flash(_("The job goes on where it stopped."), "good")
    else:
        flash(_("Only what has failed or was cancelled can be tried again."), "info")
    return see_other(".show", job_id=job_id)


@bp.post("/regular/<name>/run")
@needs("jobs:write")
def run(name: str) -> Response:
    if f"{PREFIX}{name}" not in LONG:
        abort(404)
    with writing():
        job_id = start_round(f"{PREFIX}{name}", by=current_user)
    return see_other(".show", job_id=job_id)


def task_in_words(kind: str) -> str:
    """What it is called; one of a newer version keeps its name."""
    return _(LONG[kind].words) if kind in LONG else kind.replace("_", " ").capitalize()


def as_line(row: Any) -> dict[str, Any]:
    """A row as the pages show it."""
    return {
        **{name: getattr(row, name) for name in ("id", "asked_at", "status", "done", "total", "started_at", "ended_at")},
        "words": task_in_words(row.kind),
        "state": _(STATUS_WORDS[row.status]),
        "is_stopping": row.is_cancel_asked and row.status == "running",
        "is_alive": row.ended_at is None,
        "asker": row.asker or _("The operator at the machine"),
        "trouble": trouble_in_words(row.trouble),
    }


def schedule_lines() -> list[dict[str, Any]]:
    """Each regular job with its last round and when the next one is due."""
    last = rounds_by_name()
    return [schedule_line(job, last.get(job.name)) for job in REGULAR]


def schedule_line(job: Job, last: Any) -> dict[str, Any]:
    every = timedelta(seconds=job.every)
    return {
        "name": job.name,
        "words": _(job.words),
        "every": every,
        "is_often": job.every < 60,
        "last": last,
        "trouble": error_in_words(last.trouble) if last is not None and last.trouble else "",
        "next_at": max(now(), last.started_at + every) if last is not None else None,
    }
