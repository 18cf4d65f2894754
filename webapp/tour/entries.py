"""REST dispatch: one address, and a method of the class for each method of HTTP."""

import json
from typing import Any

from flask import Blueprint, jsonify, render_template, request, session
from flask.views import MethodView
from flask_wtf.csrf import generate_csrf
from werkzeug.exceptions import UnprocessableEntity

from webapp.access import public
from webapp.inputs import cleaned
from webapp.responses import see_other, status
from webapp.tour.inputs import EntryInputs

bp = Blueprint("entries", __name__)
MOST_ENTRIES = 5
LONGEST_ENTRY = 20
# The list is kept in the session's cookie, which the portal needs for more than this.
MOST_BYTES = 300
TOO_MUCH = f"The list holds {MOST_ENTRIES} short entries. Empty it, then add yours."


class Entries(MethodView):
    """Flask calls `get` for GET, `put` for PUT, and answers 405 to a method that is not here."""

    def get(self) -> Any:
        return answer()

    def post(self) -> Any:
        inputs = EntryInputs(request.form)
        if inputs.validate() and not keep([*kept(), inputs.entry.data or ""]):
            inputs.refuse("entry", TOO_MUCH)
        if inputs.errors:
            return render_template("tour/entries/show.html", entries=kept(), inputs=inputs), status(inputs)
        return changed()

    def put(self) -> Any:
        entries = typed(request.get_json(silent=True))
        if entries is None or not keep(entries):
            raise UnprocessableEntity(f"Send a JSON list of at most {MOST_ENTRIES} texts of {LONGEST_ENTRY} characters.")
        return changed()

    def delete(self) -> Any:
        session.pop("entries", None)
        return changed()


bp.add_url_rule("/entries", view_func=public(Entries.as_view("show")))


@bp.post("/entries/empty")
@public
def empty() -> Any:
    """What the button does: HTML's forms know GET and POST only, and this portal takes no method in disguise."""
    session.pop("entries", None)
    return see_other(".show")


def kept() -> list[str]:
    return list(session.get("entries", []))


def keep(entries: list[str]) -> bool:
    """False when the cookie would grow too large."""
    if len(entries) > MOST_ENTRIES or len(json.dumps(entries)) > MOST_BYTES:
        return False
    session["entries"] = entries
    return True


def typed(document: Any) -> list[str] | None:
    """The entries of a JSON document, or None when it is something else."""
    if not isinstance(document, list) or not all(isinstance(one, str) for one in document):
        return None
    entries = [cleaned(one) or "" for one in document]
    return entries if all(0 < len(one) <= LONGEST_ENTRY for one in entries) else None


def answer() -> Any:
    """A page for people, JSON for programs that ask for it."""
    if wants_json():
        return jsonify(entries=kept(), csrf_token=generate_csrf())
    return render_template("tour/entries/show.html", entries=kept(), inputs=EntryInputs(formdata=None))


def changed() -> Any:
    return answer() if wants_json() else see_other(".show")


def wants_json() -> bool:
    return request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json"
