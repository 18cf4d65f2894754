"""Migrations: they make what the models describe, and each of them can be taken back."""

from pathlib import Path

import flask_migrate
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from sqlalchemy import inspect, text

from tests.support.databases import environ_for, migrated, worker
from tests.support.postgresql import new_database
from webapp.extensions import db

# Made by hand in migrations: search tables, and indexes that only one of the databases has.
BY_HAND = ("user_search", "submission_search")
TRIGGERS = text("SELECT count(*) FROM sqlite_master WHERE type = 'trigger'")


def empty_app(engine: str, folder: Path) -> Flask:
    address = f"sqlite:///{folder / 'lodge.db'}" if engine == "sqlite" else new_database(f"lodge_migrations_{worker()}")
    return migrated(environ_for(folder, database_url=address))


def is_compared(thing: object, name: str | None, kind: str, reflected: bool, compared: object) -> bool:
    by_hand = str(name).startswith(BY_HAND) or str(name).endswith(("_trigram", "_covering"))
    return not (kind in {"table", "index"} and by_hand)


def differences() -> list[object]:
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_object": is_compared})
        return list(compare_metadata(context, db.metadata))


def test_migrations_make_what_the_models_describe(engine: str, tmp_path: Path) -> None:
    with empty_app(engine, tmp_path).app_context():
        assert differences() == []
        db.engine.dispose()


def test_each_can_be_taken_back_and_made_again(engine: str, tmp_path: Path) -> None:
    with empty_app(engine, tmp_path).app_context():
        before = sorted(inspect(db.engine).get_table_names())
        flask_migrate.downgrade(revision="0002")
        flask_migrate.upgrade()
        assert differences() == []
        assert sorted(inspect(db.engine).get_table_names()) == before
        if engine == "sqlite":
            # Rebuilding a table drops its triggers.
            assert db.session.scalar(TRIGGERS) == 16
        db.session.remove()
        db.engine.dispose()
