"""Between the address and the account: the mail is on its way, its code can be typed here, and it can be sent again."""

from typing import Any

from flask import Blueprint, current_app, flash, render_template, session, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from webapp.access import public
from webapp.access.links import keep_token, no_longer_valid
from webapp.access.tries import tries
from webapp.auth.inputs import CodeInputs
from webapp.database import writing
from webapp.inputs import Inputs
from webapp.languages import _, mark
from webapp.models.link_code import asked_by
from webapp.models.login_session import new_token
from webapp.models.sign_up import count_try
from webapp.models.sign_up_by_mail import exchange_code, request_sign_up
from webapp.models.throttle import identifier
from webapp.responses import see_other, status
from webapp.site import link_to, public_address

bp = Blueprint("sign_up_check", __name__)
# The token of this browser, to which a code is bound.
ASKED = "asked"
WRONG = mark("That code is not right, or it is too old. Check it, or have a new one sent.")


def ask_for_mail(email: str, *, is_quick: bool = False, is_machine: bool = False) -> str:
    """Have the address written to, for this browser; returns the page on which it goes on."""
    browser = new_token()
    counted = identifier(email, current_app.config["LODGE"].secret_key)
    where: dict[str, Any] = {"link_to": link_to("auth.verify_email.open_one"), "log_in": public_address("auth.log_in.log_in")}
    with writing():
        is_allowed = count_try(tries(), by=current_user, identifier=counted, is_quick=is_quick) and not is_machine
        who: dict[str, Any] = {"by": current_user, "browser": browser, "identifier": counted, "tries": tries()}
        request_sign_up(email, is_allowed=is_allowed, **who, **where)
    session[ASKED] = browser
    return url_for("auth.sign_up_check.check")


@bp.route("/signup/check", methods=["GET", "POST"])
@public
def check() -> Any:
    browser = session.get(ASKED, "")
    asked = asked_by(browser)
    if asked is None:
        return no_longer_valid()
    email = asked.bound_to["email"]
    inputs = CodeInputs()
    if inputs.validate_on_submit():
        with writing():
            token = exchange_code(browser, inputs.code.data or "")
        if token is not None:
            return keep_token(token, "auth.verify_email.finish")
        inputs.refuse("code", _(WRONG))
    return render_template("auth/sign_up_check/check.html", inputs=inputs, email=email), status(inputs)


@bp.post("/signup/again")
@public
def again() -> tuple[str, int] | Response:
    asked = asked_by(session.get(ASKED, ""))
    if asked is None or not Inputs().validate_on_submit():
        return no_longer_valid()
    ask_for_mail(asked.bound_to["email"])
    flash(_("We have sent it again. Only the newest link and the newest code work."), "good")
    return see_other(".check")
