"""Seeing submissions through: which forms somebody reviews, the inbox's list, moves from status to status."""

from functools import lru_cache
from typing import Any

from sqlalchemy import Select, bindparam, select

from webapp.clock import now
from webapp.database import read
from webapp.extensions import db
from webapp.languages import _, speaking
from webapp.models.capacity import Full, hold_form, option_of
from webapp.models.correcting import call_off
from webapp.models.event import Event, EventDetail
from webapp.models.form import Form
from webapp.models.form_group import REVIEWERS, FormGroup
from webapp.models.form_status import FREEING, FormStatus, said_status
from webapp.models.group import membership
from webapp.models.keyset import Keyset, Order
from webapp.models.outbox import OutboxMail
from webapp.models.permissions import Permission, Refused
from webapp.models.person import Person
from webapp.models.submission import Comment, Submission
from webapp.models.user import User
from webapp.models.waiting_list import release, take_again, version_of
from webapp.prepared import Change

OPEN_PHASES = ("new", "working", "waiting")
LONGEST_COMMENT = 4000

FORMS = select(Form.id, Form.title, Form.slug, Form.settings).where(Form.current_version_id.is_not(None))
MY_FORMS = (
    select(FormGroup.form_id)
    .join(membership, membership.c.group_id == FormGroup.group_id)
    .where(FormGroup.part == REVIEWERS, membership.c.user_id == bindparam("user_id"))
)
LISTED = (
    select(
        Submission.id,
        Submission.reference,
        Submission.summary,
        Submission.submitted_at,
        Submission.form_id,
        User.name.label("sender"),
        FormStatus.label.label("status"),
        FormStatus.phase,
    )
    .join(User, User.id == Submission.user_id)
    .join(FormStatus, (FormStatus.form_id == Submission.form_id) & (FormStatus.key == Submission.status))
)
NEWEST = Order((Submission.id,), descending=True)


class Moved(Exception):
    """Somebody moved the submission first; carries who and when, for the page that says so."""

    def __init__(self, who: str, status: str, at: Any) -> None:
        super().__init__(status)
        self.who, self.status, self.at = who, status, at


def forms_reviewed_by(person: Person) -> dict[int, Any]:
    """The published forms whose submissions this person may see, by id, in order of their titles.

    A form that names no reviewers is reviewed by all staff (one whose reviewer groups are gone is not);
    `submissions:all:read` sees every form.
    """
    forms = sorted(read(FORMS), key=lambda form: form.title.casefold())
    if person.can(Permission.SUBMISSIONS_READ_ALL):
        return {form.id: form for form in forms}
    mine = set(read(MY_FORMS, {"user_id": person.id}).scalars())
    return {form.id: form for form in forms if form.id in mine or not (form.settings or {}).get("reviewers")}


@lru_cache(maxsize=64)
def inbox_list(form_ids: tuple[int, ...], status: str, *, of_all: bool) -> Keyset:
    """The inbox's pages, newest first: of these forms, in one status (`open`, `all`, or a form's own key)."""
    listed: Any = LISTED
    statement = listed if of_all else listed.where(Submission.form_id.in_(form_ids))
    if status == "open":
        statement = statement.where(FormStatus.phase.in_(OPEN_PHASES))
    elif status != "all":
        statement = statement.where(Submission.status == status)
    return Keyset(statement, NEWEST)


OPENED = Change(
    Submission.metadata.tables["submission"]
    .update()
    .where(Submission.id == bindparam("submission_id"), Submission.opened_at.is_(None))
    .values(opened_at=bindparam("moment"))
)


def mark_opened(submission_id: int) -> None:
    """Somebody who reviews it has taken it up: some forms take no changes by its member from then on."""
    OPENED.run(submission_id=submission_id, moment=now())


def statuses_of(form_id: int) -> Select[FormStatus]:
    return select(FormStatus).where(FormStatus.form_id == form_id).order_by(FormStatus.position, FormStatus.key)


def held(submission_id: int, form_id: int) -> Submission:
    """A submission to be changed, locked after its form: a change of status may free a place or take one."""
    hold_form(form_id)
    return db.session.get_one(Submission, submission_id, with_for_update=True)


