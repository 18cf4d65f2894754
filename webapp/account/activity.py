"""What happened to one's account: own acts, and what administrators did."""

from typing import Any

from flask import Blueprint, current_app, render_template, request, url_for
from flask_login import current_user

from webapp.clock import now
from webapp.models.activity import ACTIVITY, OWN, SHOWN_FOR, in_words
from webapp.models.browser_words import browser_in_words
from webapp.models.keyset import Seal

bp = Blueprint("activity", __name__)


@bp.get("/activity")
def index() -> str:
    seal = Seal(current_app.config["LODGE"].signing_keys, "activity", current_user.id)
    found = {"me": current_user.id, "since": now() - SHOWN_FOR}
    page = ACTIVITY.page(seal, request.args.get("page", ""), found)
    lines = [as_shown(row) for row in page.rows]
    return render_template("account/activity/index.html", lines=lines, addresses=page.addresses(url_for(".index")))


def as_shown(row: Any) -> dict[str, Any]:
    content = row.content or {}
    # Before a log-in nobody is known yet: what only the person can have done, they did.
    is_own = row.actor_id == current_user.id or (row.actor_id is None and row.action in OWN)
    return {
        "at": row.at,
        "what": in_words(row.action, is_own=is_own),
        "who": "You" if is_own else "An administrator",
        "browser": browser_in_words(content["browser"]) if content.get("browser") else "",
        "network": content.get("network", "") if is_own else "",
    }
