"""One's own API tokens: made after a confirmation, shown once, revoked at once."""

from typing import Any

from flask import Blueprint, abort, flash, render_template, session
from flask_login import current_user

from webapp.access import ensure_confirmed
from webapp.access.sealed import sealing
from webapp.account.token_inputs import NewTokenInputs
from webapp.clock import now
from webapp.database import read, writing
from webapp.inputs import Inputs
from webapp.languages import _
from webapp.models.api_token import ApiToken, grantable, make_token, revoke_token
from webapp.models.permissions import Permission
from webapp.models.scope_words import SCOPES
from webapp.responses import see_other, status

bp = Blueprint("tokens", __name__, url_prefix="/tokens")
# Sealed in the cookie of the one who made it until it has been shown.
NAME = "token_to_show"


@bp.get("")
def index() -> str:
    rows = read(ApiToken.of(current_user.id).with_only_columns(*ApiToken.__table__.c).limit(100))
    return render_template("account/tokens/index.html", tokens=[as_shown(row) for row in rows])


def as_shown(row: Any) -> dict[str, Any]:
    return {
        "id": row.id,
        "name": row.name,
        "scopes": [_(SCOPES[Permission(scope)]) for scope in row.scopes],
        "created_at": row.created_at,
        "expires_at": row.expires_at,
        "last_used_at": row.last_used_at,
        "is_expired": row.expires_at <= now(),
    }


@bp.route("/new", methods=["GET", "POST"])
def new() -> Any:
    ensure_confirmed(every_time=True)
    inputs = NewTokenInputs()
    held = grantable(current_user.role)
    inputs.scopes.choices = {scope.value: _(words) for scope, words in SCOPES.items() if scope in held}
    if inputs.validate_on_submit():
        scopes = [Permission(scope) for scope in inputs.scopes.data or []]
        with writing():
            token = make_token(current_user, inputs.name.data or "", scopes, inputs.days.data)
        session[NAME] = sealing().close(token.encode(), "token", current_user.login_session_id).decode()
        return see_other(".show")
    return render_template("account/tokens/new.html", inputs=inputs), status(inputs)


@bp.get("/made")
def show() -> Any:
    sealed = session.pop(NAME, None)
    token = sealing().open(sealed.encode(), "token", current_user.login_session_id) if sealed else None
    if token is None:
        flash(_("A token is shown once, when it is made. If it is lost, revoke it and make another."), "info")
        return see_other(".index")
    return render_template("account/tokens/show.html", token=token.decode())


@bp.route("/<int:token_id>/revoke", methods=["GET", "POST"])
def revoke(token_id: int) -> Any:
    row = read(ApiToken.of(current_user.id).where(ApiToken.id == token_id).with_only_columns(ApiToken.name)).first()
    if row is None:
        abort(404)
    if Inputs().validate_on_submit():
        with writing():
            revoke_token(current_user, token_id)
        flash(_("The token “%(name)s” opens nothing any more.", name=row.name), "good")
        return see_other(".index")
    return render_template("account/tokens/revoke.html", name=row.name, token_id=token_id)
