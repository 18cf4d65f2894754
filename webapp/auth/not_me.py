"""This wasn't me: behind the link of a mail, one button ends every log-in and leads to a new password."""

from typing import Any

from flask import Blueprint, flash, render_template
from flask_login import current_user
from werkzeug.wrappers import Response

from webapp.access import public
from webapp.access.links import drop_token, keep_token, kept_link, kept_token, no_longer_valid
from webapp.database import writing
from webapp.inputs import Inputs
from webapp.languages import _
from webapp.models.resetting import say_not_me
from webapp.responses import see_other, status
from webapp.site import has_passwords

bp = Blueprint("not_me", __name__)


@bp.get("/not-me/<token>")
@public
def open_one(token: str) -> Response:
    return keep_token(token, ".not_me")


@bp.route("/not-me", methods=["GET", "POST"])
@public
def not_me() -> Any:
    link = kept_link("not_me")
    if link is None or link.person is None:
        return no_longer_valid()
    inputs = Inputs()
    email = link.person.email
    if inputs.validate_on_submit():
        with writing():
            token = say_not_me(kept_token(), by=current_user)
        if token is None:
            return no_longer_valid()
        if not has_passwords():
            drop_token()
            flash(_("Every log-in of your account was ended. Log in again, and see to it that nobody else can."), "good")
            return see_other("auth.log_in.log_in")
        flash(_("Every log-in of your account was ended. Choose a new password now."), "good")
        return keep_token(token, "auth.links.choose_password")
    return render_template("auth/not_me/not_me.html", email=email, has_passwords=has_passwords()), status(inputs)
