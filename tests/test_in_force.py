"""The settings in force: read once in a while for all, the environment first."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import event

from tests.support.settings import setting
from tests.support.stage import own_context, saving
from webapp import in_force
from webapp.extensions import db
from webapp.limits import Limits
from webapp.models.setting import Setting


@contextmanager
def statements() -> Iterator[list[str]]:
    """What is asked of the database meanwhile."""
    asked: list[str] = []

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        asked.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    yield asked
    event.remove(db.engine, "before_cursor_execute", note)


def test_outside_an_application_they_are_the_defaults() -> None:
    assert in_force.limits() == Limits()


def test_what_the_table_holds_is_in_force(app: Flask) -> None:
    setting(login_pair=4)
    with own_context():
        assert in_force.limits().login_pair == 4


def test_many_questions_are_one_statement(app: Flask) -> None:
    with own_context(), statements() as asked:
        for _ in range(10):
            in_force.limits()
    assert len(asked) == 1


def test_change_of_another_process_is_seen_after_five_seconds(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with own_context():
        assert in_force.limits().login_pair == 10
    with saving() as session:
        session.add(Setting(name="login_pair", value=4))
    with own_context():
        assert in_force.limits().login_pair == 10
        in_force.reading().until -= in_force.SEEN_WITHIN
        assert in_force.limits().login_pair == 4


def test_environment_wins_over_the_table(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "LODGE", replace(app.config["LODGE"], limits={"session_idle": 45}))
    setting(session_idle=30, login_pair=4)
    with own_context():
        found = in_force.limits()
    assert (found.session_idle, found.login_pair) == (timedelta(minutes=45), 4)
