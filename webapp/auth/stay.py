"""Logged in to an account that is about to be deleted: keep it after all, or let it go."""

from typing import Any

from flask import Blueprint, flash, render_template, session
from flask_login import current_user
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from webapp.access import public
from webapp.access.leaving import NAME, person_leaving
from webapp.auth.entering import let_in, way_in
from webapp.database import writing
from webapp.inputs import Inputs
from webapp.languages import _
from webapp.models import leaving
from webapp.responses import see_other, status

bp = Blueprint("stay", __name__)


@bp.route("/login/keep-account", methods=["GET", "POST"])
@public
def stay() -> Any:
    if current_user.is_authenticated:
        return see_other("main.home.index")
    found = person_leaving()
    if found is None:
        return log_in_again()
    inputs = Inputs()
    if inputs.validate_on_submit():
        if not has_stayed():
            return log_in_again()
        flash(_("Your account is kept. Nothing of it was deleted."), "good")
        return redirect(way_in(), 303)
    return render_template("auth/stay/stay.html", user=found[1]), status(inputs)


def has_stayed() -> bool:
    """Keep the account and let its person in, who has proven enough for that; what is dangerous is confirmed anew."""
    with writing():
        found = person_leaving()
        if found is None or not leaving.stay(found[1], by=current_user):
            return False
        session.pop(NAME)
        let_in(found[1], methods=found[0].methods, keep=found[0].is_kept, is_fresh=False)
    return True


def log_in_again() -> Response:
    session.pop(NAME, None)
    flash(_("That took too long, or something about your account has changed. Log in again."), "info")
    return see_other("auth.log_in.log_in")
