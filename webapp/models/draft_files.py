"""The files of a draft as its person works on it: those that wait in it, and of a change those that were sent before."""

from typing import Any, cast

from sqlalchemy import Row, bindparam, select

from webapp.kinds.file import File as FileKind
from webapp.kinds.file import files_in
from webapp.kinds.rows import rows_of, uid_of
from webapp.models.file import File
from webapp.models.open_draft import OpenDraft
from webapp.models.staging import FACTS, staged_in
from webapp.prepared import Prepared

OF_SUBMISSION = Prepared(
    select(*FACTS).where(File.submission_id == bindparam("submission_id")).order_by(File.created_at, File.id)
)


def files_of(draft: OpenDraft) -> list[Row[Any]]:
    """Oldest first. A file that was sent stays with its submission: a change keeps it, or does not name it any more."""
    staged = staged_in(draft.id)
    if draft.edited is None:
        return staged
    kept = {one["id"] for one in files_in(typed_or_answered(draft))}
    sent = OF_SUBMISSION.rows(submission_id=draft.edited.row.id)
    replaced = {row.control for row in staged if takes_one(draft, row.control)}
    return [row for row in sent if str(row.id) in kept and row.control not in replaced] + staged


def typed_or_answered(draft: OpenDraft) -> list[Any]:
    """What stands in the draft now, question by question."""
    answers = draft.filling.answers
    return [draft.raw.get(uid, answers.get(uid)) for uid in {*answers, *draft.raw}]


def takes_one(draft: OpenDraft, control: str) -> bool:
    """Whether another file takes the place of the one that is there."""
    question = draft.definition.question(uid_of(control))
    is_asked = question is not None and question.kind.takes_files
    return is_asked and cast(FileKind, question.kind).limits(question.settings).most_files == 1  # type: ignore[union-attr]


def is_in_a_row(draft: OpenDraft, control: str, posted_rows: list[str]) -> bool:
    """Whether the row of a group that a control stands in is there, in the draft or on the posted page; a row that its
    person removed for good does not come back with a file. A control by itself is in no row."""
    group, _dash, place = control.partition("-")
    row_id = place.partition("-")[0]
    known = draft.raw.get(group, draft.filling.answers.get(group))
    return not place or row_id in posted_rows or any(row.id == row_id for row in rows_of(known))
