"""The settings: what each is, what it was, and which of them the environment holds fast."""

from typing import Any

from flask import Blueprint, abort, current_app, flash, render_template, request
from flask_login import current_user
from werkzeug.wrappers import Response
from wtforms import SelectField, TextAreaField
from wtforms.validators import ValidationError

from webapp.access import needs
from webapp.config import variable_of
from webapp.database import writing
from webapp.dates import number_in_words
from webapp.in_force import portal_zone
from webapp.inputs import Inputs, Text
from webapp.languages import _, mark, ngettext
from webapp.limits import SECTIONS, SHAPES
from webapp.models.banner import banner_in_words
from webapp.models.legal import TITLES
from webapp.models.logo import logo_in_words
from webapp.models.mail_kinds import number_worded
from webapp.models.setting import HIGHEST, Setting, changes_of, current
from webapp.models.setting_registry import BANNER, LEGAL, LIMITS, LOGO, REGISTRY, Entry
from webapp.models.waiting import number_waiting, settle_waiting
from webapp.responses import see_other, status
from webapp.site import fixed, forget_settings

bp = Blueprint("settings", __name__, url_prefix="/settings")
FATES = (
    ("keep", mark("They go on waiting, and you decide about each")),
    ("approve", mark("Approve them all")),
    ("reject", mark("Reject them all, without a reason")),
)


@bp.get("")
@needs("settings:read")
def index() -> str:
    held = fixed(current_app.config["LODGE"])
    values = current() | held
    rows = [
        {"entry": entry, "value": entry.in_words(values[name]), "variable": variable_of(name) if name in held else ""}
        for name, entry in REGISTRY.items()
    ]
    banner = banner_in_words(values[BANNER], portal_zone())
    legal = [(kind, _(title), values[LEGAL].get(kind)) for kind, title in TITLES.items()]
    shown = {"banner": banner, "legal": legal, "logo": logo_in_words(values[LOGO]), "mails": number_worded(values)}
    return render_template("admin/settings/index.html", rows=rows, **shown)


@bp.get("/limits")
@needs("settings:read")
def limits() -> str:
    held = fixed(current_app.config["LODGE"])
    values = current() | held
    sections: dict[str, list[dict[str, Any]]] = {section: [] for section in SECTIONS}
    for name, entry in LIMITS.items():
        row = {"entry": entry, "value": entry.in_words(values[name]), "default": entry.in_words(entry.default)}
        row |= {"is_changed": values[name] != entry.default, "variable": variable_of(name) if name in held else ""}
        sections[SHAPES[name].section].append(row)
    return render_template("admin/settings/limits.html", sections={_(section): rows for section, rows in sections.items()})


@bp.route("/<slug>", methods=["GET", "POST"])
@needs("settings:write")
def edit(slug: str) -> Any:
    entry = entry_of(slug)
    inputs = inputs_of(entry)(data={"value": str(current()[entry.name])})
    if "fate" in inputs:
        inputs.fate.choices = [(fate, _(words)) for fate, words in FATES]
    if inputs.validate_on_submit():
        with writing():
            has_changed = Setting.change(entry.name, entry.check(inputs.value.data or ""), by=current_user)
        if "fate" in inputs and inputs.value.data != "approval":
            settle_waiting(inputs.fate.data or "keep", by=current_user)
        return saved(entry, has_changed)
    options = [{"value": value, "label": _(label), "selected": value == inputs.value.data} for value, label in entry.choices]
    changes = changes_of(entry.name, request.args.get("before", HIGHEST, type=int))
    shown = {"options": options, "changes": changes, "stands": current()[entry.name]}
    return render_template("admin/settings/edit.html", entry=entry, inputs=inputs, **shown), status(inputs)


@bp.post("/<slug>/revert/<int:event_id>")
@needs("settings:write")
def revert(slug: str, event_id: int) -> Response:
    entry = entry_of(slug)
    if entry.name == "signup_mode" and number_waiting():
        flash(_("People are waiting for approval. Choose the answer here, and what becomes of them."), "info")
        return see_other(".edit", slug=slug)
    try:
        with writing():
            has_changed = Setting.revert(entry.name, event_id, by=current_user)
    except ValueError as error:
        flash(_("Not set back: that can be typed no longer. %(why)s", why=error), "info")
        return see_other(".edit", slug=slug)
    return saved(entry, has_changed)


@bp.post("/<slug>/set-back")
@needs("settings:write")
def set_back(slug: str) -> Response:
    entry = entry_of(slug)
    if entry.shape is None:
        abort(404)
    with writing():
        has_changed = Setting.change(entry.name, entry.default, by=current_user)
    return saved(entry, has_changed)


def entry_of(slug: str) -> Entry:
    """The setting with that address, unless the environment holds it."""
    name = slug.replace("-", "_")
    known = REGISTRY | LIMITS
    if name not in known or slug != known[name].slug:
        abort(404)
    if name in fixed(current_app.config["LODGE"]):
        abort(403, _("This setting is fixed by %(variable)s where the portal runs.", variable=variable_of(name)))
    return known[name]


def inputs_of(entry: Entry) -> type[Inputs]:
    """The page of one setting has one box, whose shape and check are the entry's."""

    def check(inputs: Inputs, field: Any) -> None:
        try:
            entry.check(str(field.data or ""))
        except ValueError as error:
            raise ValidationError(str(error)) from error

    kind = TextAreaField if entry.rows else Text
    fields: dict[str, Any] = {"value": kind(entry.title, [check], description=entry.advice)}
    if entry.name == "signup_mode" and number_waiting():
        fields["fate"] = SelectField(_("What becomes of those who wait for approval?"), [check_fate], validate_choice=False)
    return type("SettingInputs", (Inputs,), fields)


def check_fate(inputs: Inputs, field: Any) -> None:
    """Asked only when the answer changes: while approval is needed, those who wait go on waiting."""
    if inputs.value.data != "approval" and field.data not in dict(FATES):
        number = number_waiting()
        raise ValidationError(
            ngettext(
                "One person waits for approval. Choose what becomes of them.",
                "%(num)s people wait for approval. Choose what becomes of them.",
                number,
                num=number_in_words(number),
            )
        )


def saved(entry: Entry, has_changed: bool) -> Response:
    forget_settings()
    if has_changed:
        flash(_("%(name)s: saved.", name=entry.title), "good")
    return see_other(".limits" if entry.shape is not None else ".index")
