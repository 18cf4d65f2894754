"""The list of forms."""

from functools import lru_cache
from typing import Any

from flask import current_app, render_template, request, url_for
from sqlalchemy import bindparam, select

from webapp.access import needs
from webapp.languages import _, mark
from webapp.models.form import STATES, Form
from webapp.models.form_draft import FormDraft
from webapp.models.form_version import FormVersion
from webapp.models.keyset import Keyset, Order, Seal

LISTED = (
    select(Form.id, Form.title, Form.slug, Form.state, FormVersion.number, FormDraft.changed_at)
    .join(FormDraft, FormDraft.form_id == Form.id)
    .outerjoin(FormVersion, FormVersion.id == Form.current_version_id)
)

STATE_WORDS = {
    "draft": mark("Draft"),
    "open": mark("Open"),
    "paused": mark("Paused"),
    "closed": mark("Closed"),
    "archived": mark("Archived"),
}


@lru_cache
def list_of(is_filtered: bool) -> Keyset:
    statement: Any = LISTED.where(Form.state == bindparam("state")) if is_filtered else LISTED.where(Form.state != "archived")
    return Keyset(statement, Order((Form.id,), descending=True), limit=50)


@needs("forms:read")
def index() -> str:
    state = request.args.get("state", "")
    state = state if state in STATES else ""
    seal = Seal(current_app.config["LODGE"].signing_keys, "forms", state)
    page = list_of(bool(state)).page(seal, request.args.get("page", ""), {"state": state} if state else {})
    filters = [("", _("All but archived")), *((one, _(STATE_WORDS[one])) for one in STATES)]
    chips = [{"label": label, "url": url_for(".index", state=one or None), "current": one == state} for one, label in filters]
    addresses = page.addresses(url_for(".index", state=state or None))
    return render_template("admin/forms/index.html", forms=page.rows, chips=chips, addresses=addresses, is_astray=page.is_astray)
