"""Confirm it's you: asked before what would hurt most in the wrong hands, good for ten minutes."""

from typing import Any

from flask import Blueprint, flash, render_template, session
from flask_login import current_user
from werkzeug.utils import redirect

from webapp.access import renew_session, way_back
from webapp.account.inputs import ConfirmInputs
from webapp.account.proof import prove
from webapp.models import own_account
from webapp.responses import see_other, status

bp = Blueprint("confirm", __name__)


@bp.route("/confirm", methods=["GET", "POST"])
def confirm() -> Any:
    inputs = ConfirmInputs()
    if inputs.validate_on_submit():
        if not prove(inputs, "password", lambda: renew_session(own_account.confirm(current_user))):
            return log_in_again()
        if not inputs.errors:
            return redirect(way_back(), 303)
    return render_template("account/confirm/confirm.html", inputs=inputs), status(inputs)


def log_in_again() -> Any:
    session.pop("back", None)
    flash("The password was wrong too often, so you were logged out here. Log in again.", "warning")
    return see_other("auth.log_in.log_in")
