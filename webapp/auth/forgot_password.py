"""A forgotten password: a link by mail, or without mail a word on whom to ask."""

from typing import Any

from flask import Blueprint, current_app, render_template
from flask_login import current_user

from webapp.access import public
from webapp.access.tries import tries
from webapp.auth.inputs import AddressInputs
from webapp.database import writing
from webapp.models.resetting import request_reset
from webapp.models.throttle import identifier
from webapp.responses import see_other, status
from webapp.site import has_passwords, link_to, providers, sends_mail

bp = Blueprint("forgot_password", __name__)


@bp.route("/forgot-password", methods=["GET", "POST"])
@public
def show() -> Any:
    if not sends_mail() or not has_passwords():
        ways = {"has_passwords": has_passwords(), "providers": providers().values()}
        return render_template("auth/forgot_password/show.html", **ways)
    inputs = AddressInputs()
    if inputs.validate_on_submit():
        email = inputs.email.data or ""
        counted = identifier(email, current_app.config["LODGE"].secret_key)
        with writing():
            where = link_to("auth.links.open_one")
            request_reset(email, by=current_user, identifier=counted, tries=tries(), link_to=where)
        return see_other(".sent")
    return render_template("auth/forgot_password/ask.html", inputs=inputs), status(inputs)


@bp.get("/forgot-password/sent")
@public
def sent() -> str:
    return render_template("auth/forgot_password/sent.html")
