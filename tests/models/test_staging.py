"""Files between a draft and a submission, by the rows: bounds, owners, and what is nobody's."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from tests.races.senders import make_draft
from tests.support.acting import person
from tests.support.forms import make_form
from tests.support.make import make_user
from tests.support.stage import count, found, only, own_context, saving
from webapp.kinds.file_types import Limits
from webapp.models.draft import Draft
from webapp.models.file import File
from webapp.models.purging import forget_files, nobodys_files, purge_files_of, unknown_files
from webapp.models.staging import MOST_WAITING_BYTES, NotStaged, attach, stage, unstage
from webapp.models.user import User
from webapp.storage.intake import Taken

LIMITS = Limits(("pdf",), 1 << 20, 2)


def taken(name: str = "a.pdf", size: int = 10) -> Taken:
    return Taken(uuid4(), name, size, "application/pdf", "a" * 64)


def put(draft_id: UUID, user: User, size: int = 10) -> UUID:
    """One file in a draft."""
    file = taken(size=size)
    with saving():
        stage(file, draft_id=draft_id, question="f_a", control="f_a", limits=LIMITS, by=person(user))
    return file.id


def told(file_id: UUID, **other: Any) -> dict[str, Any]:
    row = only(select(File).where(File.id == file_id))
    return {"id": row.id.hex, "name": row.name, "size": row.size, "type": row.type, "sha256": row.sha256} | other


@pytest.fixture
def ada(app: Flask) -> User:
    return make_user()


@pytest.fixture
def draft_id(ada: User) -> UUID:
    return make_draft(make_form(), ada, {})


def attached(draft_id: UUID, answers: dict[str, Any]) -> bool:
    with saving():
        return attach(draft_id, 1, answers)


def test_a_question_takes_so_many_and_no_more(ada: User, draft_id: UUID) -> None:
    put(draft_id, ada)
    put(draft_id, ada)
    with pytest.raises(NotStaged, match="many"):
        put(draft_id, ada)


def test_what_waits_is_bounded_by_its_size(ada: User, draft_id: UUID) -> None:
    put(draft_id, ada, MOST_WAITING_BYTES)
    with pytest.raises(NotStaged, match="quota"):
        put(draft_id, ada, 1)


def test_nobody_puts_a_file_into_somebody_elses_draft(ada: User, draft_id: UUID) -> None:
    with pytest.raises(NotStaged, match="gone"):
        put(draft_id, make_user())
    with pytest.raises(NotStaged, match="gone"):
        put(uuid4(), ada)


def test_a_file_is_taken_out_of_its_own_draft_only(ada: User, draft_id: UUID) -> None:
    file_id = put(draft_id, ada)
    with saving():
        assert not unstage(file_id, draft_id=uuid4())
        assert unstage(file_id, draft_id=draft_id)
    assert only(select(File.state)) == "purged"


@pytest.mark.parametrize(
    "other", [{"name": "b.pdf"}, {"size": 11}, {"sha256": "b" * 64}, {"type": "image/png"}, {"id": "0" * 32}]
)
def test_an_answer_that_tells_a_file_otherwise_is_not_accepted(ada: User, draft_id: UUID, other: dict[str, Any]) -> None:
    file_id = put(draft_id, ada)
    assert not attached(draft_id, {"f_a": [told(file_id, **other)]})


def test_a_file_of_another_draft_is_not_accepted(ada: User, draft_id: UUID) -> None:
    theirs = make_user()
    file_id = put(make_draft(make_form(title="Other"), theirs, {}), theirs)
    assert not attached(draft_id, {"f_a": [told(file_id)]})


def test_files_in_the_rows_of_a_group_are_found(ada: User, draft_id: UUID) -> None:
    file_id = put(draft_id, ada)
    answers = {"f_group": [{"id": "r_1", "answers": {"f_a": [told(file_id)]}}]}
    with pytest.raises(IntegrityError), saving():  # there is no submission 1: it was tried to give it the file
        attach(draft_id, 1, answers)


def test_files_of_a_deleted_draft_are_nobodys(ada: User, draft_id: UUID) -> None:
    file_id = put(draft_id, ada)
    with own_context():
        assert nobodys_files() == []
    with saving() as session:
        session.execute(delete(Draft))
    with own_context():
        assert nobodys_files() == [file_id]
        assert forget_files([file_id]) == 1
    assert count(File) == 0


def test_only_what_is_nobodys_is_forgotten(ada: User, draft_id: UUID) -> None:
    file_id = put(draft_id, ada)
    with own_context():
        assert forget_files([file_id]) == 0
        assert unknown_files([file_id, draft_id]) == {draft_id}


def test_with_a_person_go_all_their_files_and_their_names(ada: User, draft_id: UUID) -> None:
    put(draft_id, ada)
    with saving():
        purge_files_of(ada.id)
    assert [(row.name, row.state, row.draft_id) for row in found(select(File))] == [("", "purged", None)]


BROKEN = {
    "a purged file in a draft": {"state": "purged", "name": ""},
    "a purged file with a name": {"state": "purged", "draft_id": None},
    "an attached file in a draft": {"state": "attached"},
    "a file without a name": {"name": ""},
    "a file of nothing": {"size": 0},
    "half a hash": {"sha256": "a"},
    "a state that there is none of": {"state": "lost"},
}


@pytest.mark.parametrize("what", BROKEN)
def test_the_table_refuses_what_must_never_be(ada: User, draft_id: UUID, what: str) -> None:
    put(draft_id, ada)
    with pytest.raises(IntegrityError), saving() as session:
        session.execute(update(File).values(BROKEN[what]))
