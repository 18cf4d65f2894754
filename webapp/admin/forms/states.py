"""Pausing, closing, reopening and archiving a form: each asks on a page of its own and says what it does."""

from typing import Any

from flask import Blueprint, flash, render_template
from flask_login import current_user

from webapp.access import ensure, needs
from webapp.admin.forms.saving import building
from webapp.database import writing
from webapp.extensions import db
from webapp.inputs import Inputs
from webapp.languages import _, mark
from webapp.models.form import Form
from webapp.responses import see_other

bp = Blueprint("states", __name__)
CONSEQUENCES = {
    "pause": (mark("Nobody can start it or send it."), mark("Drafts are kept, and people are told that it is paused.")),
    "close": (mark("Nobody can start it or send it any more."), mark("Drafts become read-only; people can copy their answers.")),
    "reopen": (mark("Its audience can fill it in, within its dates."),),
    "archive": (mark("It disappears from lists, here and for everybody."), mark("Its submissions stay where they are.")),
}
DONE = {"pause": "paused", "close": "closed", "reopen": "open", "archive": "archived"}
SAID = {
    "pause": mark("“%(title)s” is paused."),
    "close": mark("“%(title)s” is closed."),
    "reopen": mark("“%(title)s” is open."),
    "archive": mark("“%(title)s” is archived."),
}


@bp.route("/<int:form_id>/pause", methods=["GET", "POST"])
@needs("forms:publish")
def pause(form_id: int) -> Any:
    return move(form_id, "pause")


@bp.route("/<int:form_id>/close", methods=["GET", "POST"])
@needs("forms:publish")
def close(form_id: int) -> Any:
    return move(form_id, "close")


@bp.route("/<int:form_id>/reopen", methods=["GET", "POST"])
@needs("forms:publish")
def reopen(form_id: int) -> Any:
    return move(form_id, "reopen")


@bp.route("/<int:form_id>/archive", methods=["GET", "POST"])
@needs("forms:publish")
def archive(form_id: int) -> Any:
    return move(form_id, "archive")


def move(form_id: int, act: str) -> Any:
    """GET asks, POST does; each answers 403 where the state does not allow it."""
    here = building(form_id)
    ensure(here.form.can_move(act) or here.form.state == DONE[act])
    if Inputs().validate_on_submit():
        with writing():
            getattr(db.session.get_one(Form, form_id), act)(by=current_user)
        flash(_(SAID[act], title=here.form.title), "good")
        return see_other("admin.forms.outline.show", form_id=form_id)
    consequences = [_(one) for one in CONSEQUENCES[act]]
    return render_template("admin/forms/states/move.html", here=here, form=here.form, act=act, consequences=consequences)
