"""Into an account by the link that `lodge users login-link` prints. Opening it changes nothing, the button does."""

from typing import Any

from flask import Blueprint, redirect, render_template, session
from werkzeug.wrappers import Response

from webapp.access import public
from webapp.auth.entering import enter, way_in
from webapp.auth.links import no_longer_valid
from webapp.database import writing
from webapp.inputs import Inputs
from webapp.models.log_in_link import open_log_in_link, use_log_in_link
from webapp.responses import see_other, status

bp = Blueprint("log_in_link", __name__)


@bp.get("/login/link/<token>")
@public
def open_one(token: str) -> Response:
    session["log_in_link"] = token  # out of the address, so that no log, no history and no Referer keeps it
    return see_other(".log_in_link")


@bp.route("/login/link", methods=["GET", "POST"])
@public
def log_in_link() -> Any:
    token = session.get("log_in_link", "")
    found = open_log_in_link(token)
    if found is None:
        return no_longer_valid()
    inputs = Inputs()
    if inputs.validate_on_submit():
        with writing():
            user = use_log_in_link(token)
            if user is not None:
                enter(user, methods="one-time link")
        return no_longer_valid() if user is None else redirect(way_in(), 303)
    return render_template("auth/log_in_link/log_in_link.html", email=found[1].email), status(inputs)
