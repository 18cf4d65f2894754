"""A change of what was sent: a draft becomes the next revision exactly once, with everything that hangs on the answers.

Locks are taken as in `sending`: draft, form, submission, places, counts by field and key, the log.
"""

from collections.abc import Callable, Container
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Table, bindparam, delete, select

from webapp.clock import now
from webapp.extensions import db
from webapp.kinds.rows import uid_of
from webapp.models.answering import Filling, answers_sha256
from webapp.models.assignee_mail import tell_of_change
from webapp.models.capacity import Full, option_scopes, scopes_of, take_places
from webapp.models.correction import Correction
from webapp.models.definition import Definition
from webapp.models.differences import Difference, differences
from webapp.models.draft import Draft
from webapp.models.edited import CORRECT, EDIT, Edited, Slot
from webapp.models.event import Event
from webapp.models.form import Form
from webapp.models.form_status import FREEING, FormStatus
from webapp.models.keeping import first_redaction
from webapp.models.open_draft import OpenDraft
from webapp.models.person import Person
from webapp.models.place_exchange import exchange_places
from webapp.models.rebinding import definition_of
from webapp.models.receipt import post_receipt
from webapp.models.sending import INSERT_REVISION, LOCK, NotSent
from webapp.models.staging import attach
from webapp.models.submission import Submission
from webapp.models.submission_rows import rewrite_rows, summary_of
from webapp.models.waiting_list import join_lines, lines_of, said_line
from webapp.prepared import Change

submissions: Table = Submission.metadata.tables["submission"]
forms: Table = Form.metadata.tables["form"]
corrections: Table = Correction.metadata.tables["correction"]
HOLD_FORM = Change(
    select(forms.c.state, forms.c.opens_at, forms.c.closes_at, forms.c.tz, forms.c.current_version_id)
    .where(forms.c.id == bindparam("of_form"))
    .with_for_update(key_share=True)
)
HOLD = Change(select(submissions.c.id).where(submissions.c.id == bindparam("submission_id")).with_for_update())
NEW = ("version_id", "answers", "answers_sha256", "summary", "revision", "status", "status_at", "redact_at")
REVISE = Change(
    submissions.update()
    .where(submissions.c.id == bindparam("submission_id"))
    .values({name: bindparam(name) for name in NEW} | {"row_version": submissions.c.row_version + 1})
)
ANSWERED = Change(
    corrections.update()
    .where(corrections.c.id == bindparam("correction_id"))
    .values(closed_at=bindparam("closed_at"), revision=bindparam("answered_by"))
)
FIRST = (
    select(FormStatus.key)
    .where(FormStatus.form_id == bindparam("form_id"), FormStatus.phase == "new")
    .order_by(FormStatus.position)
    .limit(1)
)


def start_edit(row: Any, *, by: Person, is_correction: bool, kept_for: timedelta) -> UUID:
    """The one draft that changes this revision, made now with the answers as they stand, or found; older ones go.
    Inside `writing()`."""
    slot = Slot(CORRECT if is_correction else EDIT, row.reference, row.revision)
    outdated = Draft.slot.startswith(f"{slot.what}:{slot.reference}:") & (Draft.slot != str(slot))
    db.session.execute(delete(Draft).where(Draft.form_id == row.form_id, Draft.user_id == by.id, outdated))
    begun = {"form_id": row.form_id, "version_id": row.version_id, "answers": row.answers}
    return Draft.start(by=by, **begun, kept_for=kept_for, raw={}, slot=str(slot))


def revise(draft: OpenDraft, *, link: Callable[[str], str], accepted: Container[str] = ()) -> str:
    """Inside `writing()`, after everything was validated; returns the reference. Raises NotSent.

    `accepted`: the scopes for whose places its member is ready to wait.
    """
    rev = LOCK.scalar(draft_id=draft.id)
    if rev is None:
        raise NotSent("gone")
    if rev != draft.rev:
        raise NotSent("changed")
    form = HOLD_FORM.rows(of_form=draft.form_id)[0]
    edited, moment = hold(draft), now()
    check(draft, edited, form, moment)
    before, after = state_before(draft, edited), draft.filling.whole()
    exchange(draft, edited, before, after, accepted)
    number = edited.row.revision + 1
    write(draft, edited, before.definition, after, number, moment)
    if draft.definition.has_files and not attach(draft.id, edited.row.id, after.to_send()):
        raise NotSent("files")
    rewrite_rows(edited.row.id, draft.form_id, edited.row.reference, before, after)
    tell(draft, edited, number, moment, link(edited.row.reference))
    draft.delete()
    return str(edited.row.reference)


