"""The log: each line hashes the one before, nothing in it can be altered unseen, and its personal part can be blanked."""

from functools import partial
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from tests.support.acting import does
from tests.support.make import make_user
from tests.support.stage import found, only, own_context, saving
from tests.support.together import together
from webapp.database import writing
from webapp.extensions import db
from webapp.models.event import Event, EventDetail
from webapp.models.event_chain import verify
from webapp.models.person import Person

BY = Person(id=1, name="Ada")


def write(*actions: str) -> None:
    with writing():
        for action in actions:
            Event.record(by=BY, action=action, detail={"old": "a", "new": "b"})


def verified() -> tuple[int, int | None]:
    with own_context():
        return verify()


def tamper(app: Flask, statement: str) -> None:
    """Change a row as somebody would who owns the database file and has taken the guards away."""
    with app.app_context(), writing() as session:
        if db.engine.dialect.name == "postgresql":
            session.execute(text("SET LOCAL session_replication_role = replica"))
        else:
            triggers = session.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")).all()
            guards = [row for row in triggers if row.name.startswith("event")]
            for row in guards:
                session.execute(text(f'DROP TRIGGER "{row.name}"'))
        session.execute(text(statement))


def write_three() -> None:
    with own_context():
        write("one", "two")
        write("three")


def test_an_untouched_log_verifies(app: Flask) -> None:
    write_three()
    assert verified() == (3, None)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE event SET action = 'other' WHERE id = 2",
        "UPDATE event SET actor_id = 7 WHERE id = 2",
        "UPDATE event SET at = '2001-01-01 00:00:00' WHERE id = 2",
        "UPDATE event SET prev_hash = hash WHERE id = 2",
        'UPDATE event_detail SET content = \'{"old": "z"}\' WHERE event_id = 2',
        "DELETE FROM event_detail WHERE event_id = 2",
    ],
)
def test_an_altered_line_is_named(app: Flask, statement: str) -> None:
    write_three()
    tamper(app, statement)
    assert verified() == (1, 2)


def test_a_dropped_line_is_named_by_the_one_after_it(app: Flask) -> None:
    write_three()
    tamper(app, "DELETE FROM event_detail WHERE event_id = 2")
    tamper(app, "DELETE FROM event WHERE id = 2")
    assert verified() == (1, 3)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE event SET action = 'other' WHERE id = 1",
        "DELETE FROM event WHERE id = 1",
        "UPDATE event_detail SET content = '{}' WHERE event_id = 1",
        "DELETE FROM event_detail WHERE event_id = 1",
    ],
)
def test_the_database_refuses_to_change_the_log(app: Flask, statement: str) -> None:
    write_three()
    with pytest.raises(DatabaseError, match="append-only"), own_context(), writing() as session:
        session.execute(text(statement))


def test_blanking_forgets_the_person_and_keeps_the_chain(app: Flask) -> None:
    owner, ada = make_user("owner"), make_user(name="Ada Before")
    does(owner, "change", ada, version=1, name="Ada After")
    with own_context(), writing():
        assert EventDetail.blank("user", ada.id) == 1
    assert found(select(EventDetail.content).where(EventDetail.content.is_not(None))) == []
    assert verified() == (1, None)


def test_a_blanked_line_cannot_be_filled_again(app: Flask) -> None:
    owner, ada = make_user("owner"), make_user()
    does(owner, "change", ada, version=1, name="Ada After")
    with own_context(), writing():
        EventDetail.blank("user", ada.id)
    with pytest.raises(DatabaseError, match="append-only"), own_context(), writing() as session:
        session.execute(text("UPDATE event_detail SET content = '{}'"))


def test_many_writers_at_once_make_one_chain(app: Flask) -> None:
    outcomes = together(*(partial(lambda n: [write(f"a{n}", f"b{n}") for _ in range(5)], n) for n in range(8)))
    assert not [one for one in outcomes if isinstance(one, Exception)]
    assert verified() == (80, None)


def test_a_change_that_is_rolled_back_leaves_no_line(app: Flask) -> None:
    def fail() -> None:
        Event.record(by=BY, action="one")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), own_context(), writing():
        fail()
    with own_context():
        write("two")
    assert found(select(Event.action)) == ["two"]


@pytest.mark.parametrize("name", ["password", "password_hash", "token", "secret"])
def test_secrets_appear_as_changed(app: Flask, name: str) -> None:
    with own_context(), writing():
        Event.record(by=BY, action="one", detail={name: "hunter2"})
    content: dict[str, Any] = only(select(EventDetail.content))
    assert content[name] == "changed"


def test_a_line_outlives_whom_it_is_about(app: Flask) -> None:
    with saving() as session:
        session.execute(text("SELECT 1"))
        Event.record(by=Person(id=99, name="Nobody"), action="one")
    assert only(select(Event.actor_id)) == 99
