"""Files in a posted page: staged before anything is judged, so that no mistake elsewhere on the page loses one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from flask import g, request
from flask_login import current_user
from werkzeug.datastructures import FileStorage, MultiDict

from webapp.access.gate import PAGE_LIMIT
from webapp.database import writing
from webapp.dates import size_in_words
from webapp.kinds.file import File, Staged, Unfit
from webapp.kinds.file_name import harmless_name
from webapp.kinds.file_types import Limits
from webapp.kinds.group_rows import DEFAULT_MAX
from webapp.kinds.rows import control_name, is_row_id, uid_of
from webapp.languages import _
from webapp.models.definition import Page, Question
from webapp.models.draft_files import files_of, is_in_a_row
from webapp.models.open_draft import OpenDraft
from webapp.models.page_saving import Gone
from webapp.models.person import Person
from webapp.models.staging import MOST_WAITING_BYTES, NotStaged, stage, unstage
from webapp.storage import storage
from webapp.storage.intake import NotTaken, take_in

UPLOAD, REMOVE = "upload", "remove-file:"


@dataclass(frozen=True, slots=True)
class Posted:
    """A page as it was posted, with every file of the draft beside its control.

    `is_about_files`: the button was one of a file's own, so nothing else on the page is to be complained of.
    """

    form: Any
    is_about_files: bool = False
    removed: UUID | None = None
    has_unfit: bool = False


def most_bytes(draft_id: UUID, page_uid: str) -> int:
    """How much the gate lets through: a page of text, and what the questions of this page take of files."""
    owner = current_user.id or g.get("lapsed_user_id")
    if request.mimetype != "multipart/form-data" or owner is None:
        return PAGE_LIMIT
    draft = OpenDraft.find(draft_id, by=Person(id=owner), locale="en")
    page = draft.page(page_uid) if draft is not None else None
    most = sum(limits.most_bytes * limits.most_files for limits in limits_on(page)) if page else 0
    return PAGE_LIMIT + min(most, MOST_WAITING_BYTES)


def too_much(most: int) -> str:
    """What the page says that answers more than that."""
    if most <= PAGE_LIMIT:
        return _("That is too much at once.")
    size = size_in_words(most - PAGE_LIMIT)
    return _("These files are too large: %(most)s is the most at once. Nothing that was saved before is lost.", most=size)


def limits_on(page: Page) -> Iterator[Limits]:
    """Of each question that takes files; of one in a group, once for every row that there may be."""
    for question in page.items:
        rows = question.settings.get("max", DEFAULT_MAX) if question.is_group else 1
        asked = question.items if question.is_group else (question,)
        yield from (limits_of(one) for one in asked if one.kind.takes_files for _row in range(rows))


def limits_of(question: Question) -> Limits:
    return cast(File, question.kind).limits(question.settings)


def posted(draft: OpenDraft, page: Page) -> Posted:
    """The posted form, its uploads staged. Raises Gone when the draft was sent or deleted meanwhile."""
    if not draft.definition.has_files:
        return Posted(request.form)
    wanted = request.form.get("_do", "")
    removed = file_named(wanted)
    unfit = list(stage_all(draft, page))
    form: MultiDict[str, Any] = MultiDict(request.form.items(multi=True))
    for row in files_of(draft):
        rows = request.form.getlist(f"{row.control.partition('-')[0]}-row")
        if row.id != removed and is_in_a_row(draft, row.control, rows):
            form.add(row.control, Staged(str(row.id), row.name, row.size, row.type, row.sha256))
    for control, reason in unfit:
        form.add(control, reason)
    return Posted(form, wanted == UPLOAD or removed is not None, removed, bool(unfit))


def file_named(wanted: str) -> UUID | None:
    """The file whose button "Remove" was pressed."""
    try:
        return UUID(wanted.removeprefix(REMOVE)) if wanted.startswith(REMOVE) else None
    except ValueError:
        return None


def stage_all(draft: OpenDraft, page: Page) -> Iterator[tuple[str, Unfit]]:
    """Stage each part that is a file; yields (control, why not) of those that were not taken."""
    for control, part in request.files.items(multi=True):
        question = question_behind(draft, page, control)
        if question is None or not part.filename:
            continue
        try:
            keep(draft, question, control, part)
        except (NotTaken, NotStaged) as refusal:
            if refusal.reason == "gone":
                raise Gone from refusal
            yield control, Unfit(refusal.reason, harmless_name(part.filename))


def question_behind(draft: OpenDraft, page: Page, control: str) -> Question | None:
    """The question of this page that takes files through a control, in a row of a group or by itself."""
    uid = uid_of(control)
    question, group = draft.definition.question(uid), draft.definition.group_of(uid)
    if question is None or not question.kind.takes_files or draft.definition.page_of(uid) != page:
        return None
    row_id = control.split("-")[1] if group is not None and control.count("-") == 2 else ""
    is_named = control == (control_name(group.uid, row_id, uid) if group is not None else uid)
    return question if is_named and (group is None or is_row_id(row_id)) else None


def keep(draft: OpenDraft, question: Question, control: str, part: FileStorage) -> None:
    """The bytes first, then the row: whoever is killed between the two leaves bytes that nobody names."""
    limits = limits_of(question)
    here = [row for row in files_of(draft) if row.control == control]
    is_only = limits.most_files == 1
    if not is_only and len(here) >= limits.most_files:
        raise NotTaken("many")
    taken = take_in(part.stream, part.filename or "", limits)
    try:
        with writing():
            # Of a question that takes one file, another one takes its place.
            replace([row.id for row in here] if is_only else [], draft.id)
            already = 0 if is_only else sum(row.submission_id is not None for row in here)
            place: dict[str, Any] = {"draft_id": draft.id, "question": question.uid, "control": control}
            stage(taken, **place, limits=limits, by=draft.by, already=already)
    except NotStaged:
        storage().delete([taken.id.hex])
        raise


def replace(files: Iterable[UUID], draft_id: UUID) -> None:
    for file_id in files:
        unstage(file_id, draft_id=draft_id)


def take_out(draft: OpenDraft, file_id: UUID) -> None:
    """After the page was saved without it: were it the other way round, an answer could name what is gone."""
    with writing():
        unstage(file_id, draft_id=draft.id)
