"""Sign up, without mail: one screen, and the account works at once."""

import time
from typing import Any

from flask import Blueprint, current_app, render_template
from flask_login import current_user
from itsdangerous import BadData, TimestampSigner
from werkzeug.utils import redirect

from webapp.access import open_session, public, way_back
from webapp.access.device import remember_device
from webapp.access.new_password import password_rules
from webapp.access.tries import tries
from webapp.auth.inputs import TAKEN, SignUpInputs
from webapp.database import writing
from webapp.models import password
from webapp.models.log_in import welcome
from webapp.models.sign_up import count_try, refusal
from webapp.models.sign_up import sign_up as add_member
from webapp.models.throttle import identifier
from webapp.responses import see_other, status
from webapp.site import settings

bp = Blueprint("sign_up", __name__)
SHORTEST_AGE = 2  # seconds from showing the page to sending it


@bp.route("/signup", methods=["GET", "POST"])
@public
def sign_up() -> Any:
    if current_user.is_authenticated:
        return see_other("main.home.index")
    closed = refusal(settings()["signup_mode"])
    if closed:
        return render_template("auth/sign_up/closed.html", sentence=closed)
    inputs = SignUpInputs()
    if inputs.validate_on_submit():
        become_member(inputs)
        if not inputs.errors:
            return redirect(way_back(), 303)
    shown = inputs.shown.data or signer().sign(b"").decode()
    page = render_template("auth/sign_up/sign_up.html", inputs=inputs, rules=password_rules(), shown=shown)
    return page, status(inputs)


def become_member(inputs: SignUpInputs) -> None:
    """Make the account and log it in, or say on the page why not."""
    if inputs.website.data:
        inputs.refuse("email", TAKEN)
        return
    hashed = password.make_hash(inputs.password.data or "")
    email = inputs.email.data or ""
    counted = identifier(email, current_app.config["LODGE"].secret_key)
    with writing(inputs):
        allowed = count_try(tries(), by=current_user, identifier=counted, is_quick=is_quick(inputs.shown.data or ""))
        values = {"name": inputs.name.data or "", "email": email, "password_hash": hashed}
        user = add_member(by=current_user, **values) if allowed else None
        if user is None:
            inputs.refuse("email", TAKEN)
            return
        remember_device(user.id)
        open_session(user)
        welcome(user, by=current_user)


def is_quick(shown: str) -> bool:
    """Whether the page came back sooner than a person types, or without the mark of when it was shown."""
    try:
        _, made = signer().unsign(shown, return_timestamp=True)
    except BadData:
        return True
    return time.time() - made.timestamp() < SHORTEST_AGE


def signer() -> TimestampSigner:
    return TimestampSigner(current_app.config["LODGE"].secret_key, salt="sign-up shown at")
