"""Prepared selects give what SQLAlchemy gives, with its types and its errors."""

import uuid
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import bindparam, event, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from tests.support.make import make_user
from tests.support.stage import count, only
from webapp.clock import now
from webapp.database import read, stop_reading, writing
from webapp.extensions import db
from webapp.models import Draft, User
from webapp.models.group import Group
from webapp.prepared import Change, Prepared

BY_NAME = (
    select(User.id, User.name, User.created_at, User.suspended_until, User.is_reason_visible, User.email_key.label("key"))
    .where(User.name == bindparam("name"), User.created_at <= bindparam("moment"), User.status == "active")
    .order_by(User.id)
    .limit(5)
)
PEOPLE = Prepared(BY_NAME)


def test_rows_are_those_of_sqlalchemy_value_by_value(app: Flask) -> None:
    for _ in range(7):
        make_user(name="Åsa")
    make_user(name="Bo")
    values = {"name": "Åsa", "moment": now() + timedelta(seconds=1)}
    with app.app_context():
        plain = [tuple(row) for row in read(BY_NAME, values)]
        rows = PEOPLE.rows(**values)
    assert [tuple(row) for row in rows] == plain
    assert len(rows) == 5
    assert rows[0].created_at.tzinfo is not None
    assert rows[0].is_reason_visible is False


def test_no_row_is_none_and_an_empty_list(app: Flask) -> None:
    with app.app_context():
        assert PEOPLE.first(name="Nobody", moment=now()) is None
        assert PEOPLE.rows(name="Nobody", moment=now()) == []


def test_inside_writing_it_sees_what_was_just_written(app: Flask) -> None:
    user = make_user(name="Åsa")
    with app.app_context(), writing():
        db.session.get_one(User, user.id).name = "Bo"
        db.session.flush()
        assert PEOPLE.first(name="Bo", moment=now() + timedelta(seconds=1)).id == user.id


def test_a_missing_parameter_is_no_null(app: Flask) -> None:
    with app.app_context(), pytest.raises(KeyError):
        PEOPLE.rows(name="Åsa")


def test_uuids_come_as_uuids(app: Flask) -> None:
    by_id = Prepared(select(Draft.id).where(Draft.id == bindparam("draft_id")))
    with app.app_context():
        assert by_id.rows(draft_id=uuid.uuid4()) == []


def test_errors_of_the_driver_come_as_sqlalchemys(app: Flask) -> None:
    broken = Prepared(select(text("nothing_of_the_sort")).select_from(User))
    with app.app_context():
        with pytest.raises(DBAPIError):
            broken.rows()
        stop_reading()


ADD = Change(Group.metadata.tables["group"].insert().returning(Group.id))
RENAME = Change(Group.metadata.tables["group"].update().where(Group.id == bindparam("of_id")).values(name=bindparam("to_name")))


def test_an_insert_fills_the_columns_that_it_does_not_name(app: Flask) -> None:
    with app.app_context(), writing():
        group_id = ADD.scalar(name="Desk", name_key="desk")
    group = only(select(Group).where(Group.id == group_id))
    assert (group.name, group.version) == ("Desk", 1)
    assert group.created_at.tzinfo is not None


@pytest.mark.parametrize("values", [{"name": "Desk"}, {"name": "Desk", "name_key": "desk", "nmae": "Desk"}])
def test_an_insert_refuses_what_is_missing_or_misspelt(app: Flask, values: dict[str, str]) -> None:
    with app.app_context(), pytest.raises(KeyError), writing():
        ADD.run(**values)
    assert count(Group) == 0


def test_a_change_tells_how_many_rows_it_changed(app: Flask) -> None:
    with app.app_context(), writing():
        group_id = ADD.scalar(name="Desk", name_key="desk")
        assert RENAME.run(of_id=group_id, to_name="Front desk") == 1
        assert RENAME.run(of_id=group_id + 1, to_name="Nobody's") == 0


def test_a_change_runs_once_for_each_set_of_values(app: Flask) -> None:
    with app.app_context(), writing():
        ADD_MANY.run_each({"name": f"Group {n}", "name_key": f"group {n}"} for n in range(3))
        ADD_MANY.run_each([])
    assert count(Group) == 3


ADD_MANY = Change(Group.metadata.tables["group"].insert())


def test_a_broken_constraint_is_sqlalchemys_integrity_error(app: Flask) -> None:
    twice = [{"name": "Desk", "name_key": "desk"}] * 2
    with app.app_context(), pytest.raises(IntegrityError), writing():
        ADD_MANY.run_each(twice)
    assert count(Group) == 0


def test_a_change_outside_of_writing_is_refused(app: Flask) -> None:
    with app.app_context(), pytest.raises(RuntimeError, match="outside of writing"):
        ADD.run(name="Desk", name_key="desk")


def test_a_limit_stands_as_a_number_in_the_text(app: Flask) -> None:
    """Behind `LIMIT ?` SQLite plans the statement anew each time."""
    with app.app_context():
        PEOPLE.rows(name="Nobody", moment=now())
        executed: list[str] = []
        event.listen(db.engine, "before_cursor_execute", lambda *values: executed.append(values[2]))
        read(BY_NAME, {"name": "Nobody", "moment": now()})
    prepared = next(iter(PEOPLE.compiled.values())).sql
    assert [sql for sql in (prepared, *executed) if "LIMIT" in sql and "LIMIT ?" not in sql] == [prepared, *executed]
