"""Confirm it's you: asked before what would hurt most in the wrong hands, good for ten minutes."""

from typing import Any

from flask import Blueprint, flash, render_template, session
from flask_login import current_user
from werkzeug.utils import redirect

from webapp.access import renew_session, way_back
from webapp.access.passkeys import why_not
from webapp.access.strongest import Proof, has_usable_passkey, strongest
from webapp.account.inputs import ConfirmBothInputs, ConfirmByPasskeyInputs, ConfirmInputs
from webapp.account.proof import prove, prove_both, uses_password
from webapp.extensions import db
from webapp.languages import _
from webapp.models import own_account
from webapp.models.factors import held_by
from webapp.models.identity import Identity
from webapp.providers import Provider
from webapp.responses import see_other, status
from webapp.site import providers

bp = Blueprint("confirm", __name__)


@bp.route("/confirm", methods=["GET", "POST"])
def confirm() -> Any:
    held = held_by(current_user.id)
    if not uses_password():
        shown = {"is_alone": has_usable_passkey(held), "providers": linked_providers()}
        return render_template("account/confirm/elsewhere.html", **shown)
    inputs = ConfirmBothInputs() if held.has_second_factor else ConfirmInputs()
    if has_usable_passkey(held):
        inputs["code"].description = _("One of your recovery codes.")
    if inputs.validate_on_submit():
        if not confirmed(inputs):
            return log_in_again()
        if not inputs.errors:
            return redirect(way_back(), 303)
    passkey = {"has_passkeys": why_not() is None, "is_alone": has_usable_passkey(held), "by_passkey": ConfirmByPasskeyInputs()}
    shown = {"held": held, **passkey}
    return render_template("account/confirm/confirm.html", inputs=inputs, **shown), status(inputs)


def confirmed(inputs: ConfirmInputs) -> bool:
    """By the strongest that the person holds; False when too many failures have ended this log-in."""
    if isinstance(inputs, ConfirmBothInputs):
        return prove_both(inputs, note)
    return prove(inputs, "password", lambda: note("password"))


def confirms_elsewhere() -> bool:
    """Whether a provider's word is the strongest that the person holds: neither a password nor a passkey that can be used."""
    return strongest(held_by(current_user.id), has_password=uses_password()) is Proof.PROVIDER


def linked_providers() -> list[Provider]:
    """The providers in force with which the person logs in."""
    linked = {one.issuer for one in db.session.scalars(Identity.of(current_user.id))}
    return [one for one in providers().values() if one.issuer in linked]


def note(methods: str) -> None:
    renew_session(own_account.confirm(current_user, methods))


def log_in_again() -> Any:
    session.pop("back", None)
    flash(_("There were too many wrong tries, so you were logged out here. Log in again."), "warning")
    return see_other("auth.log_in.log_in")
