"""Log in with a passkey: alone, when it has verified its holder, or as the second step after a password."""

from typing import Any

from flask import Blueprint, jsonify, render_template
from flask_login import current_user
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from webapp.access import ensure, passkeys, public
from webapp.access import second_step as step
from webapp.access.passkey_inputs import CredentialInputs
from webapp.access.tries import tries
from webapp.auth.entering import let_in, way_in
from webapp.database import writing
from webapp.languages import _
from webapp.models.log_in import refuse_state
from webapp.models.passkey_acts import accept, is_first_use
from webapp.models.passkey_words import request_options
from webapp.models.throttle import count, give_back, network_of, of_network
from webapp.models.user import User
from webapp.responses import see_other, status
from webapp.site import login_methods

bp = Blueprint("passkey", __name__)
ALONE, SECOND = "log-in", "second step"


@bp.get("/login/passkey")
@public
def options() -> Response:
    """The same for every visitor, but for the challenge."""
    return jsonify(request_options(passkeys.party(), passkeys.new_challenge(ALONE)))


@bp.post("/login/passkey")
@public
def log_in() -> Any:
    if current_user.is_authenticated:
        return see_other("main.home.index")
    inputs = CredentialInputs()
    if inputs.validate_on_submit():
        ensure("passkey" in login_methods())
        proof = passkeys.proven(inputs.credential.data or "", ALONE)
        with writing():
            admit(proof, inputs, "passkey")
        if not inputs.errors:
            return redirect(way_in(), 303)
    return render_template("auth/passkey/refused.html", inputs=inputs), status(inputs)


@bp.get("/login/second-step/passkey")
@public
def second_options() -> Any:
    waiting = step.waiting()
    held = passkeys.held(waiting.user_id) if waiting is not None else []
    challenge = passkeys.new_challenge(SECOND)
    return jsonify(request_options(passkeys.party(), challenge, held, must_verify=False))


@bp.post("/login/second-step/passkey")
@public
def second_step() -> Any:
    waiting = step.waiting()
    if current_user.is_authenticated or waiting is None:
        return see_other("auth.second_step.second_step")
    inputs = CredentialInputs()
    if inputs.validate_on_submit():
        typed = inputs.credential.data or ""
        proof = passkeys.proven(typed, SECOND, of=waiting.user_id, must_verify=False)
        with writing():
            admit(proof if step.person_waiting() else None, inputs, f"{waiting.methods} and passkey", keep=waiting.is_kept)
        if not inputs.errors:
            return redirect(way_in(), 303)
    return render_template("auth/passkey/refused.html", inputs=inputs), status(inputs)


def admit(proof: passkeys.Proof | None, inputs: CredentialInputs, methods: str, *, keep: bool = False) -> None:
    """Let its holder in, or say on the page why not; inside `writing()`."""
    count(tries(), of_network("passkey"), network_of(current_user.origin.network))
    user: User | None = None
    if proof is not None and is_first_use(proof.challenge, tries()):
        user = accept(proof.passkey_id, proof.asserted, by=current_user)
    refusal = _(passkeys.WRONG) if user is None else refuse_state(user, by=current_user)
    if user is None or refusal is not None:
        inputs.refuse("credential", refusal or _(passkeys.WRONG))
    else:
        # Failures count: a class that comes in at once leaves its network as it was.
        give_back(tries(), of_network("passkey"), network_of(current_user.origin.network))
        let_in(user, methods=methods, keep=keep)
