"""An act upon many that is being done, or was: how far it is, what became of each, and the way back within a day."""

import csv
import io
from collections.abc import Iterable
from typing import Any

from flask import Response, abort, current_app, flash, render_template, request, url_for
from flask_login import current_user

from webapp.access import ensure_confirmed, needs
from webapp.admin.users.bulk import MOST_SHOWN, MOST_UNCONFIRMED
from webapp.admin.users.bulk_facts import rows_of
from webapp.admin.users.desk import bp
from webapp.admin.users.listing import forget_counters
from webapp.database import writing
from webapp.extensions import db
from webapp.inputs import Inputs
from webapp.languages import _
from webapp.models.bulk import DONE, Outcome, people_named, touched
from webapp.models.bulk_acts import ACTS
from webapp.models.bulk_jobs import ACTING, UNDOING, can_be_taken_back, take_back
from webapp.models.event import Event
from webapp.models.job_words import trouble_in_words
from webapp.models.keyset import Seal
from webapp.models.long_job import LongJob
from webapp.models.submission_export import harmless
from webapp.responses import see_other, status


@bp.get("/bulk/<int:job_id>")
@needs("users:write")
def show_bulk(job_id: int) -> str:
    job = bulk_job(job_id)
    forget_counters()
    refused = told(job.state.get("refused", []))
    changed = told([one, ""] for one in job.state.get("changed", []))
    act = job.arguments["act"]
    known = {"act": _(ACTS[act].words), "is_undoing": job.kind == UNDOING, "can_undo": can_be_taken_back(job)}
    known |= {"rows": rows_of(act, job.arguments["values"]), "trouble": trouble_in_words(job.trouble)}
    seal = Seal(current_app.config["LODGE"].signing_keys, "bulk", job_id)
    page = DONE.page(seal, request.args.get("page", ""), {"batch": batch_of(job)})
    known |= {
        "done_page": page.rows,
        "refused_number": len(refused),
        "is_astray": page.is_astray,
        "addresses": page.addresses(url_for(".show_bulk", job_id=job_id)),
    }
    lines = {"refused": refused[:MOST_SHOWN], "changed": changed[:MOST_SHOWN]}
    return render_template("admin/users/bulk_done.html", job=job, lines=lines, most=MOST_SHOWN, **known)


@bp.get("/bulk/<int:job_id>/result.csv")
@needs("users:write")
def bulk_result(job_id: int) -> Response:
    """What became of each person."""
    job = bulk_job(job_id)
    done, refused = touched(batch_of(job)), dict(job.state.get("refused", []))
    every = job.arguments.get("ids") or sorted(done | set(job.state.get("changed", [])))
    if len(every) > MOST_UNCONFIRMED:
        ensure_confirmed()
    with writing():
        Event.record(by=current_user, action="users.exported", target=job, detail={"count": len(every)})
    names, buffer = people_named(every), io.StringIO("\ufeff")
    buffer.seek(0, io.SEEK_END)
    writer = csv.writer(buffer)
    writer.writerow([_("Number"), _("Name"), _("Email"), _("Result")])
    for one in every:
        left = _("Changed by somebody since") if one in job.state.get("changed", []) else _("Nothing to do")
        result = _("Done") if one in done else refused.get(one) or left
        writer.writerow([one, *(harmless(cell) for cell in names.get(one, ("", ""))), result])
    kept = {"Content-Disposition": f"attachment; filename=people-{job_id}.csv"}
    return Response(buffer.getvalue(), mimetype="text/csv", headers=kept)


@bp.route("/bulk/<int:job_id>/undo", methods=["GET", "POST"])
@needs("users:write")
def undo_bulk(job_id: int) -> Any:
    job = bulk_job(job_id)
    inputs = Inputs()
    if not can_be_taken_back(job):
        flash(_("This can be undone no more."), "info")
        return see_other(".show_bulk", job_id=job_id)
    if inputs.validate_on_submit():
        with writing():
            undoing = take_back(job_id, by=current_user)
        return see_other(".show_bulk", job_id=undoing)
    shown = {"job": job, "act": _(ACTS[job.arguments["act"]].words), "number": job.state.get("done", 0)}
    return render_template("admin/users/bulk_undo.html", **shown), status(inputs)


def bulk_job(job_id: int) -> LongJob:
    job = db.get_or_404(LongJob, job_id)
    if job.kind not in {ACTING, UNDOING}:
        abort(404)
    return job


def batch_of(job: LongJob) -> str:
    return str(job.arguments.get("undo") or job.arguments["batch"])


def told(pairs: Iterable[Any]) -> list[Outcome]:
    """People with why it was not done to them."""
    known = dict(pairs)
    names = people_named(known)
    return [Outcome(one, *names.get(one, ("", "")), "refused", why) for one, why in known.items()]