def move(submission: Submission, *, by: Person, status: str, row_version: int, message: str = "", note: str = "") -> None:
    """Give a submission another status, with a message to its member and a note among staff, in one act.

    Raises Moved when somebody did so since the page was opened, Refused when its member has taken it back (its place
    may be somebody else's by now) and for what only its member can do.
    """
    if submission.row_version != row_version:
        raise Moved(*last_move(submission))
    check_phases(submission, status)
    wanted = db.session.get_one(FormStatus, (submission.form_id, status))
    if status != submission.status and not may_give(wanted, by):
        raise Refused(_("Only people who publish forms give this status."), "status")
    before = db.session.get_one(FormStatus, (submission.form_id, submission.status))
    for text, is_internal in ((message, False), (note, True)):
        if text:
            comment = Comment(submission_id=submission.id, by=by.id, is_internal=is_internal, text=text)
            comment.status = status if not is_internal and status != submission.status else None
            db.session.add(comment)
    if status == submission.status and not (message or note):
        return
    submission.row_version += 1
    submission.opened_at = submission.opened_at or now()
    if status != submission.status:
        detail = {"old": submission.status, "new": status, "reference": submission.reference}
        Event.record(by=by, action="submission.moved", target=submission, fields=("status",), detail=detail)
        submission.status, submission.status_at = status, now()
        move_places(submission, before.phase, wanted.phase, by=by)
        if wanted.phase != "waiting":
            call_off(submission.id)
    else:
        Event.record(by=by, action="submission.commented", target=submission, detail={"internal": not message})
    if message or wanted.mails_member:
        tell_member(submission, wanted, message)


def move_places(submission: Submission, before: str, after: str, *, by: Person) -> None:
    """What is refused gives its places to those who wait; what is taken up again needs them once more."""
    db.session.flush()
    if before not in FREEING and after in FREEING:
        release(submission, by=by)
    elif before in FREEING and after not in FREEING:
        try:
            take_again(submission)
        except Full as full:
            raise Refused(no_place(submission, full.scope), "status") from full


def no_place(submission: Submission, scope: str) -> str:
    """Why a refused submission cannot be taken up again."""
    option = option_of(scope)
    if option is None:
        return _("Its place has gone to somebody else, and every place is taken. Raise the number of places first.")
    label = version_of(submission).option_label(option)
    return _("Its place has gone to somebody else, and %(option)s is full. Raise the number of places first.", option=label)


def check_phases(submission: Submission, status: str) -> None:
    """Out of and into "withdrawn" leads no way for staff."""
    if submission.status == status:
        return
    phases = {db.session.get_one(FormStatus, (submission.form_id, key)).phase for key in (submission.status, status)}
    if "withdrawn" in phases:
        raise Refused(_("Only the person who sent it can withdraw it, and what is withdrawn stays so."), "status")


def may_give(status: FormStatus, person: Person) -> bool:
    """Whether this person may move submissions into a status."""
    return status.phase != "withdrawn" and (not status.is_restricted or person.can(Permission.FORMS_PUBLISH))


def last_move(submission: Submission) -> tuple[str, str, Any]:
    """Who last acted on it, the status it has now, and when."""
    newest = select(Event.actor_id, Event.at).where(Event.target_type == "submission", Event.target_id == submission.id)
    row = db.session.execute(newest.order_by(Event.id.desc()).limit(1)).first()
    name = db.session.scalar(select(User.name).where(User.id == row.actor_id)) if row else None
    status = db.session.get_one(FormStatus, (submission.form_id, submission.status))
    return name or _("Somebody"), status.label, row.at if row else submission.status_at


def tell_member(submission: Submission, status: FormStatus, message: str) -> None:
    """A mail with the new status and the message, which the member also finds on the submission's page."""
    member = db.session.get_one(User, submission.user_id)
    form = db.session.get_one(Form, submission.form_id)
    with speaking(member.language):
        label, explanation = said_status(status.label), said_status(status.explanation)
        now_is = _("your submission to “%(form)s” is now: %(status)s.", form=form.title, status=label)
        lines = [_("Hello %(name)s,", name=member.name), now_is, explanation]
        if message and not form.settings.get("confidential"):
            lines += [_("We wrote to you:"), message]
        body = "\n\n".join(line for line in lines if line)
        OutboxMail.post(member.email, f"{form.title}: {label}", body, user_id=member.id, kind="status", name=member.name)


TIMELINE = (
    select(Event.at, Event.action, User.name.label("who"), EventDetail.content, Event.id)
    .outerjoin(User, User.id == Event.actor_id)
    .outerjoin(EventDetail, EventDetail.event_id == Event.id)
    .where(Event.target_type == "submission")
    .order_by(Event.id)
)
COMMENTS = (
    select(Comment.at, Comment.by, Comment.text, Comment.is_internal, Comment.status, User.name.label("who"))
    .outerjoin(User, User.id == Comment.by)
    .order_by(Comment.id)
)
