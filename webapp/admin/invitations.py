"""Invitations: who was invited as what; made, sent again, revoked. Without mail the link is shown once."""

from typing import Any

from flask import Blueprint, current_app, flash, render_template, request, session, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from webapp.access import ensure, needs
from webapp.admin.invitation_inputs import InviteInputs, role_choices, role_options
from webapp.database import writing
from webapp.extensions import db
from webapp.inputs import Inputs
from webapp.kinds.wording import upper_first
from webapp.languages import _, mark
from webapp.models import inviting
from webapp.models.group import Group
from webapp.models.invitation import INVITATIONS, Invitation, state_of
from webapp.models.keyset import Seal
from webapp.models.permissions import Refused, Role, StepUpNeeded
from webapp.responses import see_other, status
from webapp.site import link_to, mailed_link_to, settings

bp = Blueprint("invitations", __name__, url_prefix="/invitations")
PAGE = "auth.invitations.open_one"
# Kept in the cookie of the one who made it until it has been shown.
KEPT = "invitation_to_show"
TONES = {"open": "accent", "used": "good", "revoked": "neutral", "expired": "warning"}
WORDS = {"open": mark("open"), "used": mark("used"), "revoked": mark("revoked"), "expired": mark("expired")}


@bp.get("")
@needs("users:write")
def index() -> str:
    page = INVITATIONS.page(Seal(current_app.config["LODGE"].signing_keys, "invitations"), request.args.get("page", ""))
    rows = [(row, state_of(row), TONES[state_of(row)]) for row in page.rows]
    addresses = page.addresses(url_for(".index"))
    words = {state: in_words(state) for state in WORDS}
    return render_template("admin/invitations/index.html", rows=rows, words=words, addresses=addresses, is_astray=page.is_astray)


def in_words(state: str) -> str:
    return upper_first(_(WORDS[state]))


@bp.route("/new", methods=["GET", "POST"])
@needs("users:write")
def new() -> Any:
    inputs = InviteInputs()
    inputs.groups.choices, inputs.role.choices = Group.choices(), role_choices(current_user.role)
    if inputs.validate_on_submit():
        answer = invite(inputs)
        if not inputs.errors:
            return answer
    page = render_template("admin/invitations/new.html", inputs=inputs, roles=role_options(inputs.role))
    return page, status(inputs)


def invite(inputs: InviteInputs) -> Response | None:
    """Make it, or say on the page why not."""
    values: dict[str, Any] = {
        "email": inputs.email.data or "",
        "role": Role(inputs.role.data),
        "group_ids": inputs.groups.data or [],
    }
    try:
        with writing(inputs):
            made = inviting.invite(by=current_user, rules=settings(), link_to=mailed_link_to(PAGE), **values)
    except StepUpNeeded:
        raise
    except Refused as refused:
        inputs.refuse("email", refused.sentence)
        return None
    return None if inputs.errors else sent(made[0], made[1])


@bp.get("/<int:invitation_id>")
@needs("users:write")
def show(invitation_id: int) -> str:
    invitation = db.get_or_404(Invitation, invitation_id)
    kept = session.get(KEPT)
    link = ""
    if kept is not None and kept["id"] == invitation_id:
        link = link_to(PAGE)(session.pop(KEPT)["token"])
    state = state_of(invitation)
    return render_template(
        "admin/invitations/show.html", invitation=invitation, link=link, state=in_words(state), tone=TONES[state]
    )


@bp.post("/<int:invitation_id>/send-again")
@needs("users:write")
def send_again(invitation_id: int) -> Response:
    invitation = db.get_or_404(Invitation, invitation_id)
    ensure(Inputs().validate_on_submit())
    with writing():
        token = inviting.send_again(invitation, by=current_user, link_to=mailed_link_to(PAGE))
    return sent(invitation, token)


@bp.route("/<int:invitation_id>/revoke", methods=["GET", "POST"])
@needs("users:write")
def revoke(invitation_id: int) -> Any:
    invitation = db.get_or_404(Invitation, invitation_id)
    inputs = Inputs()
    if inputs.validate_on_submit():
        with writing():
            revoked = inviting.revoke(invitation, by=current_user)
        words = _("The invitation was revoked.") if revoked else _("The invitation had ended already.")
        flash(words, "good" if revoked else "info")
        return see_other(".index")
    return render_template("admin/invitations/revoke.html", invitation=invitation), status(inputs)


def sent(invitation: Invitation, token: str) -> Response:
    """Where mail leaves, it has the link; else the one who made it sees it once."""
    if mailed_link_to(PAGE) is not None:
        flash(_("The invitation was sent to %(email)s.", email=invitation.email), "good")
        return see_other(".index")
    session[KEPT] = {"id": invitation.id, "token": token}
    return see_other(".show", invitation_id=invitation.id)
