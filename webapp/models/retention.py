"""Retention: what was announced to be kept for a time goes after it, whole submissions and single answers.

Times are those of the version that somebody answered. Each act is small, a line in the log, and done once however often
it is asked for. Locks are taken as everywhere: form, submission, counts, the log.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Table, delete, exists, select, update
from sqlalchemy.orm import InstrumentedAttribute

from webapp.clock import now
from webapp.database import writing
from webapp.extensions import db
from webapp.kinds.rows import Row, rows_of
from webapp.models.answering import Filling
from webapp.models.capacity import hold_form
from webapp.models.correction import Correction
from webapp.models.definition import Definition
from webapp.models.draft import Draft
from webapp.models.event import Event, EventDetail
from webapp.models.file import File
from webapp.models.form_status import FREEING, FormStatus
from webapp.models.form_version import FormVersion
from webapp.models.keeping import over, redactions
from webapp.models.outbox import OutboxMail
from webapp.models.person import Person
from webapp.models.purged_submission import PurgedSubmission
from webapp.models.rebinding import definition_of
from webapp.models.submission import AnswerKey, Comment, Submission, SubmissionRevision, SubmissionText
from webapp.models.submission_rows import forget_rows, rewrite_rows, summary_of
from webapp.models.waiting_list import release
from webapp.models.waiting_place import WaitingPlace

# What one transaction holds for well under 100 ms.
AT_ONCE = 5
WAITS = exists().where(WaitingPlace.submission_id == Submission.id)
BESIDE = (AnswerKey, SubmissionText, Comment, Correction, WaitingPlace)
revisions: Table = SubmissionRevision.metadata.tables["submission_revision"]
files: Table = File.metadata.tables["file"]


def purge_submissions() -> int:
    """Delete those whose time is over; returns how many. Those that wait for a place go first: none is given one to lose it."""
    return with_due(Submission.purge_at, purge, WAITS) + with_due(Submission.purge_at, purge)


def redact_answers() -> int:
    """Delete the answers whose time is over; returns of how many submissions."""
    return with_due(Submission.redact_at, redact)


def with_due(due: InstrumentedAttribute[Any], act: Callable[[Submission], bool], *which: ColumnElement[bool]) -> int:
    """A few in each transaction. Whatever was done is not due any more."""
    total = 0
    while True:
        with writing():
            some = select(Submission.id, Submission.form_id).where(due <= now(), *which).order_by(due, Submission.id)
            rows = db.session.execute(some.limit(AT_ONCE)).all()
            for form_id in sorted({row.form_id for row in rows}):
                hold_form(form_id)
            for row in sorted(rows):
                # Somebody else may have done it while we waited for the form.
                still = select(Submission).where(Submission.id == row.id, due <= now()).with_for_update()
                submission = db.session.scalars(still).first()
                total += submission is not None and act(submission)
        if len(rows) < AT_ONCE:
            return total


def purge(submission: Submission) -> bool:
    """Everything of it, but that it was there, whose it was, and when it went. Its place goes to who waits for one."""
    give_up_places(submission)
    number, reference, form_id = submission.id, submission.reference, submission.form_id
    forget_rows(number, form_id, filling_of(submission, definitions_of(submission)[submission.version_id]))
    forget_copies(submission)
    purge_files(number)
    EventDetail.blank("submission", number)
    for table in BESIDE:
        db.session.execute(delete(table).where(table.submission_id == number))
    of_it = revisions.c.submission_id == number
    db.session.execute(revisions.update().where(of_it).values(answers={}, redacted_at=now()))
    db.session.execute(revisions.delete().where(of_it))
    db.session.add(PurgedSubmission(reference=reference, user_id=submission.user_id, form_id=form_id))
    Event.record(by=Person.command_line(), action="submission.purged", target=submission)
    db.session.delete(submission)
    return True


def give_up_places(submission: Submission) -> None:
    """Before it is deleted, with its form held: what was refused or withdrawn has given them up already."""
    if db.session.get_one(FormStatus, (submission.form_id, submission.status)).phase not in FREEING:
        release(submission, by=Person.command_line())


def redact(submission: Submission) -> bool:
    """The answers whose time is over, in every state of it; False when there were none, and only the date was new."""
    moment, sent_at, known = now(), submission.submitted_at, definitions_of(submission)
    submission.redact_at = min((at for one in known.values() for at in redactions(one, sent_at) if at > moment), default=None)
    gone = {uid for definition in known.values() for uid in over(definition, sent_at, moment)}
    is_changed = redact_revisions(submission.id, gone, moment)
    definition = known[submission.version_id]
    left = without(submission.answers, gone)
    if left != submission.answers:
        before = filling_of(submission, definition)
        submission.answers, is_changed = left, True
        after = filling_of(submission, definition)
        submission.summary = summary_of(after)
        rewrite_rows(submission.id, submission.form_id, submission.reference, before, after)
    if is_changed:
        forget_copies(submission)
        purge_files(submission.id, gone)
        Event.record(by=Person.command_line(), action="submission.redacted", target=submission, fields=tuple(gone))
    return is_changed


def redact_revisions(submission_id: int, gone: Collection[str], moment: datetime) -> bool:
    is_changed = False
    rows = db.session.execute(select(revisions.c.revision, revisions.c.answers).where(revisions.c.submission_id == submission_id))
    for row in rows.all():
        left = without(row.answers, gone)
        if left != row.answers:
            is_it = (revisions.c.submission_id == submission_id) & (revisions.c.revision == row.revision)
            db.session.execute(revisions.update().where(is_it).values(answers=left, redacted_at=moment))
            is_changed = True
    return is_changed


def without(answers: Mapping[str, Any], gone: Collection[str]) -> dict[str, Any]:
    """The answers to all other questions, those in the rows of groups too."""
    return {uid: without_in_rows(value, gone) for uid, value in answers.items() if uid not in gone}


def without_in_rows(value: Any, gone: Collection[str]) -> Any:
    rows = rows_of(value)
    if not any(uid in gone for row in rows for uid in row.answers):
        return value
    return [Row(row.id, without(row.answers, gone), row.is_removed).document() for row in rows]


def definitions_of(submission: Submission) -> dict[int, Definition]:
    """version id → what its states were answers to."""
    answered = select(SubmissionRevision.version_id).where(SubmissionRevision.submission_id == submission.id)
    is_one = FormVersion.id.in_(answered) | (FormVersion.id == submission.version_id)
    versions = db.session.execute(select(FormVersion.id, FormVersion.sha256).where(is_one))
    return {row.id: definition_of(row.id, row.sha256) for row in versions.all()}


def filling_of(submission: Submission, definition: Definition) -> Filling:
    return Filling(definition, submission.answers, today=now().date(), is_sent=True)


def forget_copies(submission: Submission) -> None:
    """Changes that were begun with its answers, and receipts that may repeat them."""
    begun = (Draft.slot.startswith(f"{what}:{submission.reference}:") for what in ("edit", "correct"))
    for is_begun in begun:
        db.session.execute(delete(Draft).where(Draft.form_id == submission.form_id, is_begun))
    keys = [f"receipt:{submission.reference}:{number}" for number in range(1, submission.revision + 1)]
    db.session.execute(delete(OutboxMail).where(OutboxMail.dedupe_key.in_(keys)))


def purge_files(submission_id: int, questions: Iterable[str] | None = None) -> None:
    """All of them, or those of some questions; their bytes go with what is nobody's."""
    going = update(files).where(files.c.submission_id == submission_id)
    if questions is not None:
        going = going.where(files.c.question.in_(list(questions)))
    db.session.execute(going.values(state="purged", submission_id=None, name=""))
