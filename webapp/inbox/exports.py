"""Submissions of one form as a file."""

from typing import Any

from flask import Blueprint, abort, current_app, stream_with_context
from flask_login import current_user
from sqlalchemy import func, select

from webapp.access import needs
from webapp.database import writing
from webapp.extensions import db
from webapp.models.event import Event
from webapp.models.form import Form
from webapp.models.permissions import StepUpNeeded, is_fresh
from webapp.models.reviewing import forms_reviewed_by
from webapp.models.submission import Submission
from webapp.models.submission_export import SubmissionTable, csv_lines, file_name

bp = Blueprint("exports", __name__)
# R5: exporting more than this wants the person to have confirmed who they are.
ROWS_WITHOUT_STEP_UP = 100


@bp.post("/forms/<int:form_id>/export")
@needs("submissions:export")
def export(form_id: int) -> Any:
    """All submissions of one form as CSV, streamed. Who exported how many is an event."""
    form = forms_reviewed_by(current_user).get(form_id) or abort(404)
    count = db.session.scalar(select(func.count()).select_from(Submission).where(Submission.form_id == form_id)) or 0
    if count > ROWS_WITHOUT_STEP_UP and not is_fresh(current_user):
        raise StepUpNeeded
    with writing():
        detail = {"form": form.title, "rows": count, "format": "csv"}
        Event.record(by=current_user, action="submissions.exported", target=db.session.get_one(Form, form_id), detail=detail)
    lines = stream_with_context(csv_lines(SubmissionTable(form_id, current_app.config["LODGE"].locale)))
    response = current_app.response_class(lines, mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name(form.slug, "csv")}"'
    return response
