"""Inviting many at once: a list is uploaded or pasted, every line is judged, and only then anything is written."""

from typing import Any

from flask import Blueprint, Response, abort, current_app, render_template
from flask_login import current_user
from werkzeug.wrappers import Response as BaseResponse

from webapp.access import needs
from webapp.access.gate import PAGE_LIMIT
from webapp.admin.invitation_list_inputs import InvitationListInputs
from webapp.database import writing
from webapp.extensions import db
from webapp.models.job_words import trouble_in_words
from webapp.models.long_job import LongJob
from webapp.models.people_list import MOST_BYTES, Line, NoList, csv_of, judged, read_list
from webapp.models.permissions import Permission, Role, authorize
from webapp.packing import pack
from webapp.responses import see_other, status

bp = Blueprint("invitation_lists", __name__, url_prefix="/invitations/lists")
KIND = "invite_people"
# Of the lines that are well a page shows the first; of those that are not, all.
MOST_SHOWN = 200


@bp.route("/new", methods=["GET", "POST"])
@needs("users:write")
def new() -> Any:
    """The list, and then what would become of it."""
    inputs = InvitationListInputs()
    if inputs.validate_on_submit():
        raw = inputs.given()
        try:
            lines = judged(read_list(raw), by=current_user)
        except NoList as why:
            inputs.refuse("file" if inputs.file.data else "pasted", str(why))
        else:
            return render_template("admin/invitation_lists/check.html", packed=pack(raw), **shown(lines))
    return render_template("admin/invitation_lists/new.html", inputs=inputs), status(inputs)


new.body_limit = MOST_BYTES + PAGE_LIMIT


@bp.post("/start")
@needs("users:write")
def start() -> BaseResponse:
    """Have those invited whose lines are well. They are frozen here: what the file says later changes nothing."""
    inputs = InvitationListInputs()
    try:
        lines = [line for line in judged(read_list(inputs.given()), by=current_user) if line.verdict == "good"]
    except NoList:
        lines = []
    if not lines or not inputs.validate_on_submit():
        return see_other(".new")
    with writing():
        authorize(current_user, Permission.USERS_WRITE)
        if any(line.role for line in lines):
            authorize(current_user, Permission.USERS_ROLE_WRITE, None, {"role": Role.AUDITOR})
        job = LongJob.ask(KIND, by=current_user, total=len(lines), arguments={"lines": [line.document() for line in lines]})
    return see_other(".show", job_id=job.id)


start.body_limit = MOST_BYTES + PAGE_LIMIT


@bp.get("/<int:job_id>")
@needs("users:write")
def show(job_id: int) -> str:
    job = list_job(job_id)
    sends_mail = bool(current_app.config["LODGE"].smtp_url)
    known = {"trouble": trouble_in_words(job.trouble), "sends_mail": sends_mail}
    return render_template("admin/invitation_lists/show.html", job=job, **known, **shown(told(job)))


@bp.get("/<int:job_id>/result.csv")
@needs("users:write")
def result(job_id: int) -> Response:
    lines = csv_of(told(list_job(job_id)))
    kept = {"Content-Disposition": f"attachment; filename=invited-{job_id}.csv"}
    return Response(lines, mimetype="text/csv", headers=kept)


def list_job(job_id: int) -> LongJob:
    job = db.get_or_404(LongJob, job_id)
    if job.kind != KIND:
        abort(404)
    return job


def told(job: LongJob) -> list[Line]:
    """The list with what became of each line so far; those to come are still well."""
    lines = job.arguments["lines"]
    verdicts = [*job.state.get("verdicts", []), *["good"] * len(lines)]
    return [Line(**{**line, "verdict": verdict}) for line, verdict in zip(lines, verdicts, strict=False)]


def shown(lines: list[Line]) -> dict[str, Any]:
    """What a page shows of a list: first what is not well."""
    well = [line for line in lines if line.verdict in {"good", "sent"}]
    faulty = [line for line in lines if line.verdict not in {"good", "sent"}]
    return {"faulty": faulty, "well": well[:MOST_SHOWN], "number": len(well), "left": max(0, len(well) - MOST_SHOWN)}
