"""Joining by invitation: the link shows who is invited as what; a name and a password or passkey make the account."""

from typing import Any

from flask import Blueprint, flash, render_template
from flask_login import current_user
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from webapp.access import public
from webapp.access.links import drop_token, keep_token, kept_token, no_longer_valid
from webapp.access.new_password import password_rules
from webapp.auth.first_proof import FirstProof, first_proof, first_ways
from webapp.auth.inputs import WelcomeInputs
from webapp.database import writing
from webapp.languages import _
from webapp.models.inviting import accept_invitation, open_invitation
from webapp.models.legal import accept as accept_legal
from webapp.models.sign_up import decide_sign_up
from webapp.responses import see_other, status
from webapp.site import settings

bp = Blueprint("invitations", __name__)


@bp.get("/invitations/<token>")
@public
def open_one(token: str) -> Response:
    return keep_token(token, ".accept")


@bp.route("/invitations", methods=["GET", "POST"])
@public
def accept() -> Any:
    if current_user.is_authenticated:
        flash(_("You are logged in already. Log out first to use an invitation."), "info")
        return see_other("main.home.index")
    invitation = open_invitation(kept_token())
    if invitation is None or decide_sign_up(settings(), is_invited=True).refusal:
        return no_longer_valid()
    inputs = WelcomeInputs(data={"name": invitation.name})
    inputs.address = invitation.email
    shown = {"email": invitation.email, "role": invitation.role, "groups": invitation.group_names}
    if inputs.validate_on_submit():
        proof = first_proof(inputs)
        if proof is not None and join(inputs, proof):
            return redirect(proof.way_on(), 303)
        if not inputs.errors:
            return no_longer_valid()
    ways = {"rules": password_rules(), "ways": first_ways()}
    return render_template("auth/invitations/accept.html", inputs=inputs, **shown, **ways), status(inputs)


def join(inputs: WelcomeInputs, proof: FirstProof) -> bool:
    """Make the account and let its person in; False when somebody else was first or the page says why not."""
    values: dict[str, Any] = {"name": inputs.name.data or "", "password_hash": proof.password_hash, "rules": settings()}
    with writing(inputs):
        if not proof.is_usable(inputs):
            return False
        user = accept_invitation(kept_token(), by=current_user, **values)
        if user is None:
            return False
        accept_legal(user, inputs.asked, by=current_user)
        proof.admit(user)
        drop_token()
    return not inputs.errors
