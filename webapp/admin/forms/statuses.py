"""A form's statuses: what what was sent can be, in which order, what each means for its member and asks of staff."""

from typing import Any

from flask import Blueprint, abort, flash, render_template
from flask_login import current_user
from werkzeug.wrappers import Response

from webapp.access import needs
from webapp.admin.forms.saving import building
from webapp.admin.forms.status_inputs import PHASE_NAMES, StatusInputs
from webapp.database import writing
from webapp.extensions import db
from webapp.inputs import Inputs
from webapp.languages import _
from webapp.models import status_acts
from webapp.models.form import Form
from webapp.models.form_status import FormStatus, said_status
from webapp.models.status_acts import NEEDED, in_order, numbers_of
from webapp.models.user_acts import SavedFirst
from webapp.responses import see_other, status

bp = Blueprint("statuses", __name__)


@bp.get("/<int:form_id>/statuses")
@needs("forms:read")
def index(form_id: int) -> str:
    here = building(form_id)
    statuses = db.session.scalars(in_order(form_id)).all()
    phases = {phase: _(words) for phase, words in PHASE_NAMES.items()}
    needed = [one.key for one in statuses if one.phase in NEEDED and [other.phase for other in statuses].count(one.phase) == 1]
    values = {
        "needed": needed,
        "here": here,
        "form": here.form,
        "statuses": statuses,
        "numbers": numbers_of(form_id),
        "phases": phases,
    }
    return render_template("admin/forms/statuses/index.html", **values)


@bp.route("/<int:form_id>/statuses/new", methods=["GET", "POST"])
@needs("forms:write")
def new(form_id: int) -> Any:
    here = building(form_id)
    inputs = StatusInputs()
    if inputs.validate_on_submit() and inputs.is_new(others(form_id)):
        with writing():
            made = status_acts.add_status(db.session.get_one(Form, form_id), by=current_user, **inputs.values())
            key = made.key
        flash(_("“%(status)s” was added. It can be given at once.", status=inputs.label.data), "good")
        return see_other(".index", form_id=form_id, _anchor=f"status-{key}")
    return render_template("admin/forms/statuses/new.html", here=here, form=here.form, inputs=inputs), status(inputs)


@bp.route("/<int:form_id>/statuses/<key>", methods=["GET", "POST"])
@needs("forms:write")
def edit(form_id: int, key: str) -> Any:
    here, found = building(form_id), status_or_404(form_id, key)
    inputs = StatusInputs.of(found)
    page = {"here": here, "form": here.form, "key": key, "name": said_status(found.label), "inputs": inputs}
    if not (inputs.validate_on_submit() and inputs.is_new(others(form_id, key))):
        return render_template("admin/forms/statuses/edit.html", **page), status(inputs)
    typed = inputs.values(found)
    try:
        with writing():
            form = db.session.get_one(Form, form_id)
            status_acts.change_status(form, key, by=current_user, version=inputs.version.data or 0, **typed)
    except SavedFirst as conflict:
        rows = [(inputs[name].label.text, value, typed[name]) for name, value in conflict.found.items()]
        inputs.version.data = conflict.version
        return render_template("admin/forms/statuses/saved_first.html", **page, rows=rows), 409
    flash(_("Saved. It counts at once."), "good")
    return see_other(".index", form_id=form_id, _anchor=f"status-{key}")


@bp.post("/<int:form_id>/statuses/<key>/up")
@needs("forms:write")
def up(form_id: int, key: str) -> Response:
    return shift(form_id, key, -1)


@bp.post("/<int:form_id>/statuses/<key>/down")
@needs("forms:write")
def down(form_id: int, key: str) -> Response:
    return shift(form_id, key, 1)


def shift(form_id: int, key: str, step: int) -> Response:
    status_or_404(form_id, key)
    with writing():
        status_acts.shift_status(db.session.get_one(Form, form_id), key, step, by=current_user)
    return see_other(".index", form_id=form_id, _anchor=f"status-{key}")


@bp.route("/<int:form_id>/statuses/<key>/delete", methods=["GET", "POST"])
@needs("forms:write")
def delete(form_id: int, key: str) -> Any:
    here, found = building(form_id), status_or_404(form_id, key)
    name, number = said_status(found.label), numbers_of(form_id).get(key, 0)
    if Inputs().validate_on_submit():
        with writing():
            status_acts.delete_status(db.session.get_one(Form, form_id), key, by=current_user)
        flash(_("“%(status)s” was deleted.", status=name), "good")
        return see_other(".index", form_id=form_id)
    return render_template("admin/forms/statuses/delete.html", here=here, form=here.form, key=key, name=name, number=number)


def status_or_404(form_id: int, key: str) -> FormStatus:
    return db.session.get(FormStatus, (form_id, key)) or abort(404)


def others(form_id: int, key: str = "") -> list[FormStatus]:
    return [one for one in db.session.scalars(in_order(form_id)) if one.key != key]