def hold(draft: OpenDraft) -> Edited:
    """The submission as it is, and stays until this is done."""
    found = draft.edited
    if found is None:
        raise NotSent("gone")
    HOLD.rows(submission_id=found.row.id)
    return Edited.of(draft.row.slot, by=draft.by) or found


def check(draft: OpenDraft, edited: Edited, form: Any, moment: datetime) -> None:
    """Under the locks: still the version that was checked, and still allowed."""
    if form.current_version_id != draft.row.current_version_id:
        raise NotSent("updated")
    if edited.refusal(form, draft.newest.settings, moment):
        raise NotSent("closed")


def changes_of(draft: OpenDraft) -> list[Difference]:
    """What a draft changes of what was sent."""
    return differences(state_before(draft, draft.edited), draft.filling) if draft.edited else []


def state_before(draft: OpenDraft, edited: Edited) -> Filling:
    definition = definition_of(edited.row.version_id, edited.row.sha256)
    return Filling(definition, edited.row.answers, locale=draft.locale, today=draft.today, is_sent=True)


def exchange(draft: OpenDraft, edited: Edited, before: Filling, after: Filling, accepted: Container[str]) -> None:
    """The places that are not wanted any more against those that are. What was refused holds none: it takes all that it
    needs where the change leads it back to the beginning, and none where it stays refused."""
    accepted = accepted if draft.newest.settings.waiting else ()
    try:
        if edited.row.phase not in FREEING:
            old, new = (option_scopes(draft.form_id, filling.picks()) for filling in (before, after))
            exchange_places(edited.row.id, draft.form_id, old, new, accepted=accepted, by=draft.by)
        elif status_after(draft, edited) != edited.row.status:
            needed = scopes_of(draft.form_id, draft.newest, after.picks())
            join_lines(edited.row.id, take_places(needed, accepted))
    except Full as full:
        raise NotSent("full", full.scope) from full


def write(draft: OpenDraft, edited: Edited, before: Definition, after: Filling, number: int, moment: datetime) -> None:
    answers = after.to_send()
    status = status_after(draft, edited)
    values = {
        "version_id": draft.version_id,
        "answers": answers,
        "answers_sha256": answers_sha256(answers),
        "summary": summary_of(after),
        "revision": number,
        "redact_at": first_redaction(edited.row.submitted_at, before, draft.definition),
        "status": status,
        "status_at": moment if status != edited.row.status else edited.row.status_at,
    }
    REVISE.run(**values, submission_id=edited.row.id)
    revision = {"submission_id": edited.row.id, "revision": number, "version_id": draft.version_id, "answers": answers}
    INSERT_REVISION.run(**revision, at=moment, by=draft.by.id, draft_id=draft.id)
    if edited.is_correction and edited.correction is not None:
        ANSWERED.run(correction_id=edited.correction.id, closed_at=moment, answered_by=number)


def status_after(draft: OpenDraft, edited: Edited) -> str:
    """Back to where it was before staff asked; to the beginning where the form says so; else as it is. Never into a status
    of what is refused, which has no place."""
    holding = (FormStatus.form_id == draft.form_id) & FormStatus.phase.not_in(FREEING)
    statuses = set(db.session.scalars(select(FormStatus.key).where(holding)))
    wanted = edited.row.status
    if edited.is_correction and edited.correction is not None and edited.row.phase == "waiting":
        wanted = edited.correction.back_to
    elif draft.newest.settings.edit_resets:
        wanted = db.session.scalar(FIRST, {"form_id": draft.form_id})
    return str(wanted) if wanted in statuses else str(edited.row.status)


def tell(draft: OpenDraft, edited: Edited, number: int, moment: datetime, link: str) -> None:
    """The log, the member and whoever the submission is assigned to."""
    reference = edited.row.reference
    changed = Submission(id=edited.row.id, reference=reference)
    action = "submission.corrected" if edited.is_correction else "submission.revised"
    Event.record(by=draft.by, action=action, target=changed, detail={"reference": reference, "revision": number})
    lines = [said_line(row.scope, row.position, draft.newest, draft.locale) for row in lines_of(edited.row.id)]
    post_receipt(draft.by, draft.title, draft.filling.whole(), reference, moment, draft.row.tz, link, lines, number)
    special = {question.uid for question in draft.definition.every_question if question.pii == "special"}
    told = [one for one in changes_of(draft) if uid_of(one.uid) not in special]
    tell_of_change(edited.row.assignee_id, draft.title, draft.newest.settings, reference, number, told)
