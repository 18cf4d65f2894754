"""One-time links with which a person chooses a first or a new password. Opening one changes nothing."""

from typing import Any

from flask import Blueprint, flash, render_template, session
from flask_login import current_user
from werkzeug.wrappers import Response

from webapp.access import public
from webapp.access.new_password import password_rules
from webapp.auth.inputs import NewPasswordInputs
from webapp.database import writing
from webapp.models import password
from webapp.models.own_account import open_link, use_link
from webapp.responses import see_other, status

bp = Blueprint("links", __name__)


@bp.get("/reset-password/<token>")
@public
def open_one(token: str) -> Response:
    session["link"] = token  # out of the address, so that no log, no history and no Referer keeps it
    return see_other(".choose_password")


@bp.route("/reset-password", methods=["GET", "POST"])
@public
def choose_password() -> Any:
    token = session.get("link", "")
    found = open_link(token)
    if found is None:
        return no_longer_valid()
    _, user = found
    inputs = NewPasswordInputs()
    inputs.person = user
    if inputs.validate_on_submit():
        hashed = password.make_hash(inputs.password.data or "")
        with writing():
            is_done = use_link(token, by=current_user, password_hash=hashed)
        if not is_done:
            return no_longer_valid()
        session.pop("link")
        flash("Your password is set. Log in with it.", "good")
        return see_other("auth.log_in.log_in")
    page = render_template("auth/links/choose_password.html", inputs=inputs, rules=password_rules(), email=user.email)
    return page, status(inputs)


def no_longer_valid() -> tuple[str, int]:
    """Used, expired, foreign, unknown: one answer."""
    return render_template("auth/links/no_longer_valid.html"), 410
