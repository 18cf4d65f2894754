"""Where one is logged in, and the way to end it there."""

from typing import Any

from flask import Blueprint, abort, flash, render_template
from flask_login import current_user
from werkzeug.wrappers import Response

from webapp.database import read, writing
from webapp.languages import _
from webapp.models.browser_words import browser_in_words
from webapp.models.login_session import LoginSession, is_alive
from webapp.models.method_words import methods_in_words
from webapp.models.own_account import end_one, end_others
from webapp.responses import see_other

bp = Blueprint("sessions", __name__)
SHOWN = (
    LoginSession.id,
    LoginSession.created_at,
    LoginSession.last_seen_at,
    LoginSession.idle_seconds,
    LoginSession.expires_at,
    LoginSession.revoked_at,
    LoginSession.network,
    LoginSession.user_agent,
    LoginSession.methods,
)


@bp.get("/sessions")
def index() -> str:
    rows = read(LoginSession.of(current_user.id or 0).with_only_columns(*SHOWN).limit(200))
    log_ins = [as_shown(row) for row in rows if is_alive(row)]
    return render_template("account/sessions/index.html", log_ins=log_ins)


def as_shown(row: Any) -> dict[str, Any]:
    return {
        "id": row.id,
        "browser": browser_in_words(row.user_agent),
        "network": row.network or _("unknown"),
        "created_at": row.created_at,
        "last_seen_at": row.last_seen_at,
        "method": methods_in_words(row.methods),
        "is_this": row.id == current_user.login_session_id,
    }


@bp.post("/sessions/<int:login_session_id>/end")
def end(login_session_id: int) -> Response:
    with writing():
        has_ended = end_one(current_user, login_session_id)
    if not has_ended:
        abort(404)
    flash(_("That log-in was ended."), "good")
    return see_other(".index")


@bp.post("/sessions/end-others")
def end_all_others() -> Response:
    with writing():
        end_others(current_user)
    flash(_("You are logged out everywhere else."), "good")
    return see_other(".index")
