"""The outline of a form: its pages and questions in order, with what can be done to each."""

from flask import Blueprint, Response, flash, render_template
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from webapp.access import needs
from webapp.admin.forms.saving import building, seen_rev
from webapp.database import writing
from webapp.extensions import db
from webapp.languages import _
from webapp.models.edit_words import edit_in_words
from webapp.models.form import Form
from webapp.responses import see_other

bp = Blueprint("outline", __name__)


@bp.get("/<int:form_id>")
@needs("forms:read")
def show(form_id: int) -> str:
    here = building(form_id)
    steps = here.draft.steps()
    return render_template(
        "admin/forms/outline/show.html",
        here=here,
        form=here.form,
        steps=steps,
        undone=edit_in_words(steps.undone),
        redone=edit_in_words(steps.redone),
        numbers={question.uid: number for number, question in enumerate(here.definition.every_question, 1)},
        conditions={uid: here.sentence(show) for uid, show in here.conditions()},
    )


@bp.post("/<int:form_id>/undo")
@needs("forms:write")
def undo(form_id: int) -> Answer:
    with writing():
        draft = db.get_or_404(Form, form_id).undo(by=current_user, rev=seen_rev())
    what = edit_in_words(draft.revision(draft.rev).what)
    flash(_("%(edit)s. Redo brings it back.", edit=what), "good")
    return see_other(".show", form_id=form_id)


@bp.post("/<int:form_id>/redo")
@needs("forms:write")
def redo(form_id: int) -> Answer:
    with writing():
        draft = db.get_or_404(Form, form_id).redo(by=current_user, rev=seen_rev())
    flash(_("Done again: %(edit)s.", edit=edit_in_words(draft.revision(draft.rev).what)), "good")
    return see_other(".show", form_id=form_id)


@bp.get("/<int:form_id>/export")
@needs("forms:read")
def export(form_id: int) -> Response:
    """The document that is being built, as a file."""
    form = db.get_or_404(Form, form_id)
    headers = {"Content-Disposition": f'attachment; filename="{form.slug}.json"'}
    return Response(form.exported(is_draft=True), mimetype="application/json", headers=headers)
