"""Into an account by the link that `lodge users login-link` prints. Opening it changes nothing, the button does."""

from typing import Any

from flask import Blueprint, redirect, render_template
from werkzeug.wrappers import Response

from webapp.access import public
from webapp.access.links import keep_token, kept_link, kept_token, no_longer_valid
from webapp.auth.entering import enter, way_in
from webapp.database import writing
from webapp.inputs import Inputs
from webapp.models.link import use_link
from webapp.responses import status

bp = Blueprint("log_in_link", __name__)


@bp.get("/login/link/<token>")
@public
def open_one(token: str) -> Response:
    return keep_token(token, ".log_in_link")


@bp.route("/login/link", methods=["GET", "POST"])
@public
def log_in_link() -> Any:
    link = kept_link("login")
    if link is None or link.person is None:
        return no_longer_valid()
    inputs = Inputs()
    email = link.person.email
    if inputs.validate_on_submit():
        with writing():
            used = use_link(kept_token(), "login")
            user = used.person if used else None
            if user is not None:
                enter(user, methods="one-time link")
        return no_longer_valid() if user is None else redirect(way_in(), 303)
    return render_template("auth/log_in_link/log_in_link.html", email=email), status(inputs)
