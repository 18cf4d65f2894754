"""Confirm it's you with a passkey: alone when it has verified its holder, else beside the password."""

from typing import Any

from flask import Blueprint, jsonify, render_template
from flask_login import current_user
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from webapp.access import passkeys, renew_session, way_back
from webapp.access.tries import tries
from webapp.account.confirm import log_in_again
from webapp.account.inputs import ConfirmByPasskeyInputs
from webapp.account.proof import has_password, may_act, refuse
from webapp.database import writing
from webapp.languages import _, mark
from webapp.models import own_account
from webapp.models.passkey_acts import accept, is_first_use
from webapp.models.passkey_words import request_options
from webapp.responses import status

bp = Blueprint("passkey_confirm", __name__)
PURPOSE = "confirm"
NOT_ALONE = mark("This passkey did not ask who you are, so your password is needed beside it.")


@bp.get("/confirm/passkey")
def options() -> Response:
    held, challenge = passkeys.held(current_user.id), passkeys.new_challenge(PURPOSE)
    must_verify = any(one.is_complete for one in held)
    return jsonify(request_options(passkeys.party(), challenge, held, must_verify=must_verify))


@bp.post("/confirm/passkey")
def confirm() -> Any:
    inputs = ConfirmByPasskeyInputs()
    if inputs.validate_on_submit():
        if not confirmed(inputs):
            return log_in_again()
        if not inputs.errors:
            return redirect(way_back(), 303)
    return render_template("account/passkey_confirm/refused.html", inputs=inputs), status(inputs)


def confirmed(inputs: ConfirmByPasskeyInputs) -> bool:
    """False when too many failures have ended this log-in."""
    proof = passkeys.proven(inputs.credential.data or "", PURPOSE, of=current_user.id, must_verify=False)
    is_enough = proof is not None and (proof.asserted.is_verified or has_password(inputs.key_password.data or ""))
    with writing():
        if proof is None or not is_enough or not may_act() or not is_first_use(proof.challenge, tries()):
            return refuse(inputs, "credential", _(passkeys.WRONG if proof is None else NOT_ALONE))
        if accept(proof.passkey_id, proof.asserted, by=current_user) is None:
            return refuse(inputs, "credential", _(passkeys.WRONG))
        methods = "passkey" if proof.asserted.is_verified else "password and passkey"
        renew_session(own_account.confirm(current_user, methods))
    return True
