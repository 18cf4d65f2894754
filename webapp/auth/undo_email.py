"""Take one's old address back: behind the link that was mailed to it, for a week, whoever has the account now."""

from typing import Any

from flask import Blueprint, flash, render_template
from flask_login import current_user
from werkzeug.wrappers import Response

from webapp.access import public
from webapp.access.links import keep_token, kept_link, kept_token, no_longer_valid
from webapp.auth.inputs import UndoInputs
from webapp.database import writing
from webapp.languages import _
from webapp.models.address_change import undo_change
from webapp.responses import status

bp = Blueprint("undo_email", __name__)


@bp.get("/undo-email/<token>")
@public
def open_one(token: str) -> Response:
    return keep_token(token, ".undo_email")


@bp.route("/undo-email", methods=["GET", "POST"])
@public
def undo_email() -> Any:
    link = kept_link("undo")
    if link is None or link.person is None:
        return no_longer_valid()
    inputs = UndoInputs()
    shown = {"old": link.bound_to["email"], "new": link.person.email}
    if inputs.validate_on_submit():
        token = None
        with writing(inputs):
            token = undo_change(kept_token(), by=current_user)
        if token is not None and not inputs.is_taken:
            flash(_("Your old address is back, and every log-in was ended. Choose a new password now."), "good")
            return keep_token(token, "auth.links.choose_password")
        if not inputs.is_taken:
            return no_longer_valid()
    page = render_template("auth/undo_email/undo_email.html", is_taken=inputs.is_taken, **shown)
    return page, 422 if inputs.is_taken else status(inputs)
