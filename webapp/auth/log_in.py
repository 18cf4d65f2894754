"""Log in and log out."""

from typing import Any

from flask import Blueprint, current_app, render_template, request
from flask_login import current_user
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from webapp.access import close_session, public
from webapp.access.device import device_token
from webapp.access.passkeys import why_not
from webapp.access.tries import tries
from webapp.auth.entering import enter, way_in
from webapp.auth.inputs import LogInInputs
from webapp.database import writing
from webapp.extensions import db
from webapp.languages import _
from webapp.models.event import Event
from webapp.models.log_in import REFUSED, LogIn, refuse_state
from webapp.models.login_session import LoginSession
from webapp.models.user import User
from webapp.responses import see_other, status
from webapp.same_page import same_for_visitors
from webapp.site import ensure_passwords, has_passwords, login_methods, providers

bp = Blueprint("log_in", __name__)


@bp.route("/login", methods=["GET", "POST"])
@public
def log_in() -> Any:
    if current_user.is_authenticated:
        return see_other("main.home.index")
    has_passkeys = "passkey" in login_methods() and why_not() is None
    offered = {"has_passkeys": has_passkeys, "has_passwords": has_passwords(), "providers": providers().values()}
    if request.method == "GET":
        return same_for_visitors(lambda: draw(LogInInputs(), offered), has_passkeys)
    inputs = LogInInputs()
    if inputs.validate():
        ensure_passwords()
        attempt = attempt_of(inputs)
        with writing():
            user = attempt.finish()
            if user is None:
                inputs.refuse("email", _(REFUSED))
            else:
                admit(user, inputs)
        if not inputs.errors:
            return redirect(way_in(), 303)
    return draw(inputs, offered), status(inputs)


def draw(inputs: LogInInputs, offered: dict[str, Any]) -> str:
    return render_template("auth/log_in/log_in.html", inputs=inputs, **offered)


def attempt_of(inputs: LogInInputs) -> LogIn:
    """The slow half of a try: looked up and compared, nothing decided and nothing written."""
    secret = current_app.config["LODGE"].secret_key
    attempt = LogIn(inputs.email.data or "", by=current_user, device=device_token(), secret=secret, tries=tries())
    attempt.look_up()
    attempt.compare(inputs.password.data or "")
    return attempt


def admit(user: User, inputs: LogInInputs) -> None:
    """On with somebody whose password was right, unless the state of their account forbids it."""
    refusal = refuse_state(user, by=current_user)
    if refusal is not None:
        inputs.refuse("email", refusal)
        return
    enter(user, methods="password", keep=bool(inputs.keep.data))


@bp.post("/logout")
def log_out() -> Response:
    with writing():
        ending = db.session.get_one(LoginSession, current_user.login_session_id)
        ending.revoke("logged out")
        Event.record(by=current_user, action="logged_out", target=db.session.get_one(User, ending.user_id))
    close_session()
    response = see_other("main.home.index")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response
