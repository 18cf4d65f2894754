"""Log in with somebody else's word: off to an OpenID provider by POST, back from it with a code."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Blueprint, abort, flash, redirect, render_template
from flask_login import current_user
from werkzeug.wrappers import Response

from webapp.access import close_session, public, renew_session, way_back
from webapp.access.oidc import LINK, LOG_IN, Way, keep_offer, leave_for, person_come, provider_called, way_come
from webapp.access.tries import tries
from webapp.auth.entering import enter, let_in, way_in
from webapp.clock import now
from webapp.database import writing
from webapp.extensions import db
from webapp.inputs import Inputs
from webapp.languages import _
from webapp.models import own_account
from webapp.models.claimed import Claimed
from webapp.models.event import StrangerEvent
from webapp.models.identity_acts import is_own, link_identity, person_called
from webapp.models.log_in import refuse_state
from webapp.models.login_session import LoginSession
from webapp.models.mapped_groups import map_groups
from webapp.models.permissions import JUST_NOW
from webapp.models.throttle import check, count, network_of, of_network
from webapp.models.user import User
from webapp.oidc.trouble import ProviderTrouble, Stale
from webapp.responses import see_other, status
from webapp.site import mailed_link_to

bp = Blueprint("oidc", __name__)
T = TypeVar("T")
NOT_ME = "auth.not_me.open_one"


@bp.route("/login/oidc/<slug>", methods=["GET", "POST"])
@public
def start(slug: str) -> Any:
    provider = provider_called(slug)
    if current_user.is_authenticated:
        return see_other("main.home.index")
    inputs = Inputs()
    if inputs.validate_on_submit():
        return answered(lambda: leave_for(provider, LOG_IN))
    return render_template("auth/oidc/start.html", provider=provider), status(inputs)


@bp.get("/login/oidc/<slug>/callback")
@public
def callback(slug: str) -> Any:
    provider_called(slug)
    way = way_come()
    if way.log_in_id != current_user.login_session_id:
        raise Stale  # begun by another log-in of this browser, or by none
    claimed = answered(lambda: person_come(way))
    if way.purpose == LOG_IN:
        return come_in(way, claimed)
    return link(claimed) if way.purpose == LINK else confirm(way, claimed)


def answered(ask: Callable[[], T]) -> T:
    """What the provider says; a failure is remembered, and a network with too many has nobody asked."""
    check(tries(), of_network("oidc"), network_of(current_user.origin.network))
    try:
        return ask()
    except ProviderTrouble as trouble:
        note_failure(trouble.reason)
        raise


def note_failure(reason: str) -> None:
    origin = current_user.origin
    with writing():
        count(tries(), of_network("oidc"), network_of(origin.network))
        line = StrangerEvent(action="login_failed", reason=f"oidc: {reason}"[:60], network=origin.network)
        line.request_id = origin.request_id
        db.session.add(line)


def come_in(way: Way, claimed: Claimed) -> Response:
    """In, or on to where an unknown person signs up or links."""
    with writing():
        user = person_called(claimed)
        refusal = refuse_state(user, by=current_user) if user is not None else None
        if user is not None and refusal is None:
            if user.can_log_in:
                map_groups(user, way.provider, claimed, by=current_user)
            admit(user, way, claimed)
    if user is None:
        keep_offer(claimed)
        return see_other("auth.identity.show")
    if refusal is not None:
        abort(403, refusal)
    return redirect(way_in(), 303)


def admit(user: User, way: Way, claimed: Claimed) -> None:
    """A trusted provider's word is as good as two steps; after any other one the person's own second step is asked."""
    is_fresh = claimed.proven_at is not None and now() - claimed.proven_at <= JUST_NOW
    if not way.provider.is_trusted:
        enter(user, methods="oidc", is_fresh=is_fresh)
        return
    let_in(user, methods="oidc", is_fresh=is_fresh)
    row = db.session.get(LoginSession, current_user.login_session_id) if current_user.is_authenticated else None
    if row is not None:
        row.must_enrol = False


def link(claimed: Claimed) -> Response:
    """Bind it to whoever began this, who had just confirmed that it is them."""
    with writing():
        row = link_identity(current_user, claimed, mailed_link_to(NOT_ME))
        if row is not None:
            renew_session(row)
    flash(_("From now on you can log in with %(provider)s.", provider=claimed.label), "good")
    return see_other("account.identities.index")


def confirm(way: Way, claimed: Claimed) -> Response:
    """The same person has just shown the provider who they are: it counts here, and what was blocked goes on."""
    with writing():
        is_same = is_own(current_user, claimed)
        if is_same:
            renew_session(own_account.confirm(current_user, f"oidc {way.provider.slug}"))
        elif own_account.fail_to_confirm(tries(), current_user):
            close_session()
    if not is_same:
        raise ProviderTrouble(somebody_else(claimed), "another subject", 403)
    return redirect(way_back(), 303)


def somebody_else(claimed: Claimed) -> str:
    return _(
        "%(provider)s named somebody else than the person to whom this account belongs. Log in there as yourself.",
        provider=claimed.label,
    )
