"""Uploads that wait to be looked at: what becomes of each, and that nothing is sent with one."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Table, bindparam, select

from webapp.database import read, writer
from webapp.kinds.file import files_in
from webapp.kinds.wording import quoted
from webapp.languages import _
from webapp.models.draft import Draft
from webapp.models.file import File
from webapp.models.open_draft import OpenDraft
from webapp.models.staging import staged_in
from webapp.prepared import Prepared

files: Table = File.metadata.tables["file"]
drafts: Table = Draft.metadata.tables["draft"]
SLICE = 50
# Those in a draft; what else waits is nobody's any more.
WAITING = (
    select(files.c.id, files.c.draft_id, files.c.name, files.c.size)
    .where(files.c.scan_asked_at.is_not(None), files.c.draft_id.is_not(None))
    .order_by(files.c.scan_asked_at)
    .limit(SLICE)
)
IN_DRAFT = Prepared(select(File.id).where(File.draft_id == bindparam("draft_id"), File.scan_asked_at.is_not(None)))


def waiting_to_be_scanned() -> list[Row[Any]]:
    """The oldest of them."""
    return list(read(WAITING))


def is_clean(file_id: UUID) -> None:
    """Somebody looked, and found nothing. Inside `writing()`."""
    writer().execute(files.update().where(files.c.id == file_id).values(scan_asked_at=None))


def take_away(file: Row[Any], reason: str) -> None:
    """Out of its draft, which says why from then on: `reason` is a key of the kind's SENTENCES. Inside `writing()`."""
    draft = writer().execute(select(drafts).where(drafts.c.id == file.draft_id).with_for_update()).first()
    mine = (files.c.id == file.id) & (files.c.draft_id == file.draft_id)
    gone = files.update().where(mine).values(state="purged", draft_id=None, name="", scan_asked_at=None)
    if not writer().execute(gone).rowcount or draft is None:
        return
    raw = instead(draft.raw, str(file.id), [{"unfit": reason, "name": file.name}])
    values = {"raw": raw, "answers": instead(draft.answers, str(file.id), []), "rev": draft.rev + 1}
    writer().execute(drafts.update().where(drafts.c.id == draft.id).values(values))


def instead(document: Any, file_id: str, told: list[dict[str, str]]) -> Any:
    """The document with something else where it names a file, in the rows of groups too. With nothing instead, the answer
    that named it was never given: so the page shows what was typed, and why it does not hold."""
    if isinstance(document, Mapping):
        parts = {name: instead(part, file_id, told) for name, part in document.items()}
        return {name: part for name, part in parts.items() if part != [] or document[name] == []}
    if not isinstance(document, list):
        return document
    if not told and any(is_file(part, file_id) for part in document):
        return []
    found = [told if is_file(part, file_id) else [instead(part, file_id, told)] for part in document]
    return [part for parts in found for part in parts]


def is_file(part: Any, file_id: str) -> bool:
    return isinstance(part, Mapping) and part.get("id") == file_id


def scanning_in(draft_id: UUID) -> frozenset[str]:
    """The ids of a draft's files that nobody has looked at yet."""
    return frozenset(str(row.id) for row in IN_DRAFT.rows(draft_id=draft_id))


def still_checked(draft: OpenDraft) -> dict[str, dict[str, str]]:
    """What keeps the answers from being sent now, as `Filling.check_all` tells it."""
    named = {one["id"] for one in files_in(draft.filling.to_send())} if draft.definition.has_files else frozenset()
    found: dict[str, dict[str, str]] = {}
    for row in staged_in(draft.id) if named else ():
        page = draft.definition.page_of(row.question)
        if row.scan_asked_at is not None and str(row.id) in named and page is not None:
            still = _("%(file)s is still being checked. Wait a minute, then send again", file=quoted(row.name))
            found.setdefault(page.uid, {})[row.control] = still
    return found
