"""Back after a log-in that ended while somebody was typing: what they typed is here."""

from typing import Any

from flask import Blueprint, render_template
from flask_login import current_user

from webapp.access.kept import shown_pairs, take_kept
from webapp.languages import _
from webapp.responses import see_other

bp = Blueprint("resume", __name__)


@bp.get("/resume")
def show() -> Any:
    kept = take_kept(current_user.id)
    if kept is None:
        return see_other("main.home.index")
    listed = shown_pairs(kept.pairs)
    title = _("Check it and continue") if listed else _("Continue")
    return render_template("auth/resume.html", title=title, listed=listed, **kept._asdict())
