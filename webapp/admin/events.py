"""The log, browsed: by actor, target, action, date and batch, and one line with everything that was written down."""

from typing import Any

from flask import Blueprint, abort, current_app, render_template, request, url_for
from flask_login import current_user

from webapp.access import needs
from webapp.admin.event_inputs import EventFilterInputs
from webapp.dates import zone_named
from webapp.languages import _
from webapp.models.event_detail_rows import masked, rows_of
from webapp.models.event_list import Chosen, events_page, known_actions, one_event
from webapp.models.event_words import field_in_words, in_words
from webapp.models.keyset import Seal
from webapp.models.permissions import Permission
from webapp.responses import status
from webapp.site import zone

bp = Blueprint("events", __name__, url_prefix="/events")


@bp.get("")
@needs("events:read")
def index() -> Any:
    inputs = EventFilterInputs(request.args)
    inputs.action.choices = [("", _("Anything")), *((action, in_words(action)) for action in known_actions())]
    inputs.validate()
    chosen = chosen_in(inputs)
    asked: dict[str, Any] = {name: str(getattr(chosen, name)) for name in sorted(chosen.names)}
    config = current_app.config["LODGE"]
    page = events_page(Seal(config.signing_keys, "events", asked), request.args.get("page", ""), chosen, zone_named(zone()))
    lines, addresses = [as_line(row) for row in page.rows], page.addresses(url_for(".index", **asked))
    shown = {"lines": lines, "addresses": addresses, "is_astray": page.is_astray, "is_narrowed": bool(asked)}
    return render_template("admin/events/index.html", inputs=inputs, **shown), status(inputs)


@bp.get("/<int:event_id>")
@needs("events:read")
def show(event_id: int) -> str:
    row = one_event(event_id)
    if row is None:
        abort(404)
    content = rows_of(row.content, is_masked=is_masked())
    return render_template("admin/events/show.html", event=row, line=as_line(row), content=content)


def chosen_in(inputs: EventFilterInputs) -> Chosen:
    """What the address asks for; a part that cannot be read is left out, and its field says so."""
    readable = {name: value for name, value in inputs.data.items() if value and not inputs[name].errors}
    if "target_id" in readable:
        readable.setdefault("target_type", "user")
    return Chosen(**readable)


def as_line(row: Any) -> dict[str, Any]:
    """A row as the table shows it."""
    content = row.content or {}
    hide = masked if is_masked() else str
    by = content.get("actor") or ("" if row.actor_id is None else _("Person %(number)s", number=row.actor_id))
    about = content.get("target") or (f"{row.target_type} {row.target_id}" if row.target_id is not None else "")
    return {
        "id": row.id,
        "at": row.at,
        "what": in_words(row.action),
        "action": row.action,
        "actor_id": row.actor_id,
        "actor": hide(by) if by else _("Nobody who was logged in"),
        "target_type": row.target_type,
        "target_id": row.target_id,
        "target": hide(about),
        "fields": ", ".join(map(field_in_words, row.fields)),
        "batch": row.batch_id,
    }


def is_masked() -> bool:
    return not current_user.can(Permission.USERS_READ_UNMASKED)
