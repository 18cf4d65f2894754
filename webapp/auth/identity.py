"""Whom a provider named and nobody here is: they sign up, or log in first and link."""

from typing import Any

from flask import Blueprint, abort, current_app, render_template, url_for
from flask_login import current_user
from werkzeug.utils import redirect

from webapp.access import public, way_back
from webapp.access.links import drop_token, kept_token
from webapp.access.oidc import drop_offer, offered, provider_of
from webapp.access.tries import tries
from webapp.auth.entering import let_in, way_in
from webapp.auth.inputs import IdentityInputs
from webapp.database import writing
from webapp.languages import _, mark
from webapp.models.claimed import Claimed
from webapp.models.identity_acts import decide_about, has_account, invitation_for, join_by, sign_up_by
from webapp.models.legal import accept
from webapp.models.mapped_groups import map_groups
from webapp.models.sign_up import Verdict, count_try
from webapp.models.throttle import identifier
from webapp.responses import see_other, status
from webapp.site import public_address, sends_mail, settings

bp = Blueprint("identity", __name__)
OVER = mark("This invitation is no longer valid. Ask for a new one.")
TOO_OFTEN = mark("There were too many tries with your address. Try again later.")


@bp.route("/signup/identity", methods=["GET", "POST"])
@public
def show() -> Any:
    if current_user.is_authenticated:
        return see_other("account.identities.index")
    claimed = offered()
    if claimed is None:
        return see_other("auth.log_in.log_in")
    inputs = IdentityInputs(data={"name": claimed.name})
    invitation = invitation_for(claimed, kept_token(), settings())
    verdict = Verdict() if invitation else decide_about(claimed, settings(), sends_mail=sends_mail())
    is_known = verdict.refusal is None and has_account(claimed)
    if inputs.validate_on_submit():
        if verdict.refusal or is_known:
            abort(403, verdict.refusal)
        page = join(claimed, inputs) if invitation else become_member(claimed, verdict, inputs)
        if not inputs.errors:
            return redirect(page, 303)
    shown = {"claimed": claimed, "verdict": verdict, "is_known": is_known, "invitation": invitation}
    return render_template("auth/identity/show.html", inputs=inputs, **shown), status(inputs)


def join(claimed: Claimed, inputs: IdentityInputs) -> str:
    """Accept the invitation with whose link they came; returns where to go on."""
    with writing(inputs):
        user = join_by(claimed, kept_token(), by=current_user, name=inputs.name.data or "", rules=settings())
        if user is None:
            inputs.refuse("name", _(OVER))
            return ""
        accept(user, inputs.asked, by=current_user)
        map_groups(user, provider_of(claimed), claimed, by=current_user)
        let_in(user, methods="oidc", is_fresh=False)
        drop_token()
    if inputs.errors:
        return ""
    drop_offer()
    return way_in()


def become_member(claimed: Claimed, verdict: Verdict, inputs: IdentityInputs) -> str:
    """Make the account; returns where to go on."""
    counted = identifier(claimed.email, current_app.config["LODGE"].secret_key)
    with writing(inputs):
        if not count_try(tries(), by=current_user, identifier=counted, is_quick=False):
            inputs.refuse("name", _(TOO_OFTEN))
            return ""
        values = {"name": inputs.name.data or "", "queue": public_address("admin.users.waiting")}
        user = sign_up_by(claimed, verdict, by=current_user, **values)
        accept(user, inputs.asked, by=current_user)
        map_groups(user, provider_of(claimed), claimed, by=current_user)
        if not verdict.is_waiting:
            let_in(user, methods="oidc", is_fresh=False)
    if inputs.errors:
        return ""
    drop_offer()
    return url_for("auth.sign_up.waiting") if verdict.is_waiting else way_back()
