"""Submissions of one form as a file, and the files that came with them."""

from typing import Any

from flask import Blueprint, abort, current_app, stream_with_context
from flask_login import current_user
from sqlalchemy import Select, func, select

from webapp.access import needs
from webapp.database import writing
from webapp.extensions import db
from webapp.models.attachment import counted_files, files_of_form
from webapp.models.event import Event
from webapp.models.form import Form
from webapp.models.permissions import StepUpNeeded, is_fresh
from webapp.models.reference import show_reference
from webapp.models.reviewing import forms_reviewed_by
from webapp.models.submission import Submission
from webapp.models.submission_export import SubmissionTable, csv_lines, file_name
from webapp.storage.archive import zipped

bp = Blueprint("exports", __name__)
# R5: exporting more than this wants the person to have confirmed who they are.
ROWS_WITHOUT_STEP_UP = 100


@bp.post("/forms/<int:form_id>/export")
@needs("submissions:export")
def export(form_id: int) -> Any:
    """All submissions of one form as CSV, streamed. Who exported how many is an event."""
    form = forms_reviewed_by(current_user).get(form_id) or abort(404)
    note_export(form, select(func.count()).select_from(Submission).where(Submission.form_id == form_id), "csv")
    lines = stream_with_context(csv_lines(SubmissionTable(form_id, current_app.config["LODGE"].locale)))
    response = current_app.response_class(lines, mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name(form.slug, "csv")}"'
    return response


@bp.post("/forms/<int:form_id>/files")
@needs("submissions:export")
def files(form_id: int) -> Any:
    """Every file that was sent to one form, in a folder for each submission, as a ZIP that is made while it is sent."""
    form = forms_reviewed_by(current_user).get(form_id) or abort(404)
    note_export(form, counted_files(form_id), "zip")
    named = ((show_reference(row.reference), row) for row in files_of_form(form_id))
    response = current_app.response_class(stream_with_context(zipped(named)), mimetype="application/zip")
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name(form.slug, "zip")}"'
    return response


def note_export(form: Any, counting: Select[Any], ending: str) -> None:
    """Who takes how much with them is an event, and for more than a little they confirm who they are."""
    count = db.session.scalar(counting) or 0
    if count > ROWS_WITHOUT_STEP_UP and not is_fresh(current_user):
        raise StepUpNeeded
    with writing():
        detail = {"form": form.title, "rows": count, "format": ending}
        Event.record(by=current_user, action="submissions.exported", target=db.session.get_one(Form, form.id), detail=detail)
