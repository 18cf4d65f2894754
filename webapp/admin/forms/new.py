"""A new form: blank, out of a template, a copy of another one, or out of a document or a workbook."""

from typing import Any

from flask import Blueprint, render_template
from flask_login import current_user
from werkzeug.wrappers import Response

from webapp.access import needs
from webapp.access.gate import PAGE_LIMIT
from webapp.admin.forms.inputs import BLANK, ImportInputs, NewFormInputs
from webapp.admin.forms.saving import building
from webapp.database import writing
from webapp.languages import _
from webapp.models.definition import Definition, Malformed
from webapp.models.definition_reading import MOST_BYTES as MOST_DOCUMENT
from webapp.models.form import Form
from webapp.models.outline import change_settings, with_new_uids
from webapp.models.starters import STARTERS, started, starter
from webapp.packing import pack, unpack
from webapp.responses import see_other, status
from webapp.xlsform import MOST_BYTES, Imported, Unreadable, from_xlsform

ZIP = b"PK\x03\x04"

bp = Blueprint("new", __name__)


@bp.route("/new", methods=["GET", "POST"])
@needs("forms:write")
def new() -> Any:
    inputs = NewFormInputs()
    if inputs.validate_on_submit():
        title, start = inputs.title.data or "", inputs.start.data
        return created(Definition.blank(title) if start == BLANK else started(start, title), "Created")
    inside = [(title, starter(name)) for name, (title, _line) in STARTERS.items()]
    return render_template("admin/forms/new/new.html", inputs=inputs, inside=inside), status(inputs)


@bp.route("/import", methods=["GET", "POST"])
@needs("forms:write")
def import_() -> Any:
    """Of a workbook, first what would become of it; of a document, the form at once."""
    inputs = ImportInputs()
    if inputs.validate_on_submit():
        given = given_in(inputs)
        try:
            if given.startswith(ZIP):
                return report_of(from_xlsform(given), inputs.file.data.filename)
            return created(Definition.parse(given), "Imported")
        except Unreadable as wrong:
            inputs.refuse("file", str(wrong))
        except Malformed as wrong:
            field = inputs.file if inputs.file.data else inputs.document
            field.errors = [f"{path}: {sentence}" if path else sentence for path, sentence in wrong.problems]
    return render_template("admin/forms/new/import.html", inputs=inputs), status(inputs)


import_.body_limit = MOST_BYTES + PAGE_LIMIT  # a workbook comes whole


def given_in(inputs: ImportInputs) -> bytes:
    """The file, what the page with the report carried along, or what was pasted."""
    if inputs.file.data:
        return bytes(inputs.file.data.read())
    return unpack(inputs.packed.data, MOST_DOCUMENT + 1) if inputs.packed.data else (inputs.document.data or "").encode()


def report_of(imported: Imported, filename: str) -> str:
    """What a workbook would become; the document waits in the page until it is wanted."""
    definition = Definition.parse(imported.document)
    return render_template(
        "admin/forms/new/report.html",
        filename=filename,
        definition=definition,
        packed=pack(definition.json.encode()),
        report=imported.report,
        left_out=[note for note in imported.report.notes if note.is_left_out],
        changed=[note for note in imported.report.notes if not note.is_left_out],
    )


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
