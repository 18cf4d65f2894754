"""A member asks to change what they sent, where the form lets staff decide about it."""

from sqlalchemy import select

from webapp.extensions import db
from webapp.languages import _
from webapp.models.event import Event
from webapp.models.permissions import Refused
from webapp.models.person import Person
from webapp.models.submission import Comment, Submission


def ask_to_edit(submission_id: int, *, by: Person, reason: str) -> None:
    """Inside `writing()`: staff read the reason. Raises Refused while an earlier one waits for an answer."""
    submission = db.session.get_one(Submission, submission_id, with_for_update=True)
    if is_asking(submission.id, submission.user_id):
        raise Refused(_("You have asked already. The office has not answered yet."), "status")
    db.session.add(Comment(submission_id=submission.id, by=by.id, is_internal=False, text=reason))
    submission.row_version += 1
    Event.record(by=by, action="submission.edit_asked", target=submission)


def is_asking(submission_id: int, user_id: int) -> bool:
    """Whether the last word between them is the member's."""
    words = select(Comment.by).where(Comment.submission_id == submission_id, Comment.is_internal.is_(False))
    last = db.session.execute(words.order_by(Comment.id.desc()).limit(1)).first()
    return last is not None and last.by == user_id
