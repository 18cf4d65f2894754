"""The app that the running test asked for, so that `make_user()` needs no argument for it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask, has_app_context
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from webapp.columns import Base
from webapp.database import writing
from webapp.extensions import db

_apps: list[Flask] = []


def put_on(app: Flask) -> None:
    _apps[:] = [app]


def app() -> Flask:
    if not _apps:
        raise RuntimeError("The test asks for no app: give it the fixture `app` or `browser`.")
    return _apps[0]


@contextmanager
def saving() -> Iterator[Session]:
    """Write rows as the app does; what was added comes out loaded and detached."""
    with own_context():
        with writing() as session:
            yield session
            session.flush()
            kept = list(session.identity_map.values())
        for row in kept:
            db.session.refresh(row)
        db.session.expunge_all()


@contextmanager
def own_context() -> Iterator[None]:
    """A context that is closed before the next request: in an open one Flask-Login sees the last user."""
    if has_app_context():
        raise RuntimeError("An app context is open: close it before making rows or sending requests.")
    with app().app_context():
        yield


def found(statement: Select[Any]) -> list[Any]:
    """What a select finds, detached: entities, or values when it selects one column."""
    with own_context():
        rows = list(db.session.scalars(statement))
        db.session.expunge_all()
    return rows


def only(statement: Select[Any]) -> Any:
    """The one thing that a select finds."""
    rows = found(statement)
    if len(rows) != 1:
        raise AssertionError(f"{len(rows)} rows, one was expected: {rows}")
    return rows[0]


def count(model: type[Base]) -> int:
    return int(only(select(func.count()).select_from(model)))
