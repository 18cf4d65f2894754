"""What happened to a submission, as its member reads it: moves, messages, changes, each with its time."""

from datetime import datetime
from operator import attrgetter
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select

from webapp.languages import _, mark
from webapp.models.event import Event, EventDetail
from webapp.models.form_status import FormStatus, said_status
from webapp.models.submission import Comment
from webapp.prepared import Prepared

EVENTS = Prepared(
    select(Event.at, Event.action, EventDetail.content)
    .outerjoin(EventDetail, EventDetail.event_id == Event.id)
    .where(Event.target_type == "submission", Event.target_id == bindparam("submission_id"))
    .order_by(Event.id)
)
COMMENTS = Prepared(
    select(Comment.at, Comment.by, Comment.text)
    .where(Comment.submission_id == bindparam("submission_id"), Comment.is_internal.is_(False))
    .order_by(Comment.id)
)
LABELS = Prepared(select(FormStatus.key, FormStatus.label).where(FormStatus.form_id == bindparam("form_id")))
WORDS = {
    "submission.sent": mark("You sent it"),
    "submission.moved": mark("Its status changed"),
    "submission.returned": mark("You were asked to correct some answers"),
    "submission.revised": mark("You changed it"),
    "submission.corrected": mark("You corrected it"),
    "submission.redacted": mark("Answers were deleted as announced"),
    "submission.withdrawn": mark("You withdrew it"),
}


class Line(NamedTuple):
    """One of them; `detail` is what was written."""

    at: datetime
    text: str
    detail: str = ""
    tone: str = "neutral"


def history_of(submission_id: int, form_id: int, user_id: int) -> list[Line]:
    """Newest first. Notes among staff, and who of them did what, are not in it."""
    labels = {row.key: said_status(row.label) for row in LABELS.rows(form_id=form_id)}
    events = EVENTS.rows(submission_id=submission_id)
    lines = [Line(row.at, words(row, labels)) for row in events if row.action in WORDS]
    lines += [spoken(row, user_id) for row in COMMENTS.rows(submission_id=submission_id)]
    return sorted(lines, key=attrgetter("at"))[::-1]


def words(row: Any, labels: dict[str, str]) -> str:
    """A move names the status that it led to, as long as the log still holds it."""
    moved_to = labels.get((row.content or {}).get("new", "")) if row.action == "submission.moved" else None
    return _("Its status is “%(status)s”", status=moved_to) if moved_to else _(WORDS[row.action])


def spoken(row: Any, user_id: int) -> Line:
    if row.by == user_id:
        return Line(row.at, _("You wrote"), row.text)
    return Line(row.at, _("A message to you"), row.text, "accent")
