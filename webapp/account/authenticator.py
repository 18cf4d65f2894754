"""One's own authenticator app: added with its first code, removed after a question."""

from datetime import timedelta
from typing import Any

from flask import Blueprint, flash, render_template
from flask_login import current_user

from webapp.access import ask_for_factor, ensure_confirmed, renew_session
from webapp.access.codes_shown import keep_for_showing
from webapp.access.sealed import sealing
from webapp.account.code_inputs import AppInputs
from webapp.account.qr import drawing
from webapp.database import writing
from webapp.inputs import Inputs
from webapp.languages import _, mark
from webapp.models import recovery_code
from webapp.models.factors import add_app, held_by, remove_app
from webapp.models.own_account import own
from webapp.models.totp import app_link, in_letters, new_secret, step_of
from webapp.responses import see_other, status
from webapp.site import settings

bp = Blueprint("authenticator", __name__)
# A page that lay open longer than this begins with a new secret.
OFFERED_FOR = timedelta(hours=1)
WRONG = mark("The code is not right. Check that your phone shows the right time, and type the code that it shows now.")


@bp.route("/two-factor/app", methods=["GET", "POST"])
def new() -> Any:
    ensure_confirmed()
    held = held_by(current_user.id)
    if held.has_app:
        return see_other("account.two_factor.index")
    inputs = AppInputs()
    secret = offered(inputs.sealed.data or "") or new_secret()
    if inputs.validate_on_submit():
        step = step_of(secret, inputs.code.data or "")
        if step is None:
            inputs.refuse("code", _(WRONG))
        else:
            return added(secret, step, needs_codes=held.codes_left == 0)
    inputs.sealed.data = sealed(secret)
    link = app_link(secret, current_user.email, settings()["site_name"])
    page = {"inputs": inputs, "link": link, "letters": in_letters(secret), "drawing": drawing(link)}
    return render_template("account/authenticator/new.html", **page), status(inputs)


def offered(typed: str) -> bytes | None:
    """The secret that this log-in was shown, out of the page's sealed field."""
    return sealing().open(typed.encode(), "new app", current_user.login_session_id, within=OFFERED_FOR)


def sealed(secret: bytes) -> str:
    return sealing().close(secret, "new app", current_user.login_session_id).decode()


def added(secret: bytes, step: int, *, needs_codes: bool) -> Any:
    """Bind the app; the first factor comes with recovery codes, which are shown next."""
    seed = recovery_code.new_seed()
    hashes = recovery_code.hashes_of(recovery_code.codes_of(seed)) if needs_codes else []
    with writing():
        row = add_app(current_user, secret, step, hashes, sealing())
        if row is not None:
            renew_session(row)
    if row is None or not hashes:
        return see_other("account.two_factor.index")
    flash(_("The app was added. From now on, logging in asks for a code from it."), "good")
    keep_for_showing(seed)
    return see_other("account.recovery_codes.show")


@bp.route("/two-factor/app/remove", methods=["GET", "POST"])
def remove() -> Any:
    ensure_confirmed(every_time=True)
    inputs = Inputs()
    if inputs.validate_on_submit():
        with writing():
            row = remove_app(current_user)
            if row is not None:
                ask_for_factor(row, own(current_user))
                renew_session(row)
        flash(_("The app was removed.") if row else _("There was no app to remove."), "good" if row else "info")
        return see_other("account.two_factor.index")
    return render_template("account/authenticator/remove.html", held=held_by(current_user.id)), status(inputs)
