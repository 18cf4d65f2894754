"""The second screen of signing up: behind the mailed link or its code, a name and a password or passkey make the account."""

from typing import Any

from flask import Blueprint, flash, render_template, session
from flask_login import current_user
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from webapp.access import public
from webapp.access.links import drop_token, keep_token, kept_link, kept_token, no_longer_valid
from webapp.access.new_password import password_rules
from webapp.auth.first_proof import FirstProof, first_proof, first_ways
from webapp.auth.inputs import WelcomeInputs
from webapp.auth.sign_up_check import ASKED
from webapp.database import writing
from webapp.languages import _
from webapp.models.legal import accept
from webapp.models.sign_up_by_mail import finish_sign_up
from webapp.models.user import User
from webapp.responses import see_other, status
from webapp.site import public_address, settings

bp = Blueprint("verify_email", __name__)


@bp.get("/verify-email/<token>")
@public
def open_one(token: str) -> Response:
    return keep_token(token, ".finish")


@bp.route("/verify-email", methods=["GET", "POST"])
@public
def finish() -> Any:
    if current_user.is_authenticated:
        flash(_("You are logged in already. Log out first to make another account."), "info")
        return see_other("main.home.index")
    link = kept_link("signup")
    if link is None:
        return no_longer_valid()
    inputs = WelcomeInputs()
    inputs.address = link.bound_to["email"]
    if inputs.validate_on_submit():
        proof = first_proof(inputs)
        user = make_account(inputs, proof) if proof is not None else None
        if proof is not None and user is not None:
            return see_other("auth.sign_up.waiting") if user.status == "pending" else redirect(proof.way_on(), 303)
        if not inputs.errors:
            return no_longer_valid()
    shown = {"rules": password_rules(), "ways": first_ways()}
    return render_template("auth/verify_email/finish.html", inputs=inputs, email=inputs.address, **shown), status(inputs)


def make_account(inputs: WelcomeInputs, proof: FirstProof) -> User | None:
    """The new person, logged in unless they have to wait; None when the link is dead or the page says why not."""
    values: dict[str, Any] = {"name": inputs.name.data or "", "password_hash": proof.password_hash, "rules": settings()}
    queue = public_address("admin.users.waiting")
    with writing(inputs):
        if not proof.is_usable(inputs):
            return None
        user, verdict = finish_sign_up(kept_token(), by=current_user, queue=queue, **values)
        if user is None:
            if verdict.refusal:
                inputs.refuse("name", verdict.refusal)
            return None
        accept(user, inputs.asked, by=current_user)
        proof.admit(user)
        drop_token()
        session.pop(ASKED, None)
    return None if inputs.errors else user
