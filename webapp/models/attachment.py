"""Files of a submission, found through it and never by their id alone; and all of a form's, or a person's."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, bindparam, func, select, tuple_

from webapp.database import read, stop_reading
from webapp.kinds import KINDS
from webapp.models.file import File
from webapp.models.form_version import FormField
from webapp.models.submission import Submission
from webapp.prepared import Prepared

SLICE = 200
ATTACHED = select(File.id, File.name, File.size, File.type).join(Submission, Submission.id == File.submission_id)
ONE = Prepared(ATTACHED.where(File.id == bindparam("file_id"), File.submission_id == bindparam("submission_id")))
OF_FORM = (
    ATTACHED.add_columns(File.created_at, File.submission_id, Submission.reference)
    .where(Submission.form_id == bindparam("form_id"))
    .order_by(File.submission_id, File.id)
    .limit(SLICE)
)
OF_PERSON = (
    select(File.id, File.name, File.created_at, Submission.reference)
    .outerjoin(Submission, Submission.id == File.submission_id)
    .where(File.user_id == bindparam("user_id"), File.draft_id.is_not(None) | File.submission_id.is_not(None))
    .order_by(File.id)
    .limit(SLICE)
)
TAKING = [name for name, kind in KINDS.items() if kind.takes_files]


def attached_file(file_id: UUID, submission_id: int) -> Row[Any] | None:
    """A file of this submission; None when it is another's, or gone."""
    return ONE.first(file_id=file_id, submission_id=submission_id)


def has_files(form_id: int | None) -> bool:
    """Whether a form asks for files, or has ever asked."""
    asked = select(FormField.id).where(FormField.form_id == form_id, FormField.kind.in_(TAKING))
    return form_id is not None and read(asked.limit(1)).first() is not None


def counted_files(form_id: int) -> Select[Any]:
    """How many files were sent to a form."""
    of_form = select(func.count()).select_from(File).join(Submission, Submission.id == File.submission_id)
    return of_form.where(Submission.form_id == form_id)


def files_of_form(form_id: int) -> Iterator[Row[Any]]:
    """Every file that was sent to a form, submission by submission; each slice is a reading transaction of its own."""
    slice_ = read(OF_FORM, {"form_id": form_id}).all()
    while slice_:
        stop_reading()
        yield from slice_
        last = slice_[-1]
        later = tuple_(File.submission_id, File.id) > (last.submission_id, last.id)
        slice_ = read(OF_FORM.where(later), {"form_id": form_id}).all()


def files_of_person(user_id: int) -> Iterator[Row[Any]]:
    """What this person has uploaded: with what was sent (`reference`), or still in a draft."""
    slice_ = read(OF_PERSON, {"user_id": user_id}).all()
    while slice_:
        stop_reading()
        yield from slice_
        slice_ = read(OF_PERSON.where(File.id > slice_[-1].id), {"user_id": user_id}).all()
