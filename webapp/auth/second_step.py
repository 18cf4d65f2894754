"""The second step of a log-in: a code from the app, or a recovery code."""

from typing import Any

from flask import Blueprint, flash, render_template, session
from flask_login import current_user
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from webapp.access import public
from webapp.access import second_step as step
from webapp.access.device import trust_device
from webapp.access.passkeys import why_not
from webapp.access.sealed import sealing
from webapp.access.tries import tries
from webapp.auth.entering import let_in, way_in
from webapp.auth.inputs import SecondStepInputs
from webapp.database import writing
from webapp.languages import _
from webapp.models.factors import held_by
from webapp.models.second_step import SecondStep
from webapp.responses import see_other, status

bp = Blueprint("second_step", __name__)


@bp.route("/login/second-step", methods=["GET", "POST"])
@public
def second_step() -> Any:
    if current_user.is_authenticated:
        return see_other("main.home.index")
    waiting = step.waiting()
    if waiting is None:
        return log_in_again()
    inputs = SecondStepInputs()
    if inputs.validate_on_submit():
        if not try_code(waiting, inputs):
            return log_in_again()
        if not inputs.errors:
            return redirect(way_in(), 303)
    shown = {"held": held_by(waiting.user_id), "has_passkeys": why_not() is None}
    return render_template("auth/second_step/second_step.html", inputs=inputs, **shown), status(inputs)


def try_code(waiting: step.Waiting, inputs: SecondStepInputs) -> bool:
    """Let the person in, or say on the page why not; False when they have to begin anew."""
    attempt = SecondStep(waiting.user_id, inputs.code.data or "", by=current_user, tries=tries(), sealing=sealing())
    attempt.compare()
    with writing():
        found = step.person_waiting()
        if found is None:
            return False
        user = found[1]
        if not attempt.finish(user):
            inputs.refuse("code", attempt.refusal)
            return True
        let_in(user, methods=f"{waiting.methods} and {attempt.method}", keep=waiting.is_kept)
        if inputs.trust.data:
            trust_device(user, current_user.origin)  # after the link that takes it back has been mailed
    return True


def log_in_again() -> Response:
    session.pop(step.NAME, None)
    flash(_("That took too long, or something about your account has changed. Log in again."), "info")
    return see_other("auth.log_in.log_in")
