"""The first page of the back office: what may want somebody to act, and what happened last."""

from typing import Any

from flask import render_template, url_for
from flask_login import current_user

from webapp.access import needs
from webapp.languages import _
from webapp.models.attention import Attention, attention
from webapp.models.event_words import in_words


@needs("forms:read")
def index() -> str:
    found = attention()
    lines = found.recent if current_user.can("events:read") else []
    recent = [{"at": row.at, "text": in_words(row.action), "id": row.id} for row in lines]
    return render_template("admin/index/index.html", figures=figures(found), recent=recent)


def figures(found: Attention) -> list[dict[str, Any]]:
    """Each number with its words and, for who may go there, where it leads."""
    rooms: tuple[tuple[str, str, str, str, dict[str, Any]], ...] = (
        (found.people, _("active people"), "users:read", "admin.users.index", {}),
        (found.unconfirmed, _("with an unconfirmed address"), "users:read", "admin.users.index", {"q": "is:unverified"}),
        (found.pending, _("waiting for approval"), "users:write", "admin.users.waiting", {}),
        (found.suspended, _("suspended"), "users:read", "admin.users.index", {"q": "status:suspended"}),
        (found.open_forms, _("open forms"), "forms:read", "admin.forms.index", {}),
        (found.unsent_mails, _("mails waiting in the outbox"), "outbox:read", "admin.outbox.index", {}),
    )
    return [
        {"number": number, "label": label, "url": url_for(endpoint, **asked) if current_user.can(permission) else None}
        for number, label, permission, endpoint, asked in rooms
    ]
