"""Keep one's second step: behind the link of the mail that announces its removal, one button stops that."""

from typing import Any

from flask import Blueprint, flash, render_template
from flask_login import current_user
from werkzeug.wrappers import Response

from webapp.access import public
from webapp.access.links import drop_token, keep_token, kept_token, no_longer_valid
from webapp.database import writing
from webapp.inputs import Inputs
from webapp.languages import _
from webapp.models.factor_reset import announced_with, stop
from webapp.responses import see_other, status

bp = Blueprint("factor_reset", __name__)


@bp.get("/keep-second-step/<token>")
@public
def open_one(token: str) -> Response:
    return keep_token(token, ".keep")


@bp.route("/keep-second-step", methods=["GET", "POST"])
@public
def keep() -> Any:
    if announced_with(kept_token()) is None:
        return no_longer_valid()
    inputs = Inputs()
    if inputs.validate_on_submit():
        with writing():
            is_stopped = stop(kept_token(), by=current_user)
        if not is_stopped:
            return no_longer_valid()
        drop_token()
        flash(_("Your second step stays as it is. Tell an administrator that you did not ask for its removal."), "good")
        return see_other("main.home.index")
    return render_template("auth/factor_reset/keep.html"), status(inputs)
