"""Prepared selects give what SQLAlchemy gives, with its types and its errors."""

import uuid
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import bindparam, select, text
from sqlalchemy.exc import DBAPIError

from tests.support.make import make_user
from webapp.clock import now
from webapp.database import read, stop_reading, writing
from webapp.extensions import db
from webapp.models import Draft, User
from webapp.prepared import Prepared

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
