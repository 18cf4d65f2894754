"""What happened to one's account: own acts, and what administrators did."""

from typing import Any

from flask import Blueprint, current_app, render_template, request, url_for
from flask_login import current_user

from webapp.clock import now
from webapp.in_force import limits
from webapp.models.activity import activity_page, is_own, line_in_words, who_in_words
from webapp.models.browser_words import browser_in_words
from webapp.models.keyset import Seal
from webapp.models.method_words import methods_in_words

bp = Blueprint("activity", __name__)


@bp.get("/activity")
def index() -> str:
    seal = Seal(current_app.config["LODGE"].signing_keys, "activity", current_user.id)
    page = activity_page(seal, request.args.get("page", ""), current_user.id, now() - limits().activity_shown)
    lines = [as_shown(row) for row in page.rows]
    return render_template("account/activity/index.html", lines=lines, addresses=page.addresses(url_for(".index")))


def as_shown(row: Any) -> dict[str, Any]:
    content, mine = row.content or {}, is_own(row, current_user.id)
    return {
        "at": row.at,
        "what": line_in_words(row, current_user.id),
        "who": who_in_words(row, current_user.id),
        "method": methods_in_words(content.get("methods", "")) if mine else "",
        "browser": browser_in_words(content["browser"]) if content.get("browser") else "",
        "network": content.get("network", "") if mine else "",
    }
