"""Files on their way: into a draft, out of it again, and with it into a submission. All inside `writing()`."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Table, bindparam, func, select

from webapp.clock import now
from webapp.extensions import db
from webapp.kinds.file import files_in
from webapp.kinds.file_types import Limits
from webapp.models.draft import Draft
from webapp.models.file import File
from webapp.models.person import Person
from webapp.models.user import User
from webapp.prepared import Prepared

# What one person may have waiting in all their drafts.
MOST_WAITING = 50
MOST_WAITING_BYTES = 200 << 20

files: Table = File.metadata.tables["file"]
drafts: Table = Draft.metadata.tables["draft"]
TOLD = (File.name, File.size, File.type, File.sha256)
FACTS = (File.id, File.submission_id, File.control, File.question, *TOLD, File.scan_asked_at)
OF_DRAFT = Prepared(select(*FACTS).where(File.draft_id == bindparam("draft_id")).order_by(File.created_at, File.id))


class NotStaged(Exception):
    """`reason`: gone (the draft was sent or deleted meanwhile), many or quota."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def staged_in(draft_id: UUID) -> list[Row[Any]]:
    """The files that wait in a draft, oldest first."""
    return OF_DRAFT.rows(draft_id=draft_id)


def stage(taken: Any, *, draft_id: UUID, question: str, control: str, limits: Limits, by: Person, already: int = 0) -> None:
    """Name a file whose bytes are in the store; `already` of the question's files came with the draft. Raises NotStaged.

    Whoever uploads in two tabs at once waits here for themselves, so that no bound is passed.
    """
    db.session.execute(select(User.id).where(User.id == by.id).with_for_update(key_share=True))
    waiting = select(drafts.c.id).where(drafts.c.id == draft_id, drafts.c.user_id == by.id)
    if db.session.scalar(waiting.with_for_update(read=True, key_share=True)) is None:
        raise NotStaged("gone")
    mine = select(func.count(), func.coalesce(func.sum(files.c.size), 0)).where(files.c.draft_id.is_not(None))
    here = select(func.count()).where(files.c.draft_id == draft_id, files.c.control == control)
    number, size = db.session.execute(mine.where(files.c.user_id == by.id)).one()
    if already + (db.session.scalar(here) or 0) >= limits.most_files:
        raise NotStaged("many")
    if number >= MOST_WAITING or size + taken.size > MOST_WAITING_BYTES:
        raise NotStaged("quota")
    since = None if taken.is_looked_at else now()
    described = {name: getattr(taken, name) for name in ("id", "name", "size", "type", "sha256")}
    place = {"draft_id": draft_id, "user_id": by.id, "question": question, "control": control}
    db.session.execute(files.insert().values(**described, **place, state="staged", created_at=now(), scan_asked_at=since))


def unstage(file_id: UUID, *, draft_id: UUID) -> bool:
    """Take a file out of a draft; False when it is not there."""
    mine = (files.c.id == file_id) & (files.c.draft_id == draft_id)
    gone = files.update().where(mine).values(state="purged", draft_id=None, name="")
    return bool(db.session.execute(gone).rowcount)  # type: ignore[attr-defined]


def attach(draft_id: UUID, submission_id: int, answers: Mapping[str, Any]) -> bool:
    """Give the files that the answers name to the submission; False unless each of them is the draft's, or its own already,
    and none waits to be looked at.

    What else was in the draft is nobody's once that is deleted.
    """
    told = list(files_in(answers))
    if not told:
        return True
    try:
        named = {UUID(one["id"]): one for one in told}
    except ValueError:
        return False
    theirs = (files.c.draft_id == draft_id) | (files.c.submission_id == submission_id)
    found = db.session.execute(select(files).where(files.c.id.in_(named), theirs)).all()
    if len(found) != len(named) or not all(is_told_as_it_is(row, named[row.id]) for row in found):
        return False
    values = {"state": "attached", "draft_id": None, "submission_id": submission_id}
    db.session.execute(files.update().where(files.c.id.in_(named)).values(values))
    return True


def is_told_as_it_is(row: Row[Any], told: Mapping[str, Any]) -> bool:
    return row.scan_asked_at is None and all(getattr(row, name) == told[name] for name in ("name", "size", "type", "sha256"))
