"""Who one is elsewhere: the providers with which one logs in, linked and unlinked."""

from typing import Any

from flask import Blueprint, abort, flash, render_template, session
from flask_login import current_user
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from webapp.access import ensure, ensure_confirmed, renew_session, way_back
from webapp.access.oidc import CONFIRM, LINK, drop_offer, leave_for, offered, provider_called
from webapp.account.confirm import confirms_elsewhere
from webapp.database import writing
from webapp.extensions import db
from webapp.inputs import Inputs
from webapp.languages import _
from webapp.models.identity import Identity
from webapp.models.identity_acts import link_identity, unlink_identity
from webapp.responses import see_other, status
from webapp.site import mailed_link_to, providers

bp = Blueprint("identities", __name__)
NOT_ME = "auth.not_me.open_one"


@bp.get("/identities")
def index() -> str:
    mine = list(db.session.scalars(Identity.of(current_user.id)))
    offer = offered()
    known = {one.issuer for one in mine} | ({offer.issuer} if offer is not None else set())
    free = [one for one in providers().values() if one.issuer not in known]
    return render_template("account/identities/index.html", identities=mine, providers=free, offer=offer)


@bp.post("/identities/link/<slug>")
def link(slug: str) -> str:
    provider = provider_called(slug)
    ensure_confirmed()
    return leave_for(provider, LINK, current_user.login_session_id)


@bp.post("/identities/accept")
def accept() -> Response:
    """Link whom this browser has come with before its person logged in."""
    ensure_confirmed()
    claimed = offered()
    if claimed is not None:
        with writing():
            row = link_identity(current_user, claimed, mailed_link_to(NOT_ME))
            if row is not None:
                renew_session(row)
        flash(_("From now on you can log in with %(provider)s.", provider=claimed.label), "good")
    return go_on()


@bp.post("/identities/decline")
def decline() -> Response:
    return go_on()


def go_on() -> Response:
    drop_offer()
    return redirect(way_back(), 303) if "back" in session else see_other(".index")


@bp.route("/identities/<int:identity_id>/unlink", methods=["GET", "POST"])
def unlink(identity_id: int) -> Any:
    identity = found(identity_id)
    ensure_confirmed()
    inputs = Inputs()
    if inputs.validate_on_submit():
        with writing():
            row = unlink_identity(current_user, identity_id, mailed_link_to(NOT_ME), providers().values())
            if row is not None:
                renew_session(row)
        flash(_("%(provider)s no longer logs you in.", provider=identity.label), "good")
        return see_other(".index")
    return render_template("account/identities/unlink.html", identity=identity), status(inputs)


def found(identity_id: int) -> Identity:
    """One of one's own; anybody else's is not there."""
    identity = db.session.scalar(Identity.of(current_user.id).where(Identity.id == identity_id))
    if identity is None:
        abort(404)
    return identity


@bp.post("/confirm/oidc/<slug>")
def confirm(slug: str) -> str:
    """Confirm it's you, for who has no password: the provider asks who they are once more."""
    provider = provider_called(slug)
    ensure(confirms_elsewhere())
    return leave_for(provider, CONFIRM, current_user.login_session_id)
