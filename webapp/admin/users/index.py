"""The list of users: searched, filtered, sorted, and as quick for a million as for ten."""

from typing import Any

from flask import current_app, render_template, request, url_for

from webapp.access import needs
from webapp.admin.users.desk import bp
from webapp.admin.users.listing import SORT_LABELS, Asking, chosen_columns, counters, filters, lines, question_of
from webapp.admin.users.saved import drawn_views, gone
from webapp.models.user_list import Found, listed
from webapp.models.user_search import Asked


@bp.get("")
@needs("users:read")
def index() -> str:
    typed = request.args
    question = question_of(typed.get("q", ""))
    wanted = typed.get("sort", "newest")
    found = listed(
        question,
        wanted,
        typed.get("page", ""),
        current_app.config["LODGE"].signing_keys,
        counters(),
        exactly=typed.get("count") == "exact",
    )
    sort = wanted if wanted in SORT_LABELS else "newest"
    asking = Asking(url_for("admin.users.index"), question.text, sort, chosen_columns(typed.get("columns", "")))
    found.hints += gone(typed)
    views, is_saved = drawn_views(asking)
    return render_template("admin/users/index.html", views=views, is_saved=is_saved, **drawn(asking, question, found))


def drawn(asking: Asking, question: Asked, found: Found) -> dict[str, Any]:
    """What the page shows: the person with exactly that address first, then the page of the list."""
    known, exact = counters(), found.exact
    rows = [row for row in found.page.rows if exact is None or row.id != exact.id]
    return {
        "asking": asking,
        "found": found,
        "question": question,
        "is_estimate": question.is_everybody and known.is_estimate and found.is_more,
        "lines": lines([exact, *rows] if exact else rows),
        "filters": filters(asking, question, found, known),
        "addresses": found.page.addresses(asking.url()),
    }
