"""One-time links with which a person chooses a first or a new password."""

from typing import Any

from flask import Blueprint, current_app, flash, render_template
from flask_login import current_user
from werkzeug.wrappers import Response

from webapp.access import public
from webapp.access.device import remember_device
from webapp.access.links import drop_token, keep_token, kept_link, kept_token, no_longer_valid
from webapp.access.new_password import password_rules
from webapp.access.tries import tries
from webapp.auth.entering import NOT_ME
from webapp.auth.inputs import NewPasswordInputs
from webapp.database import writing
from webapp.languages import _
from webapp.models import password
from webapp.models.log_in_tries import forgive_pair
from webapp.models.own_account import set_password_by_link
from webapp.models.password_link import PASSWORD
from webapp.models.throttle import identifier, network_of
from webapp.models.user import User
from webapp.responses import see_other, status
from webapp.site import ensure_passwords, mailed_link_to

bp = Blueprint("links", __name__)


@bp.get("/reset-password/<token>")
@public
def open_one(token: str) -> Response:
    return keep_token(token, ".choose_password")


@bp.route("/reset-password", methods=["GET", "POST"])
@public
def choose_password() -> Any:
    link = kept_link(*PASSWORD)
    if link is None or link.person is None:
        return no_longer_valid()
    ensure_passwords()
    inputs = NewPasswordInputs()
    inputs.person = link.person
    email = link.person.email
    if inputs.validate_on_submit():
        hashed = password.make_hash(inputs.password.data or "")
        with writing():
            user = set_password_by_link(kept_token(), by=current_user, password_hash=hashed, not_me=mailed_link_to(NOT_ME))
            if user is not None:
                let_in(user)
        if user is None:
            return no_longer_valid()
        drop_token()
        flash(_("Your password is set. Log in with it."), "good")
        return see_other("auth.log_in.log_in")
    page = render_template("auth/links/choose_password.html", inputs=inputs, rules=password_rules(), email=email)
    return page, status(inputs)


def let_in(user: User) -> None:
    """The log-in that follows is not refused for what strangers, or mistypings, have used up; inside `writing()`."""
    remember_device(user.id)
    secret = current_app.config["LODGE"].secret_key
    forgive_pair(tries(), identifier(user.email, secret), network_of(current_user.origin.network))
