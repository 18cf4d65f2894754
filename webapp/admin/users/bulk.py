"""The same act upon many people: whom, what would become of each, done by a job, and taken back within a day."""

import csv
import io
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from flask import Response, abort, flash, render_template, request
from flask_login import current_user

from webapp.access import ensure_confirmed, needs
from webapp.admin.users.bulk_inputs import BulkInputs, StartInputs, freeze, thawed
from webapp.admin.users.desk import bp
from webapp.admin.users.listing import counters, forget_counters, question_of
from webapp.admin.users.suspend import end_of, last_day_of
from webapp.clock import now
from webapp.database import writing
from webapp.dates import day_in_words, number_in_words, zone_named
from webapp.extensions import db
from webapp.inputs import Inputs
from webapp.languages import _
from webapp.models.bulk import (
    ACTS,
    HARMLESS,
    MOST_PEOPLE,
    TYPED_ABOVE,
    WITH_GROUP,
    Outcome,
    Values,
    outcomes,
    people_named,
    touched,
)
from webapp.models.bulk_jobs import ACTING, UNDOING, begin_act, can_be_taken_back, take_back
from webapp.models.event import Event
from webapp.models.group import Group
from webapp.models.job_words import trouble_in_words
from webapp.models.long_job import LongJob
from webapp.models.submission_export import harmless
from webapp.models.user_list import ids_fitting
from webapp.responses import see_other, status
from webapp.site import zone

# Boxes on one page, and lines of each kind of outcome.
MOST_BOXES, MOST_SHOWN = 50, 25
# R5: more than so many people are not taken along without a confirmation.
MOST_UNCONFIRMED = 100
KINDS = ("refused", "will", "nothing")


@bp.route("/bulk", methods=["GET", "POST"])
@needs("users:write")
def bulk() -> Any:
    """Whom, and what; then what would become of each."""
    question = question_of(request.values.get("q", ""))
    ids = ids_fitting(question, counters(), MOST_PEOPLE + 1)
    inputs = BulkInputs()
    offered = sorted(ids)[:MOST_BOXES]
    fill(inputs, offered, len(ids))
    shown = {"inputs": inputs, "question": question, "count": len(ids), "most": MOST_PEOPLE}
    # What was not understood is left out of the search: it would mean more people than were meant.
    if len(ids) <= MOST_PEOPLE and ids and not question.hints and inputs.validate_on_submit():
        chosen = ids if inputs.who.data == "all" else [one for one in offered if one in set(inputs.people.data or [])]
        return looked_at(inputs.act.data, values_of(inputs), chosen)
    return render_template("admin/users/bulk.html", **shown), status(inputs)


def fill(inputs: BulkInputs, offered: list[int], count: int) -> None:
    """What can be chosen."""
    names = people_named(offered)
    inputs.act.choices = [(name, _(act.words)) for name, act in ACTS.items()]
    inputs.who.choices = [
        ("all", _("Everybody who fits: %(count)s", count=number_in_words(count))),
        ("some", _("Those who are ticked below")),
    ]
    inputs.people.choices = [(one, f"{names[one][0]}, {names[one][1]}") for one in offered if one in names]
    inputs.group.choices = [(0, _("None")), *Group.choices()]
    inputs.today = now().astimezone(zone_named(zone())).date()


def values_of(inputs: BulkInputs) -> dict[str, Any]:
    if inputs.act.data == "suspend":
        until = end_of(inputs.until.data)
        told = {"reason": inputs.reason.data or "", "is_visible": bool(inputs.is_reason_visible.data)}
        return told | {"until": until.isoformat() if until else ""}
    return {"group_id": inputs.group.data} if inputs.group.data else {}


def looked_at(act: str, values: dict[str, Any], ids: list[int], inputs: StartInputs | None = None) -> Any:
    """The dry run of exactly these people, and what was frozen of it."""
    found = list(outcomes(sorted(ids), act, values, by=current_user))
    by_kind = {kind: [one for one in found if one.kind == kind] for kind in KINDS}
    inputs = inputs or StartInputs(formdata=None)
    inputs.frozen.data = freeze(act, values, [one.id for one in by_kind["will"]])
    counts = {kind: len(some) for kind, some in by_kind.items()}
    lines = {kind: some[:MOST_SHOWN] for kind, some in by_kind.items()}
    its = {"act": _(ACTS[act].words), "consequence": _(ACTS[act].consequence), "is_typed": counts["will"] > TYPED_ABOVE}
    its |= {"rows": rows_of(act, values), "is_harmless": act in HARMLESS}
    page = render_template("admin/users/bulk_check.html", inputs=inputs, counts=counts, lines=lines, most=MOST_SHOWN, **its)
    return page, status(inputs)


def rows_of(act: str, values: Values) -> list[dict[str, str]]:
    """What is to be done beside the act's name, as the list of facts shows it."""
    if act == "suspend":
        last_day = last_day_of(datetime.fromisoformat(values["until"])) if values["until"] else None
        return [
            {"key": _("Reason"), "value": values["reason"]},
            {"key": _("Suspended until"), "value": day_in_words(last_day) if last_day else _("Until somebody lifts it")},
            {"key": _("Tell them the reason"), "value": _("Yes") if values["is_visible"] else _("No")},
        ]
    if act not in WITH_GROUP:
        return []
    group = db.session.get(Group, values["group_id"])
    return [{"key": _("Group"), "value": group.name if group else _("The group is not there any more.")}]


@bp.post("/bulk/start")
@needs("users:write")
def start_bulk() -> Any:
    """Have it done to exactly those who were looked at."""
    ensure_confirmed()
    inputs = StartInputs()
    found = thawed(inputs.frozen.data or "")
    if found is None or not found[2]:
        return see_other(".bulk")
    act, values, ids, batch = found
    inputs.wanted = len(ids)
    if not inputs.validate_on_submit():
        return looked_at(act, values, ids, inputs)
    with writing():
        job = begin_act(act, values, ids, batch, by=current_user)
    return see_other(".show_bulk", job_id=job.id)


@bp.get("/bulk/<int:job_id>")
@needs("users:write")
def show_bulk(job_id: int) -> str:
    job = bulk_job(job_id)
    forget_counters()
    refused = told(job.state.get("refused", []))
    changed = told([one, ""] for one in job.state.get("changed", []))
    act = job.arguments["act"]
    known = {"act": _(ACTS[act].words), "is_undoing": job.kind == UNDOING, "can_undo": can_be_taken_back(job)}
    known["rows"] = rows_of(act, job.arguments["values"])
    lines = {"refused": refused[:MOST_SHOWN], "changed": changed[:MOST_SHOWN]}
    return render_template("admin/users/bulk_done.html", job=job, trouble=trouble_in_words(job.trouble), lines=lines, **known)


@bp.get("/bulk/<int:job_id>/result.csv")
@needs("users:write")
def bulk_result(job_id: int) -> Response:
    """What became of each person."""
    job = bulk_job(job_id)
    done, refused = touched(job.arguments.get("undo") or job.arguments["batch"]), dict(job.state.get("refused", []))
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


def told(pairs: Iterable[Any]) -> list[Outcome]:
    """People with why it was not done to them."""
    known = dict(pairs)
    names = people_named(known)
    return [Outcome(one, *names.get(one, ("", "")), "refused", why) for one, why in known.items()]
