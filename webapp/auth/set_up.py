"""The first owner, behind the one-time link that the console prints."""

from typing import Any

from flask import Blueprint, current_app, render_template, request, session
from flask_login import current_user

from webapp.access import open_session, public
from webapp.access.device import remember_device
from webapp.access.new_password import password_rules
from webapp.auth.inputs import NewPersonInputs
from webapp.database import writing
from webapp.models import password
from webapp.models.first_run import FirstRun
from webapp.models.link import Link, open_link
from webapp.models.log_in import welcome
from webapp.responses import see_other, status

bp = Blueprint("set_up", __name__)


@bp.route("/setup", methods=["GET", "POST"])
@public
def set_up() -> Any:
    if "token" in request.args:
        session["setup"] = request.args["token"]  # out of the address, so that no log and no history keeps it
        return see_other(".set_up")
    if usable_link() is None:
        return render_template("auth/set_up/closed.html", is_done=FirstRun.is_done()), 403
    inputs = NewPersonInputs()
    if inputs.validate_on_submit():
        if become_owner(inputs):
            return see_other("main.home.index")
        if not inputs.errors:
            return render_template("auth/set_up/closed.html", is_done=True), 403
    return render_template("auth/set_up/set_up.html", inputs=inputs, rules=password_rules()), status(inputs)


def usable_link() -> Link | None:
    """The set-up link that this browser came with, while it can be used and nobody owns the portal."""
    token = session.get("setup")
    if token is None or FirstRun.is_done():
        return None
    return open_link(token, "setup")


def become_owner(inputs: NewPersonInputs) -> bool:
    """Make the owner and log them in; False for whoever comes second."""
    hashed = password.make_hash(inputs.password.data or "")
    with writing(inputs):
        link = usable_link()
        values = {"name": inputs.name.data or "", "email": inputs.email.data or "", "password_hash": hashed}
        owner = FirstRun.finish(link, by=current_user, **values) if link else None
        if owner is None:
            return False
        remember_device(owner.id)
        open_session(owner)
        welcome(owner, by=current_user)
    if inputs.errors:
        return False
    (current_app.config["LODGE"].instance / "setup-url").unlink(missing_ok=True)
    return True
