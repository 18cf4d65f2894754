"""The log, browsed: by actor, target, action, date and batch, and one line with everything that was written down."""

from typing import Any

from flask import Blueprint, abort, current_app, render_template, request, stream_with_context, url_for
from flask_login import current_user

from webapp.access import ensure_confirmed, needs
from webapp.admin.event_inputs import EventFilterInputs
from webapp.database import writing
from webapp.dates import zone_named
from webapp.languages import _
from webapp.models.event import Event
from webapp.models.event_detail_rows import masked, rows_of
from webapp.models.event_export import EventTable
from webapp.models.event_list import Chosen, events_page, known_actions, one_event
from webapp.models.event_words import field_in_words, in_words
from webapp.models.keyset import Seal
from webapp.models.permissions import Permission, authorize
from webapp.models.standing import standing
from webapp.models.submission_export import csv_lines, file_name
from webapp.responses import see_other, status
from webapp.site import zone

bp = Blueprint("events", __name__, url_prefix="/events")
# R5: exporting more than this wants the person to have confirmed who they are.
LINES_UNCONFIRMED = 100


@bp.get("")
@needs("events:read")
def index() -> Any:
    inputs = EventFilterInputs(request.args)
    inputs.action.choices = [("", _("Anything")), *((action, in_words(action)) for action in known_actions())]
    inputs.validate()
    chosen = chosen_in(inputs)
    asked = asked_for(chosen)
    config = current_app.config["LODGE"]
    page = events_page(Seal(config.signing_keys, "events", asked), request.args.get("page", ""), chosen, zone_named(zone()))
    lines, addresses = [as_line(row) for row in page.rows], page.addresses(url_for(".index", **asked))
    shown = {"lines": lines, "addresses": addresses, "is_astray": page.is_astray, "asked": asked}
    return render_template("admin/events/index.html", inputs=inputs, **shown), status(inputs)


@bp.post("/export")
@needs("events:read")
def export() -> Any:
    """R5: for more than a little they confirm who they are. Who takes how many lines with them is a line too."""
    inputs = EventFilterInputs(request.form)
    if not inputs.validate():
        return see_other(".index")
    chosen = chosen_in(inputs)
    table = EventTable(chosen, zone_named(zone()), is_masked=is_masked())
    if table.count() > LINES_UNCONFIRMED:
        ensure_confirmed()
    detail = {"count": table.count_noted(), "format": "csv", "filter": in_short(chosen)}
    with writing():
        authorize(standing(current_user), Permission.EVENTS_READ)
        Event.record(by=current_user, action="events.exported", detail=detail)
    response = current_app.response_class(stream_with_context(csv_lines(table)), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name("events", "csv")}"'
    return response


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


def asked_for(chosen: Chosen) -> dict[str, Any]:
    """The same as the address says it."""
    return {name: str(getattr(chosen, name)) for name in sorted(chosen.names)}


def in_short(chosen: Chosen) -> str:
    return ", ".join(f"{name}: {value}" for name, value in asked_for(chosen).items())


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
