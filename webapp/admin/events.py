"""The log, browsed: by actor, target, action, date and batch, and one line with everything that was written down."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, abort, current_app, render_template, request, url_for
from flask_login import current_user

from webapp.access import needs
from webapp.models.event_detail_rows import masked, rows_of
from webapp.models.event_list import Chosen, events_page, known_actions, one_event
from webapp.models.event_words import in_words
from webapp.models.keyset import Seal
from webapp.models.permissions import Permission

bp = Blueprint("events", __name__, url_prefix="/events")
TEXTS = ("target_type", "action", "batch")
NUMBERS = ("actor", "target_id")
DAYS = ("since", "until")


@bp.get("")
@needs("events:read")
def index() -> str:
    chosen, problems = chosen_in(request.args)
    asked = {name: str(getattr(chosen, name)) for name in sorted(chosen.names)}
    config = current_app.config["LODGE"]
    page = events_page(Seal(config.signing_keys, "events", asked), request.args.get("page", ""), chosen, zone())
    return render_template(
        "admin/events/index.html",
        lines=[as_line(row) for row in page.rows],
        asked={name: request.args.get(name, "") for name in (*TEXTS, *NUMBERS, *DAYS)},
        problems=problems,
        actions=[(action, in_words(action)) for action in known_actions()],
        is_astray=page.is_astray,
        addresses=page.addresses(url_for(".index", **asked)),
    )


@bp.get("/<int:event_id>")
@needs("events:read")
def show(event_id: int) -> str:
    row = one_event(event_id)
    if row is None:
        abort(404)
    content = rows_of(row.content, is_masked=is_masked())
    return render_template("admin/events/show.html", event=row, line=as_line(row), content=content)


def chosen_in(arguments: Any) -> tuple[Chosen, list[str]]:
    """What the address asks for, and a sentence for each part of it that cannot be read; such a part is left out."""
    problems: list[str] = []
    values: dict[str, Any] = {name: arguments.get(name, "").strip()[:60] for name in TEXTS}
    for name in NUMBERS:
        typed = arguments.get(name, "").strip()
        if typed and not (typed.isascii() and typed.isdigit() and int(typed) < 2**63):
            problems.append(f"{typed} is not a number of a person or thing.")
        elif typed:
            values[name] = int(typed)
    for name in DAYS:
        typed = arguments.get(name, "").strip()
        try:
            values[name] = date.fromisoformat(typed) if typed else None
        except ValueError:
            problems.append(f"{typed} is not a date. Enter one like 2026-11-21.")
    if values.get("target_id") is not None and not values["target_type"]:
        values["target_type"] = "user"
    return Chosen(**values), problems


def as_line(row: Any) -> dict[str, Any]:
    """A row as the table shows it."""
    content = row.content or {}
    hide = masked if is_masked() else str
    by = content.get("actor") or ("" if row.actor_id is None else f"Person {row.actor_id}")
    about = content.get("target") or (f"{row.target_type} {row.target_id}" if row.target_id is not None else "")
    return {
        "id": row.id, "at": row.at, "what": in_words(row.action), "action": row.action,
        "actor_id": row.actor_id, "actor": hide(by) if by else "Nobody who was logged in",
        "target_type": row.target_type, "target_id": row.target_id, "target": hide(about),
        "fields": ", ".join(row.fields), "batch": row.batch_id,
    }


def is_masked() -> bool:
    return not current_user.can(Permission.USERS_READ_UNMASKED)


def zone() -> ZoneInfo:
    return ZoneInfo(current_app.config["LODGE"].timezone)
