"""Legal pages: written and published here, each time as a new version; the older ones stay to be read."""

from typing import Any

from flask import Blueprint, abort, flash, render_template, request
from flask_login import current_user
from sqlalchemy import select

from webapp.access import needs
from webapp.admin.legal_inputs import WHO, LegalInputs
from webapp.database import read, writing
from webapp.dates import number_in_words
from webapp.inputs import Inputs
from webapp.languages import _
from webapp.models.legal import NOBODY, TITLES, LegalVersion, newest, number_of_acceptances, publish
from webapp.models.setting_registry import LEGAL
from webapp.models.user import User
from webapp.models.user_acts import SavedFirst
from webapp.responses import see_other, status
from webapp.site import forget_settings, settings

bp = Blueprint("legal", __name__, url_prefix="/legal")
MOST_SHOWN = 50
MOST_COUNTED = 1000
VERSIONS = (
    select(*LegalVersion.__table__.c, User.name.label("who"))
    .outerjoin(User, User.id == LegalVersion.published_by)
    .order_by(LegalVersion.number.desc())
    .limit(MOST_SHOWN)
)


@bp.route("/<kind>", methods=["GET", "POST"])
@needs("settings:write")
def edit(kind: str) -> Any:
    name, rows = title_of(kind), versions_of(kind)
    inputs, preview = inputs_of(kind, rows), ""
    if inputs.validate_on_submit():
        if "preview" not in request.form:
            return published(kind, inputs)
        preview = inputs.text.data or ""
    shown: dict[str, Any] = {"kind": kind, "name": name, "rows": rows, "who": WHO, "preview": preview}
    shown |= {"is_up": kind in settings()[LEGAL], "accepted": accepted(rows)}
    return render_template("admin/legal/edit.html", inputs=inputs, **shown), status(inputs)


@bp.get("/<kind>/<int:number>")
@needs("settings:read")
def version(kind: str, number: int) -> str:
    name = title_of(kind)
    row = read(VERSIONS.where(LegalVersion.kind == kind, LegalVersion.number == number)).first()
    if row is None:
        abort(404)
    return render_template("admin/legal/version.html", kind=kind, name=name, row=row, who=WHO)


@bp.route("/<kind>/take-down", methods=["GET", "POST"])
@needs("settings:write")
def take_down(kind: str) -> Any:
    name, last = title_of(kind), newest(kind)
    if last is None or not last.text:
        abort(404)
    inputs, number = Inputs(), last.number
    if inputs.validate_on_submit():
        with writing():
            publish(kind, text="", news="", acceptance=NOBODY, opened=number, by=current_user)
        forget_settings()
        flash(_("%(page)s is taken down.", page=name), "good")
        return see_other("admin.settings.index")
    return render_template("admin/legal/take_down.html", kind=kind, name=name), status(inputs)


def title_of(kind: str) -> str:
    if kind not in TITLES:
        abort(404)
    return _(TITLES[kind])


def versions_of(kind: str) -> list[Any]:
    return list(read(VERSIONS.where(LegalVersion.kind == kind)))


def inputs_of(kind: str, rows: list[Any]) -> LegalInputs:
    """With the newest text, or with that of the version that the address names."""
    wanted = request.args.get("from", "")
    row = next((one for one in rows if str(one.number) == wanted), rows[0] if rows else None)
    stands = {"text": row.text, "acceptance": rows[0].acceptance} if row else {}
    inputs = LegalInputs(data=stands | {"number": rows[0].number if rows else 0})
    if kind == "imprint":
        del inputs.acceptance
    return inputs


def published(kind: str, inputs: LegalInputs) -> Any:
    typed = inputs.text.data or ""
    values = {"news": inputs.news.data or "", "acceptance": inputs.acceptance.data if "acceptance" in inputs else NOBODY}
    try:
        with writing():
            number = publish(kind, text=typed, opened=inputs.number.data or 0, by=current_user, **values)
    except SavedFirst as conflict:
        rows = [(inputs.text.label.text, conflict.found["text"], typed)]
        inputs.number.data = conflict.version
        return render_template("admin/legal/saved_first.html", kind=kind, inputs=inputs, rows=rows), 409
    forget_settings()
    if number is None:
        flash(_("Nothing is new in it: nothing was published."), "info")
    else:
        flash(_("%(page)s: version %(number)s is published.", page=title_of(kind), number=number), "good")
    return see_other(".edit", kind=kind)


def accepted(rows: list[Any]) -> str:
    """How many people have accepted the newest version, as text; "" where nobody has to."""
    if not rows or rows[0].acceptance == NOBODY:
        return ""
    found = number_of_acceptances(rows[0].kind, rows[0].number, MOST_COUNTED)
    return f"{number_in_words(MOST_COUNTED)}+" if found > MOST_COUNTED else number_in_words(found)
