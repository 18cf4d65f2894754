"""One's own passkeys: the list, and each of them added, renamed, removed."""

from typing import Any

from flask import Blueprint, abort, flash, jsonify, render_template
from flask_login import current_user
from werkzeug.wrappers import Response

from webapp.access import ask_for_factor, ensure_confirmed, passkeys, renew_session
from webapp.access.codes_shown import keep_for_showing
from webapp.access.tries import tries
from webapp.account.passkey_inputs import NewPasskeyInputs, PasskeyNameInputs
from webapp.database import writing
from webapp.extensions import db
from webapp.in_force import limits
from webapp.inputs import Inputs
from webapp.languages import _
from webapp.models import recovery_code
from webapp.models.browser_words import browser_in_words
from webapp.models.factors import held_by
from webapp.models.own_account import own
from webapp.models.passkey import Passkey, PasskeyHolder
from webapp.models.passkey_acts import add_passkey, is_first_use, remove_passkey, rename_passkey
from webapp.models.passkey_words import Created, creation_options
from webapp.responses import see_other, status

bp = Blueprint("passkeys", __name__)


@bp.get("/passkeys")
def index() -> str:
    held = passkeys.held(current_user.id)
    return render_template("account/passkeys/index.html", passkeys=held, why_not=passkeys.why_not(), most=limits().passkeys_most)


@bp.route("/passkeys/new", methods=["GET", "POST"])
def new() -> Any:
    ensure_confirmed()
    inputs = NewPasskeyInputs(data={"name": browser_in_words(current_user.origin.user_agent)})
    if inputs.validate_on_submit():
        found = passkeys.created(inputs.credential.data or "")
        if found is None:
            inputs.refuse("credential", _(passkeys.WRONG))
        elif bind(inputs, *found):
            return see_other("account.recovery_codes.show")
        elif not inputs.errors:
            return see_other(".index")
    return render_template("account/passkeys/new.html", inputs=inputs, why_not=passkeys.why_not()), status(inputs)


def bind(inputs: NewPasskeyInputs, created: Created, challenge: bytes) -> bool:
    """Add the passkey; True when recovery codes come with it and are to be shown next."""
    seed = recovery_code.new_seed()
    needs_codes = held_by(current_user.id).codes_left == 0
    hashes = recovery_code.hashes_of(recovery_code.codes_of(seed)) if needs_codes else []
    with writing(inputs):
        if not is_first_use(challenge, tries()):
            inputs.refuse("credential", _(passkeys.WRONG))
            return False
        row = add_passkey(current_user, created, inputs.name.data or "", hashes)
        db.session.flush()
        renew_session(row)
    if inputs.errors:
        return False
    flash(_("The passkey was added."), "good")
    if hashes:
        keep_for_showing(seed)
    return bool(hashes)


@bp.post("/passkeys/options")
def options() -> Response:
    """What the browser is asked to make. By POST: a person's handle is made with their first passkey."""
    ensure_confirmed()
    with writing():
        handle = PasskeyHolder.handle_of(current_user.id)
    held, challenge = passkeys.held(current_user.id), passkeys.new_challenge("create")
    return jsonify(creation_options(passkeys.party(), challenge, handle, current_user.email, current_user.name, held))


@bp.route("/passkeys/<int:passkey_id>", methods=["GET", "POST"])
def edit(passkey_id: int) -> Any:
    passkey = found(passkey_id)
    inputs = PasskeyNameInputs(obj=passkey)
    if inputs.validate_on_submit():
        with writing():
            rename_passkey(current_user, passkey, inputs.name.data or "")
        return see_other(".index")
    return render_template("account/passkeys/edit.html", inputs=inputs, passkey=passkey), status(inputs)


@bp.route("/passkeys/<int:passkey_id>/remove", methods=["GET", "POST"])
def remove(passkey_id: int) -> Any:
    passkey = found(passkey_id)
    ensure_confirmed(every_time=True)
    inputs = Inputs()
    if inputs.validate_on_submit():
        with writing():
            row = remove_passkey(current_user, passkey_id)
            if row is not None:
                ask_for_factor(row, own(current_user))
                renew_session(row)
        flash(_("The passkey was removed."), "good")
        return see_other(".index")
    return render_template("account/passkeys/remove.html", passkey=passkey, held=held_by(current_user.id)), status(inputs)


def found(passkey_id: int) -> Passkey:
    """One of one's own; anybody else's is not there."""
    passkey = db.session.scalar(Passkey.of(current_user.id).where(Passkey.id == passkey_id))
    if passkey is None:
        abort(404)
    return passkey
