"""Staff ask a member to correct some answers: which, why, and that the member hears of it."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import select, update

from webapp.clock import now
from webapp.extensions import db
from webapp.languages import _, speaking
from webapp.models.answer_inputs import asked_questions
from webapp.models.correction import Correction
from webapp.models.event import Event
from webapp.models.form import Form
from webapp.models.form_status import FormStatus
from webapp.models.outbox import OutboxMail
from webapp.models.permissions import Refused
from webapp.models.person import Person
from webapp.models.submission import Submission
from webapp.models.user import User
from webapp.models.waiting_list import version_of

LONGEST_WHY = 300


def call_off(submission_id: int) -> None:
    """Inside `writing()`: whatever was asked of the member is not asked any more."""
    asked = (Correction.submission_id == submission_id) & Correction.closed_at.is_(None)
    db.session.execute(update(Correction).where(asked).values(closed_at=now()))


def ask_for_corrections(
    submission: Submission, *, by: Person, message: str, questions: Sequence[dict[str, str]], link: Callable[[str], str]
) -> None:
    """Inside `writing()`, with the form and the submission held. `questions`: [{"uid", "why"}], none for all of them.

    What was asked before and not answered is asked no more. Raises Refused for what was withdrawn.
    """
    status = db.session.get_one(FormStatus, (submission.form_id, submission.status))
    if status.phase in ("refused", "withdrawn"):
        raise Refused(_("It is refused or withdrawn. Give it another status first."), "status")
    open_one = select(Correction).where(Correction.submission_id == submission.id, Correction.closed_at.is_(None))
    before = db.session.scalar(open_one)
    back_to = before.back_to if before else submission.status
    call_off(submission.id)
    correction = Correction(submission_id=submission.id, by=by.id, message=message, back_to=back_to)
    correction.questions = list(questions)
    db.session.add(correction)
    db.session.flush()
    submission.row_version += 1
    submission.opened_at = submission.opened_at or now()
    detail: dict[str, Any] = {"reference": submission.reference, "questions": [one["uid"] for one in questions]}
    if status.phase != "waiting":
        detail |= {"old": submission.status, "new": waiting_status(submission.form_id)}
        submission.status, submission.status_at = detail["new"], now()
    Event.record(by=by, action="submission.returned", target=submission, fields=("status",), detail=detail)
    tell_member(submission, correction, link(submission.reference))


def waiting_status(form_id: int) -> str:
    """The form's own status for what its member has to do something about."""
    statuses = select(FormStatus.key).where(FormStatus.form_id == form_id, FormStatus.phase == "waiting")
    return db.session.scalars(statuses.order_by(FormStatus.position).limit(1)).one()


def tell_member(submission: Submission, correction: Correction, link: str) -> None:
    """What is asked and where to answer it; of a confidential form only where."""
    member, form = db.session.get_one(User, submission.user_id), db.session.get_one(Form, submission.form_id)
    if not member.email:
        return
    with speaking(member.language):
        asked = asked_questions(version_of(submission), member.language or "en")
        lines = [
            _("Hello %(name)s,", name=member.name),
            _("we need a correction of what you sent to “%(form)s”.", form=form.title),
        ]
        if not form.settings.get("confidential"):
            lines += [correction.message] if correction.message else []
            lines += [f"{asked[one['uid']].label}: {one['why']}" for one in correction.questions if one["uid"] in asked]
        lines += [_("You can correct it here:") + f"\n\n{link}"]
        subject = _("%(form)s: a correction is needed", form=form.title[:150])
        key, body = f"returned:{correction.id}", "\n\n".join(lines)
        OutboxMail.post_once(key, member.email, subject, body, user_id=member.id, kind="correction", name=member.name)
