"""Sign up: the address first where mail is sent, else one screen and the account works at once."""

import time
from typing import Any

from flask import Blueprint, current_app, render_template, url_for
from flask_login import current_user
from itsdangerous import BadData, TimestampSigner
from werkzeug.utils import redirect

from webapp.access import ensure, public, way_back
from webapp.access.new_password import password_rules
from webapp.access.tries import tries
from webapp.auth.entering import let_in
from webapp.auth.first_proof import has_passkeys
from webapp.auth.inputs import TAKEN, SignUpAddressInputs, SignUpInputs
from webapp.auth.sign_up_check import ask_for_mail
from webapp.database import writing
from webapp.in_force import limits
from webapp.languages import _
from webapp.models import password
from webapp.models.legal import accept
from webapp.models.sign_up import Verdict, count_try, decide_sign_up
from webapp.models.sign_up import sign_up as add_member
from webapp.models.throttle import identifier
from webapp.responses import see_other, status
from webapp.site import has_passwords, providers, public_address, sends_mail, settings

bp = Blueprint("sign_up", __name__)


@bp.route("/signup", methods=["GET", "POST"])
@public
def sign_up() -> Any:
    if current_user.is_authenticated:
        return see_other("main.home.index")
    refusal = decide_sign_up(settings()).refusal
    if refusal:
        return render_template("auth/sign_up/closed.html", sentence=refusal)
    inputs = SignUpAddressInputs() if sends_mail() else SignUpInputs()
    if inputs.validate_on_submit():
        ensure(takes_addresses())
        verdict = decide_sign_up(settings(), inputs.email.data)
        if verdict.refusal:
            inputs.refuse("email", verdict.refusal)
        else:
            page = begin(inputs) if sends_mail() else become_member(inputs, verdict)
            if not inputs.errors:
                return redirect(page, 303)
    shown = inputs.shown.data or signer().sign(b"").decode()
    offered = {"takes_addresses": takes_addresses(), "providers": providers().values(), "rules": password_rules()}
    return render_template("auth/sign_up/sign_up.html", inputs=inputs, shown=shown, **offered), status(inputs)


def takes_addresses() -> bool:
    """Whether who is known to no provider can sign up: with a password, or with a passkey once their mailbox is proven."""
    return has_passwords() or (sends_mail() and has_passkeys())


@bp.get("/signup/waiting")
@public
def waiting() -> str:
    return render_template("auth/sign_up/waiting.html")


def begin(inputs: SignUpAddressInputs) -> str:
    """Write to the address; whatever it is, the next page is the same."""
    is_quick, is_machine = is_quickly_sent(inputs.shown.data or ""), bool(inputs.website.data)
    return ask_for_mail(inputs.email.data or "", is_quick=is_quick, is_machine=is_machine)


def become_member(inputs: SignUpInputs, verdict: Verdict) -> str:
    """Make the account and log it in, or say on the page why not; returns where to go on."""
    page = url_for("auth.sign_up.waiting") if verdict.is_waiting else ""
    if inputs.website.data:
        inputs.refuse("email", _(TAKEN))
        return page
    hashed = password.make_hash(inputs.password.data or "")
    email = inputs.email.data or ""
    counted = identifier(email, current_app.config["LODGE"].secret_key)
    is_quick = is_quickly_sent(inputs.shown.data or "")
    values = {"name": inputs.name.data or "", "email": email, "password_hash": hashed}
    queue = public_address("admin.users.waiting")
    with writing(inputs):
        allowed = count_try(tries(), by=current_user, identifier=counted, is_quick=is_quick)
        user = add_member(by=current_user, verdict=verdict, queue=queue, **values) if allowed else None
        if user is None:
            inputs.refuse("email", _(TAKEN))
            return page
        accept(user, inputs.asked, by=current_user)
        if not verdict.is_waiting:
            let_in(user, methods="password")
            page = way_back()
    return page


def is_quickly_sent(shown: str) -> bool:
    """Whether the page came back sooner than a person types, or without the mark of when it was shown."""
    try:
        _shown, made = signer().unsign(shown, return_timestamp=True)
    except BadData:
        return True
    return time.time() - made.timestamp() < limits().signup_shortest_age.total_seconds()


def signer() -> TimestampSigner:
    return TimestampSigner(current_app.config["LODGE"].secret_key, salt="sign-up shown at")
