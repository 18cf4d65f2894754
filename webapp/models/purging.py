"""Files whose time is over: which they are, and that their rows go once their bytes have gone."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import Table, delete, select, text

from webapp.database import read, writing
from webapp.extensions import db
from webapp.models.file import NOBODYS, File

SLICE = 500
files: Table = File.metadata.tables["file"]


def nobodys_files() -> list[UUID]:
    """A slice of those that belong to no draft and no submission any more; there is no way back from there."""
    return list(read(select(files.c.id).where(text(NOBODYS)).order_by(files.c.created_at).limit(SLICE)).scalars())


def forget_files(ids: Iterable[UUID]) -> int:
    """Delete their rows, after their bytes."""
    with writing():
        gone = delete(files).where(files.c.id.in_(list(ids)), text(NOBODYS))
        return int(db.session.execute(gone).rowcount)  # type: ignore[attr-defined]


def unknown_files(ids: Iterable[UUID]) -> set[UUID]:
    """Those that no row names."""
    asked = set(ids)
    return asked - set(read(select(files.c.id).where(files.c.id.in_(asked))).scalars())


def purge_files_of(user_id: int) -> None:
    """Inside `writing()`: everything that this person has ever uploaded here is nobody's, and has no name."""
    values = {"state": "purged", "draft_id": None, "submission_id": None, "name": ""}
    db.session.execute(files.update().where(files.c.user_id == user_id).values(values))
