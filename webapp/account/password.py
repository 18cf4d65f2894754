"""Change one's own password."""

from typing import Any

from flask import Blueprint, flash, render_template
from flask_login import current_user

from webapp.access import ensure_confirmed, renew_session
from webapp.access.new_password import password_rules
from webapp.account.confirm import log_in_again
from webapp.account.inputs import ChangePasswordInputs, FirstPasswordInputs
from webapp.account.proof import prove, uses_password
from webapp.database import writing
from webapp.languages import _
from webapp.models import own_account, password
from webapp.responses import see_other, status
from webapp.site import ensure_passwords, mailed_link_to

bp = Blueprint("password", __name__)


@bp.route("/password", methods=["GET", "POST"])
def edit() -> Any:
    ensure_passwords()
    if not uses_password():
        return choose()
    inputs = ChangePasswordInputs()
    if inputs.validate_on_submit():
        new_hash = password.make_hash(inputs.password.data or "")
        if not prove(inputs, "current_password", lambda: change(new_hash)):
            return log_in_again()
        if not inputs.errors:
            flash(_("Your password was changed. You were logged out everywhere else."), "good")
            return see_other("account.home.index")
    return render_template("account/password/edit.html", inputs=inputs, rules=password_rules()), status(inputs)


def choose() -> Any:
    """A first password, for who has logged in without one so far."""
    ensure_confirmed()
    inputs = FirstPasswordInputs()
    if inputs.validate_on_submit():
        new_hash = password.make_hash(inputs.password.data or "")
        with writing():
            change(new_hash)
        flash(_("Your password was set. You were logged out everywhere else."), "good")
        return see_other("account.home.index")
    return render_template("account/password/choose.html", inputs=inputs, rules=password_rules()), status(inputs)


def change(new_hash: str) -> None:
    renew_session(own_account.change_password(current_user, new_hash, mailed_link_to("auth.not_me.open_one")))
