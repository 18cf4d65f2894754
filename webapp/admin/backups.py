"""Backups: what lies there and whether it is whole; make, download, verify, restore, delete. For owners, once confirmed."""

from typing import Any

from flask import Blueprint, abort, flash, render_template, send_file
from flask_login import current_user
from werkzeug.wrappers import Response

from webapp.access import ensure_confirmed, needs
from webapp.admin.backup_inputs import RestoreInputs
from webapp.backups.asking import ask_for_restore, can_be_asked, last_outcome
from webapp.backups.drill import last_drill
from webapp.backups.looking import looks
from webapp.backups.shelf import Shelved, named, shelved
from webapp.clock import now
from webapp.database import writing
from webapp.dates import in_zone
from webapp.inputs import Inputs
from webapp.languages import _, mark
from webapp.models.endings import spend_confirmation
from webapp.models.event import Event
from webapp.models.long_job import LongJob
from webapp.responses import see_other, status
from webapp.site import zone

bp = Blueprint("backups", __name__, url_prefix="/backups")
REASONS = {
    "daily": mark("Each night"),
    "by-hand": mark("By hand"),
    "before-migration": mark("Before a migration"),
    "before-restore": mark("Before a restore"),
}


@bp.get("")
@needs("backups:write")
def index() -> str:
    seen = looks()
    rows = [as_row(one) | {"look": seen.get(one.path.name)} for one in shelved()]
    return render_template("admin/backups/index.html", backups=rows, drill=last_drill(), outcome=last_outcome())


@bp.post("")
@needs("backups:write")
def create() -> Response:
    with writing():
        job = LongJob.ask("make_backup", by=current_user, total=2)
        Event.record(by=current_user, action="backup.asked")
    return see_other("admin.jobs.show", job_id=job.id)


@bp.get("/<name>/download")
@needs("backups:write")
def download(name: str) -> Response:
    one = find(name)
    ensure_confirmed(every_time=True)
    with writing():
        spend_confirmation(current_user.login_session_id)
        Event.record(by=current_user, action="backup.downloaded", detail={"name": name})
    return send_file(one.path, mimetype="application/octet-stream", as_attachment=True, download_name=name, max_age=0)


@bp.post("/<name>/verify")
@needs("backups:write")
def verify(name: str) -> Response:
    find(name)
    with writing():
        job = LongJob.ask("verify_backup", by=current_user, total=1, arguments={"name": name})
    return see_other("admin.jobs.show", job_id=job.id)


@bp.route("/<name>/delete", methods=["GET", "POST"])
@needs("backups:write")
def delete(name: str) -> Any:
    one, inputs = find(name), Inputs()
    if inputs.validate_on_submit():
        with writing():
            Event.record(by=current_user, action="backup.deleted", detail={"name": name})
        one.path.unlink(missing_ok=True)
        flash(_("The backup was deleted."), "good")
        return see_other(".index")
    is_last = len(shelved()) == 1
    return render_template("admin/backups/delete.html", backup=as_row(one), is_last=is_last), status(inputs)


@bp.route("/<name>/restore", methods=["GET", "POST"])
@needs("backups:write")
def restore(name: str) -> Any:
    """Everybody is logged out by it, and this process too is gone in a moment: the answer comes with the change."""
    one = find(name)
    day = in_zone(one.made_at, zone()).date().isoformat()
    row, inputs = as_row(one) | {"day": day}, RestoreInputs(day)
    if can_be_asked() and inputs.validate_on_submit():
        with writing():
            Event.record(by=current_user, action="backup.restore_asked", detail={"name": name})
        ask_for_restore(one, by=current_user.name)
        return render_template("admin/backups/restoring.html", backup=row), 202
    shown = {"age": now() - one.made_at, "can_be_asked": can_be_asked(), "path": one.path, "look": looks().get(name)}
    return render_template("admin/backups/restore.html", backup=row, inputs=inputs, **shown), status(inputs)


def find(name: str) -> Shelved:
    return named(name) or abort(404)


def as_row(one: Shelved) -> dict[str, Any]:
    return {
        "name": one.path.name,
        "made_at": one.made_at,
        "size": one.size,
        "why": _(REASONS[one.why]) if one.why in REASONS else one.why,
    }
