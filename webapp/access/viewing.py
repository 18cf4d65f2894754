"""Who looks at the portal as somebody else: kept in the signed cookie of their own log-in, asked anew at each request."""

from datetime import datetime
from typing import Any

from flask import abort, g, request, session

from webapp.languages import _
from webapp.models.person import Person
from webapp.models.viewing import seen_as

KEPT = "view_as"
# Where they are themselves all the same: on the way back, and out.
THEIR_OWN = frozenset({"auth.viewing.stop", "auth.log_in.log_out", "static"})
# What belongs to the person alone: factors, codes, tokens, log-ins, copies of data.
PRIVATE = ("account.",)


def begin(user_id: int, until: datetime) -> None:
    session[KEPT] = {"id": user_id, "until": until.isoformat()}


def viewed() -> int | None:
    """Whom this browser is looking as."""
    kept: dict[str, Any] = session.get(KEPT) or {}
    return kept.get("id")


def end() -> None:
    session.pop(KEPT, None)


def person_seen(by: Person) -> Person:
    """Whoever the pages are drawn for. Nothing can be written meanwhile: the database refuses it (`writing()`)."""
    if request.endpoint in THEIR_OWN:
        return by
    # Where Flask-Login keeps whom it has found: a refusal asks for the reader's language, and so for whom this would find.
    g._login_user = by
    kept = session[KEPT]
    person = seen_as(kept["id"], datetime.fromisoformat(kept["until"]), by=by)
    if person is None:
        end()
        return by
    g.is_read_only = True
    if (request.endpoint or "").startswith(PRIVATE):
        g.is_private = True
    return person


def check_private() -> None:
    """After the person is known: what is theirs alone is not shown to whoever looks as them."""
    if g.get("is_private"):
        abort(403, _("This page is for its person alone. You are looking at the portal as somebody else."))
