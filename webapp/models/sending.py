"""Send: a draft becomes a submission exactly once, in one transaction with everything that hangs on it.

Locks are taken in one order everywhere: draft, form, places, counts by field and key, the log. PostgreSQL then never
has two of them waiting for each other.
"""

from collections.abc import Callable, Container
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Table, bindparam, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError
from sqlalchemy.sql.dml import Insert

from webapp.clock import now
from webapp.database import constraint_of, read
from webapp.models.answering import answers_sha256
from webapp.models.capacity import Full, scopes_of, take_places
from webapp.models.definition_settings import YEARLY, Settings
from webapp.models.draft import Draft
from webapp.models.event import Event
from webapp.models.form import Form
from webapp.models.keeping import first_redaction
from webapp.models.open_draft import OpenDraft
from webapp.models.opening import is_finishing, opening, today_in
from webapp.models.person import Person
from webapp.models.receipt import post_receipt
from webapp.models.reference import new_reference
from webapp.models.staging import attach
from webapp.models.submission import Submission, SubmissionRevision
from webapp.models.submission_rows import submissions, summary_of, write_rows
from webapp.models.waiting_list import join_lines, lines_of, said_line
from webapp.prepared import Change, Prepared

REFERENCE_TRIES = 5
drafts: Table = Draft.metadata.tables["draft"]
forms: Table = Form.metadata.tables["form"]
revisions: Table = SubmissionRevision.metadata.tables["submission_revision"]

LOCK = Change(select(drafts.c.rev).where(drafts.c.id == bindparam("draft_id")).with_for_update())
# One statement locks the form, numbers the submission, and reads what may have changed a moment ago.
NEXT_SERIAL = Change(
    forms.update()
    .where(forms.c.id == bindparam("of_form"))
    .values(next_serial=forms.c.next_serial + 1)
    .returning(forms.c.next_serial, forms.c.state, forms.c.opens_at, forms.c.closes_at, forms.c.tz, forms.c.current_version_id)
)
INSERT_REVISION = Change(revisions.insert())
SENT_FROM = Prepared(
    select(Submission.reference).where(Submission.idem_key == bindparam("idem_key"), Submission.user_id == bindparam("user_id"))
)
CHANGED_BY = Prepared(
    select(Submission.reference)
    .join(SubmissionRevision, SubmissionRevision.submission_id == Submission.id)
    .where(SubmissionRevision.draft_id == bindparam("draft_id"), Submission.user_id == bindparam("user_id"))
)
# What counts of one person in one form: sent while it took one from each, and not withdrawn. Once a year: one row each year.
COUNTED = (
    select(Submission.reference, Submission.submitted_at)
    .where(
        Submission.user_id == bindparam("user_id"), Submission.form_id == bindparam("form_id"), Submission.once_key.is_not(None)
    )
    .order_by(Submission.id.desc())
)


