"""The app on each of its two databases, and how a database becomes empty again in a few milliseconds."""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import flask_migrate
from flask import Flask
from sqlalchemy import Engine, inspect, text

from tests.support.postgresql import new_database
from tests.support.run_folder import run_folder
from webapp import create_app
from webapp.extensions import db

ENGINES = ("sqlite", "postgresql")
KEY = "a key for tests, which opens nothing at all"
MEMORY = Path("/dev/shm")
ENOUGH = 512 << 20
# table → the sequence that numbers its rows
COUNTERS = """
    SELECT owner.relname, counter.oid::regclass::text FROM pg_class counter
    JOIN pg_depend ON pg_depend.objid = counter.oid AND pg_depend.deptype IN ('a', 'i')
    JOIN pg_class owner ON owner.oid = pg_depend.refobjid WHERE counter.relkind = 'S'
"""


@dataclass(frozen=True)
class Stand:
    """An app on its database, and what empties that database."""

    app: Flask
    empty: Callable[[], None]


def worker() -> str:
    return os.environ.get("PYTEST_XDIST_WORKER", "alone")


def environ_for(instance: Path, **settings: str) -> dict[str, str]:
    """The settings of an app under test; `database_url="…"` and the like add to them or replace them."""
    given = {f"LODGE_{name.upper()}": value for name, value in settings.items()}
    base = {"LODGE_INSTANCE": str(instance), "LODGE_SECRET_KEY": KEY, "LODGE_BASE_URL": "http://localhost"}
    return base | {"LODGE_LOG_FORMAT": "json"} | given


@cache
def stand(engine: str) -> Stand:
    """The one app of this worker on `engine`, its schema made by the migrations."""
    return on_sqlite() if engine == "sqlite" else on_postgresql()


def instance_folder(engine: str) -> Path:
    """In memory where there is room: SQLite then waits for no disk."""
    roomy = MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ENOUGH
    shelf = MEMORY / run_folder().name if roomy else run_folder()
    folder = shelf / f"{engine}-{worker()}"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def migrated(environ: dict[str, str]) -> Flask:
    app = create_app(environ)
    with app.app_context():
        flask_migrate.upgrade()
        db.session.remove()
    return app


def on_sqlite() -> Stand:
    instance = instance_folder("sqlite")
    app = migrated(environ_for(instance))
    database, template = instance / "lodge.db", instance / "template.db"
    with app.app_context():
        db.session.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
        db.session.remove()
        engine = db.engine
    engine.dispose()
    shutil.copyfile(database, template)

    def empty() -> None:
        # The whole file goes back: append-only tables let nobody delete a row.
        engine.dispose()
        for leftover in ("-wal", "-shm", "-journal"):
            Path(f"{database}{leftover}").unlink(missing_ok=True)
        shutil.copyfile(template, database)

    return Stand(app, empty)


def on_postgresql() -> Stand:
    address = new_database(f"lodge_{worker()}")
    app = migrated(environ_for(instance_folder("postgresql"), database_url=address))
    with app.app_context():
        engine = db.engine
    tables = [name for name in inspect(engine).get_table_names() if name != "alembic_version"]
    filled = " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM \"{name}\")" for name in tables)
    first = set(names(engine, filled))
    if first:
        raise RuntimeError(f"the migrations leave rows in {first}, which emptying would lose")

    counters = dict(pairs(engine, COUNTERS))

    def empty() -> None:
        # As a replica nobody's triggers run: append-only tables let go, and no key looks for its children.
        # TRUNCATE would have to take the whole family of tables: 90 ms instead of 3.
        used = names(engine, filled)
        if used:
            resets = [f"SELECT setval('{counters[name]}', 1, false)" for name in used if name in counters]
            statements = ["SET LOCAL session_replication_role = replica", *(f'DELETE FROM "{name}"' for name in used), *resets]
            with engine.connect().execution_options(isolation_level="READ COMMITTED") as connection, connection.begin():
                connection.exec_driver_sql("; ".join(statements))

    return Stand(app, empty)


def pairs(engine: Engine, query: str) -> list[tuple[str, str]]:
    with engine.connect() as connection:
        return [(row[0], row[1]) for row in connection.execute(text(query))]


def names(engine: Engine, query: str) -> list[str]:
    with engine.connect() as connection:
        return list(connection.execute(text(query)).scalars())
