"""One transaction for everything that a change does, on a connection that the thread keeps."""

from collections.abc import Iterator
from contextlib import suppress

import pytest
from flask import Flask, g
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from tests.support.make import make_user
from tests.support.stage import count, only
from webapp.connections import Kept, own
from webapp.database import read, stop_reading, writer, writing
from webapp.extensions import db
from webapp.models import User
from webapp.models.event import Event
from webapp.models.person import Person
from webapp.prepared import Change

users = User.metadata.tables["user"]
RENAME = Change(users.update().values(name="Bo"))


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As in the shipped server's workers."""
    monkeypatch.setattr(Kept, "is_kept", True)
    yield
    for one in (own.reader, own.writer):
        if one.connection is not None:
            one.connection.close()
        one.connection = None


def test_change_past_the_orm_is_committed(app: Flask) -> None:
    make_user(name="Ada")
    with app.app_context(), writing():
        RENAME.run()
    assert only(select(User)).name == "Bo"


def test_orm_and_driver_share_one_transaction(app: Flask) -> None:
    make_user(name="Ada")
    with app.app_context(), suppress(RuntimeError), writing() as session:
        session.add(User(name="Cy", email="cy@example.org"))
        session.flush()
        RENAME.run()
        assert sorted(session.scalars(select(User.name))) == ["Bo", "Bo"]
        raise RuntimeError
    assert only(select(User)).name == "Ada"


def test_refused_row_takes_everything_back(app: Flask) -> None:
    make_user(name="Ada", email="ada@example.org")
    with app.app_context(), suppress(IntegrityError), writing() as session:
        RENAME.run()
        session.add(User(name="Cy", email="ada@example.org"))
    assert only(select(User)).name == "Ada"


def test_event_of_a_failed_change_is_not_written_by_the_next(app: Flask) -> None:
    with app.app_context():
        with suppress(RuntimeError), writing():
            Event.record(by=Person.command_line(), action="user.suspended")
            raise RuntimeError
        with writing():
            pass
    assert count(Event) == 0


def test_event_alone_is_written(app: Flask) -> None:
    with app.app_context(), writing():
        Event.record(by=Person.command_line(), action="user.suspended")
    assert only(select(Event)).action == "user.suspended"


def test_thread_keeps_its_two_connections(app: Flask, kept: None) -> None:
    seen = set()
    for _ in range(3):
        with app.app_context():
            read(text("SELECT 1"))
            seen.add(g.reader)
            with writing():
                seen.add(writer())
    assert seen == {own.reader.connection, own.writer.connection}


def test_context_inside_another_has_a_connection_of_its_own(app: Flask, kept: None) -> None:
    with app.app_context():
        read(text("SELECT 1"))
        outer = g.reader
        with app.app_context():
            read(text("SELECT 1"))
            assert g.reader is not outer


def test_kept_connection_that_was_lost_is_replaced(app: Flask, kept: None) -> None:
    with app.app_context():
        with suppress(RuntimeError), writing():
            writer().invalidate()
            raise RuntimeError
        with writing() as session:
            session.add(User(name="Ada", email="ada@example.org"))
    assert only(select(User)).name == "Ada"


def test_nothing_is_under_way_after_a_change(app: Flask, kept: None) -> None:
    with app.app_context():
        with writing() as session:
            session.add(User(name="Ada", email="ada@example.org"))
        stop_reading()
        assert not db.session().in_transaction()
        assert own.writer.connection is not None
        assert not own.writer.connection.in_transaction()
