"""A legal page that has to be accepted: what is new, what it says, and the two answers."""

from typing import Any

from flask import Blueprint, flash, render_template
from flask_login import current_user
from sqlalchemy import select, tuple_
from werkzeug.utils import redirect

from webapp.access import way_back
from webapp.access.legal import SeenInputs, spelt
from webapp.database import read, writing
from webapp.extensions import db
from webapp.languages import _
from webapp.models.legal import ACCEPTED, TITLES, LegalVersion, Numbers, owed
from webapp.models.legal import accept as accept_versions
from webapp.models.legal_changes import changes_between
from webapp.models.setting_registry import LEGAL
from webapp.models.user import User
from webapp.responses import see_other
from webapp.site import settings

bp = Blueprint("legal", __name__)
VERSIONS = select(LegalVersion.kind, LegalVersion.number, LegalVersion.text, LegalVersion.news, LegalVersion.published_at)


@bp.route("/legal", methods=["GET", "POST"])
def accept() -> Any:
    numbers = owed(current_user, settings()[LEGAL])
    if not numbers:
        return see_other("main.home.index")
    inputs = SeenInputs()
    if inputs.validate_on_submit():
        if inputs.has_seen(numbers):
            with writing():
                accept_versions(db.session.get_one(User, current_user.id), numbers, by=current_user)
            return redirect(way_back(), 303)
        flash(_("The text has changed meanwhile. Read it again, then accept it."), "info")
        return see_other(".accept")
    return render_template("account/legal/accept.html", pages=pages_of(numbers), seen=spelt(numbers))


def pages_of(numbers: Numbers) -> list[dict[str, Any]]:
    """Each page with what is new since the version that this person accepted, if they did accept one."""
    before = {kind: getattr(current_user, ACCEPTED[kind]) for kind in numbers}
    wanted = [*numbers.items(), *before.items()]
    found = {
        (row.kind, row.number): row for row in read(VERSIONS.where(tuple_(LegalVersion.kind, LegalVersion.number).in_(wanted)))
    }
    pages = []
    for kind, number in numbers.items():
        row, old = found[kind, number], found.get((kind, before[kind]))
        changes = changes_between(old.text, row.text) if old else []
        pages.append({"title": _(TITLES[kind]), "row": row, "old": old, "changes": changes})
    return pages
