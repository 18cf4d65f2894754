"""The first page of the back office: what may want somebody to act, and what happened last."""

from flask import render_template, url_for
from flask_login import current_user

from webapp.access import needs
from webapp.models.attention import attention
from webapp.models.event_words import in_words


@needs("forms:read")
def index() -> str:
    found = attention()
    lines = found.recent if current_user.can("events:read") else []
    recent = [
        {"at": row.at, "text": in_words(row.action), "url": url_for("admin.events.show", event_id=row.id)}
        for row in lines
    ]
    return render_template("admin/index/index.html", found=found, recent=recent)
