"""Confirm it's you: asked before what would hurt most in the wrong hands, good for ten minutes."""

from typing import Any

from flask import Blueprint, flash, render_template, session
from flask_login import current_user
from werkzeug.utils import redirect

from webapp.access import renew_session, way_back
from webapp.access.passkeys import why_not
from webapp.account.inputs import ConfirmBothInputs, ConfirmByPasskeyInputs, ConfirmInputs
from webapp.account.proof import prove, prove_both
from webapp.models import own_account
from webapp.models.factors import held_by
from webapp.responses import see_other, status

bp = Blueprint("confirm", __name__)


@bp.route("/confirm", methods=["GET", "POST"])
def confirm() -> Any:
    held = held_by(current_user.id)
    inputs = ConfirmBothInputs() if held.has_second_factor else ConfirmInputs()
    if held.complete_passkeys:
        inputs["code"].description = "One of your recovery codes."
    if inputs.validate_on_submit():
        if not confirmed(inputs):
            return log_in_again()
        if not inputs.errors:
            return redirect(way_back(), 303)
    shown = {"held": held, "has_passkeys": why_not() is None, "by_passkey": ConfirmByPasskeyInputs()}
    return render_template("account/confirm/confirm.html", inputs=inputs, **shown), status(inputs)


def confirmed(inputs: ConfirmInputs) -> bool:
    """By the strongest that the person holds; False when too many failures have ended this log-in."""
    if isinstance(inputs, ConfirmBothInputs):
        return prove_both(inputs, note)
    return prove(inputs, "password", lambda: note("password"))


def note(methods: str) -> None:
    renew_session(own_account.confirm(current_user, methods))


def log_in_again() -> Any:
    session.pop("back", None)
    flash("There were too many wrong tries, so you were logged out here. Log in again.", "warning")
    return see_other("auth.log_in.log_in")
