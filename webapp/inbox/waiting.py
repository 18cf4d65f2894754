"""The waiting lists of a form: who is in line for what, moving somebody up, giving somebody a place out of turn."""

from typing import Any

from flask import Blueprint, abort, flash, render_template, request
from flask_login import current_user
from sqlalchemy import select
from werkzeug.wrappers import Response

from webapp.access import needs
from webapp.database import read, writing
from webapp.extensions import db
from webapp.languages import _, spoken
from webapp.models import waiting_list
from webapp.models.capacity import hold_form, option_of
from webapp.models.form import Form
from webapp.models.reviewing import forms_reviewed_by
from webapp.models.submission import Submission
from webapp.models.user import User
from webapp.models.waiting_place import WaitingPlace
from webapp.responses import see_other

bp = Blueprint("waiting", __name__, url_prefix="/waiting/<int:form_id>")
LINES = (
    select(
        WaitingPlace.id,
        WaitingPlace.scope,
        WaitingPlace.number,
        WaitingPlace.joined_at,
        Submission.reference,
        Submission.summary,
        User.name.label("sender"),
    )
    .join(Submission, Submission.id == WaitingPlace.submission_id)
    .join(User, User.id == Submission.user_id)
    .order_by(WaitingPlace.scope, WaitingPlace.turn)
)


@bp.get("")
@needs("submissions:read")
def index(form_id: int) -> str:
    form = reviewed(form_id)
    rows = read(LINES.where(Submission.form_id == form_id)).all()
    lines = {scope: [row for row in rows if row.scope == scope] for scope in dict.fromkeys(row.scope for row in rows)}
    called = {scope: name_of(form, scope) for scope in lines}
    return render_template("inbox/waiting/index.html", form=form, lines=lines, called=called)


@bp.post("/<int:place_id>/move-up")
@needs("submissions:write")
def move_up(form_id: int, place_id: int) -> Response:
    """One forward. Somebody who is not in line any more has a place already, or has taken it back."""
    reviewed(form_id)
    with writing():
        place = in_line(form_id, place_id)
        if place is not None:
            waiting_list.move_up(place, by=current_user)
    return see_other(".index", form_id=form_id)


@bp.route("/<int:place_id>/offer", methods=["GET", "POST"])
@needs("submissions:write")
def offer(form_id: int, place_id: int) -> Any:
    form = reviewed(form_id)
    row = read(LINES.where(WaitingPlace.id == place_id, Submission.form_id == form_id)).first()
    if request.method == "GET":
        name = name_of(form, row.scope) if row else abort(404)
        return render_template("inbox/waiting/offer.html", form=form, row=row, called=name)
    with writing():
        place = in_line(form_id, place_id)
        if place is not None:
            waiting_list.offer(place, by=current_user)
    flash(_("They have a place.") if place else _("They are not waiting any more."), "good" if place else "info")
    return see_other(".index", form_id=form_id)


def reviewed(form_id: int) -> Form:
    """A form whose submissions this person may see."""
    return db.session.get_one(Form, form_id) if form_id in forms_reviewed_by(current_user) else abort(404)


def in_line(form_id: int, place_id: int) -> WaitingPlace | None:
    """Inside `writing()`: a place in a line of this form, while nobody else changes it."""
    hold_form(form_id)
    mine = select(WaitingPlace).join(Submission, Submission.id == WaitingPlace.submission_id)
    return db.session.scalar(mine.where(WaitingPlace.id == place_id, Submission.form_id == form_id))


def name_of(form: Form, scope: str) -> str:
    """What a line is for, as its heading: an option, or the form as a whole."""
    option, version = option_of(scope), form.current_version
    return version.parsed.option_label(option, spoken()) if option and version else _("The whole form")
