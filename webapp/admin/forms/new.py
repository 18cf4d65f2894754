"""A new form: blank, a copy of another one, or out of a document."""

from typing import Any

from flask import Blueprint, render_template
from flask_login import current_user
from werkzeug.wrappers import Response

from webapp.access import needs
from webapp.admin.forms.inputs import ImportInputs, NewFormInputs
from webapp.admin.forms.saving import building
from webapp.database import writing
from webapp.languages import _
from webapp.models.definition import Definition, Malformed
from webapp.models.form import Form
from webapp.models.outline import change_settings, with_new_uids
from webapp.responses import see_other, status

bp = Blueprint("new", __name__)


@bp.route("/new", methods=["GET", "POST"])
@needs("forms:write")
def new() -> Any:
    inputs = NewFormInputs()
    if inputs.validate_on_submit():
        return created(Definition.blank(inputs.title.data or ""), "Created")
    return render_template("admin/forms/new/new.html", inputs=inputs), status(inputs)


@bp.route("/import", methods=["GET", "POST"])
@needs("forms:write")
def import_() -> Any:
    inputs = ImportInputs()
    if inputs.validate_on_submit():
        try:
            return created(Definition.parse(inputs.document.data or ""), "Imported")
        except Malformed as wrong:
            inputs.document.errors = [f"{path}: {sentence}" if path else sentence for path, sentence in wrong.problems]
    return render_template("admin/forms/new/import.html", inputs=inputs), status(inputs)


@bp.post("/<int:form_id>/duplicate")
@needs("forms:write")
def duplicate(form_id: int) -> Response:
    """A copy of everything that is being built, under names and an address of its own."""
    source = building(form_id)
    document = change_settings(with_new_uids(source.definition.document), slug=None)
    document["title"] = {
        language: _("Copy of %(title)s", title=title)[:200] for language, title in document.get("title", {}).items()
    }
    return created(Definition.parse(document), f"Copied from “{source.form.title}”")


def created(definition: Definition, what: str) -> Response:
    with writing():
        form = Form.create(by=current_user, definition=definition, what=what)
    return see_other("admin.forms.outline.show", form_id=form.id)