class NotSent(Exception):
    """Why nothing was sent; the draft is as it was. `reason`: gone, changed, updated, closed, full, once or files; `scope`: of
    which there are no places left."""

    def __init__(self, reason: str, scope: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.scope = scope


def reference_of(draft_id: UUID, person: Person) -> str | None:
    """The submission that this draft of theirs became or changed, if it was sent."""
    found: str | None = SENT_FROM.scalar(idem_key=draft_id, user_id=person.id)
    return found or CHANGED_BY.scalar(draft_id=draft_id, user_id=person.id)


def once_key(form_id: int, person: Person, settings: Settings, moment: datetime) -> str | None:
    """What only one submission can have; None where a person may send several. A year is that of the form's time zone."""
    if not settings.once:
        return None
    key = f"form:{form_id}:user:{person.id}"
    return f"{key}:{today_in(settings.tz, moment).year}" if settings.once == YEARLY else key


def sent_before(form_id: int, person: Person, settings: Settings) -> Row[Any] | None:
    """(reference, submitted_at) of what this person has sent to a form that takes one submission a person, or one a year."""
    if not settings.once:
        return None
    year = today_in(settings.tz, now()).year
    # Not by the key alone: the form may have asked for one a person before, and asks for one a year now, or the other way.
    rows = read(COUNTED, {"user_id": person.id, "form_id": form_id})
    is_yearly = settings.once == YEARLY
    return next((row for row in rows if not is_yearly or today_in(settings.tz, row.submitted_at).year == year), None)


def submit(draft: OpenDraft, *, link: Callable[[str], str], accepted: Container[str] = ()) -> str:
    """Inside `writing()`, after everything was validated; returns the reference. Raises NotSent.

    `link` gives the whole address of the confirmation for a reference. `accepted`: the scopes for which the person is
    ready to wait, where the form lets people wait.
    """
    rev = LOCK.scalar(draft_id=draft.id)
    if rev is None:
        raise NotSent("gone")
    if rev != draft.rev:
        raise NotSent("changed")
    form = NEXT_SERIAL.rows(of_form=draft.form_id)[0]
    moment = now()
    check_form(draft, form, moment)
    if sent_before(draft.form_id, draft.by, draft.newest.settings):
        raise NotSent("once")
    waiting = places_for(draft, accepted)
    reference, submission_id = insert(draft, form.next_serial - 1, moment)
    if draft.definition.has_files and not attach(draft.id, submission_id, draft.filling.to_send()):
        raise NotSent("files")
    write_rows(submission_id, draft.form_id, reference, draft.filling)
    join_lines(submission_id, waiting)
    lines = [said_line(row.scope, row.position, draft.newest, draft.locale) for row in lines_of(submission_id)] if waiting else []
    post_receipt(draft.by, draft.title, draft.filling, reference, moment, draft.row.tz, link(reference), lines)
    sent = Submission(id=submission_id, reference=reference)
    Event.record(by=draft.by, action="submission.sent", target=sent, detail={"form": draft.slug})
    draft.delete()
    return reference


def check_form(draft: OpenDraft, form: Any, moment: datetime) -> None:
    """Under the form's lock: still the version that was checked, and still open."""
    if form.current_version_id != draft.row.current_version_id:
        raise NotSent("updated")
    settings = draft.newest.settings
    if not opening(form, moment).is_open and not is_finishing(form, settings, draft.saved_at, moment):
        raise NotSent("closed")


def places_for(draft: OpenDraft, accepted: Container[str]) -> dict[str, int]:
    """Takes the places; scope → number of those that have to be waited for."""
    scopes = scopes_of(draft.form_id, draft.newest, draft.filling.picks())
    try:
        return take_places(scopes, accepted if draft.newest.settings.waiting else ())
    except Full as full:
        raise NotSent("full", full.scope) from full


def insert(draft: OpenDraft, serial: int, moment: datetime) -> tuple[str, int]:
    """(reference, id) of the new submission. A reference that somebody else has is drawn again."""
    settings = draft.newest.settings
    answers = draft.filling.to_send()
    kept_until = moment + timedelta(days=settings.keep_days) if settings.keep_days else None
    values = {
        "form_id": draft.form_id,
        "version_id": draft.version_id,
        "user_id": draft.by.id,
        "idem_key": draft.id,
        "once_key": once_key(draft.form_id, draft.by, settings, moment),
        "serial": serial,
        "summary": summary_of(draft.filling),
        "answers": answers,
        "answers_sha256": answers_sha256(answers),
        "submitted_at": moment,
        "purge_at": kept_until,
        "redact_at": first_redaction(moment, draft.definition),
    }
    reference, submission_id = insert_under_new_reference(values)
    revision = {"submission_id": submission_id, "revision": 1, "version_id": draft.version_id, "answers": answers}
    INSERT_REVISION.run(**revision, at=moment, by=draft.by.id)
    return reference, submission_id


def insert_under_new_reference(values: dict[str, Any]) -> tuple[str, int]:
    for _ in range(REFERENCE_TRIES):
        reference = new_reference()
        try:
            submission_id = INSERT.scalar(**values, reference=reference)
        except IntegrityError as error:
            if constraint_of(error) == "uq_submission_once_key":
                raise NotSent("once") from error
            raise
        if submission_id is not None:
            return reference, submission_id
    raise RuntimeError("five references in a row were taken: the random numbers of this machine are not random")


def inserting(dialect: str) -> Insert:
    """Adds and returns nothing when the reference is taken: unlike an error, that leaves the transaction whole."""
    statement = (sqlite if dialect == "sqlite" else postgresql).insert(submissions)
    return statement.on_conflict_do_nothing(index_elements=["reference"]).returning(submissions.c.id)


INSERT = Change(inserting)
