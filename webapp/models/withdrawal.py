"""Taking a submission back: its status, its place, and the right to send once more."""

from sqlalchemy import select

from webapp.clock import now
from webapp.extensions import db
from webapp.languages import _
from webapp.models.capacity import hold_form
from webapp.models.correcting import call_off
from webapp.models.event import Event
from webapp.models.form_status import FormStatus
from webapp.models.permissions import Refused
from webapp.models.person import Person
from webapp.models.sent import OPEN_PHASES
from webapp.models.submission import Submission
from webapp.models.waiting_list import release


def withdraw(reference: str, *, by: Person) -> None:
    """Inside `writing()`. Twice is once. Raises Refused when staff have settled it meanwhile."""
    mine = select(Submission).where(Submission.reference == reference, Submission.user_id == by.id)
    # The form first, as everywhere: somebody may be counting its places at this moment.
    form_id = db.session.scalars(mine.with_only_columns(Submission.form_id)).one()
    hold_form(form_id)
    submission = db.session.scalars(mine.with_for_update()).one()
    phase = db.session.get_one(FormStatus, (submission.form_id, submission.status)).phase
    if phase == "withdrawn":
        return
    if phase not in OPEN_PHASES:
        raise Refused(_("It was settled meanwhile, so it cannot be withdrawn any more."), "status")
    detail = {"old": submission.status, "reference": reference}
    submission.status, submission.status_at = withdrawn_status(submission.form_id), now()
    submission.once_key = None
    submission.row_version += 1
    db.session.flush()
    release(submission, by=by)
    call_off(submission.id)
    Event.record(by=by, action="submission.withdrawn", target=submission, fields=("status",), detail=detail)


def withdrawn_status(form_id: int) -> str:
    """The form's own status for what was taken back."""
    statuses = select(FormStatus.key).where(FormStatus.form_id == form_id, FormStatus.phase == "withdrawn")
    return db.session.scalars(statuses.order_by(FormStatus.position).limit(1)).one()
