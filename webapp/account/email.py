"""Change one's own address: proven by a link to the new one where mail is sent, else at once and unconfirmed."""

from typing import Any

from flask import Blueprint, current_app, flash, render_template
from flask_login import current_user
from werkzeug.wrappers import Response

from webapp.access import ensure_confirmed
from webapp.access.links import drop_token, keep_token, kept_token, no_longer_valid
from webapp.access.tries import tries
from webapp.account.inputs import ADDRESS_REFUSED, EmailInputs, FinishInputs
from webapp.database import writing
from webapp.dates import span_in_words
from webapp.in_force import limits
from webapp.languages import _
from webapp.models import address_change
from webapp.models.link import LinkTo
from webapp.models.permissions import Refused
from webapp.models.throttle import identifier
from webapp.responses import see_other, status
from webapp.site import link_to, sends_mail

bp = Blueprint("email", __name__)


@bp.route("/email", methods=["GET", "POST"])
def edit() -> Any:
    ensure_confirmed()
    inputs = EmailInputs()
    if inputs.validate_on_submit():
        change(inputs)
        if not inputs.errors:
            return see_other(".edit" if sends_mail() else "account.home.index")
    return render_template("account/email/edit.html", inputs=inputs, sends_mail=sends_mail()), status(inputs)


def change(inputs: EmailInputs) -> None:
    """Ask for it by mail, or do it; why not is said on the page."""
    email = inputs.email.data or ""
    try:
        with writing(inputs):
            if sends_mail():
                ask(email)
                flash(link_sent(email), "info")
            elif address_change.change_at_once(email, by=current_user):
                flash(_("Your email address was changed. It counts as not confirmed."), "good")
            else:
                inputs.refuse("email", _("That is your address already."))
    except Refused as refused:
        inputs.refuse("email", refused.sentence)


def link_sent(email: str) -> str:
    return _(
        "Open the link that we have sent to %(email)s within %(span)s. Until then nothing changes.",
        email=email,
        span=span_in_words(limits().email_link),
    )


def ask(email: str) -> None:
    counted = identifier(email, current_app.config["LODGE"].secret_key)
    links: dict[str, LinkTo] = {"link_to": link_to(".open_one"), "not_me": link_to("auth.not_me.open_one")}
    address_change.request_change(email, by=current_user, identifier=counted, tries=tries(), **links)


@bp.get("/email/confirm/<token>")
def open_one(token: str) -> Response:
    return keep_token(token, ".finish")


@bp.route("/email/confirm", methods=["GET", "POST"])
def finish() -> Any:
    link = address_change.open_change(kept_token(), current_user)
    if link is None:
        return no_longer_valid()
    inputs = FinishInputs()
    email = link.bound_to["email"]
    if inputs.validate_on_submit():
        is_done = False
        with writing(inputs):
            is_done = address_change.finish_change(kept_token(), by=current_user, undo=link_to("auth.undo_email.open_one"))
        if inputs.is_taken:
            flash(_(ADDRESS_REFUSED), "danger")
            return see_other(".edit")
        drop_token()
        if not is_done:
            return no_longer_valid()
        flash(_("Your email address is %(email)s now.", email=email), "good")
        return see_other("account.home.index")
    return render_template("account/email/finish.html", email=email), status(inputs)
