"""A submission by its reference, among those that a person reviews."""

from flask import abort
from flask_login import current_user
from sqlalchemy import select

from webapp.extensions import db
from webapp.models.reference import WrongReference, read_reference
from webapp.models.reviewing import forms_reviewed_by
from webapp.models.submission import Submission


def found(reference: str) -> Submission:
    """404 for one that is not there, and for one that somebody else reviews."""
    try:
        stored = read_reference(reference)
    except WrongReference:
        abort(404)
    submission = db.session.scalar(select(Submission).where(Submission.reference == stored))
    if submission is None or submission.form_id not in forms_reviewed_by(current_user):
        abort(404)
    return submission
