"""How Alembic runs here: on the application's own engine, in one transaction, with SQLite's traps disarmed."""

from typing import Any

from alembic import context
from flask import current_app
from sqlalchemy import Connection, text

from webapp.columns import UtcDateTime
from webapp.extensions import db

FTS_TABLES = ("user_search", "submission_search")
# The queue makes its own, with PostgreSQL and no Redis.
JOB_TABLES = ("huey_",)


def is_ours(thing: Any, name: str | None, kind: str, reflected: bool, compared: Any) -> bool:
    """Search tables are made by hand in migrations, the queue's by the queue: autogenerate leaves them alone."""
    if kind == "table" and name is not None:
        return not name.startswith((*FTS_TABLES, *JOB_TABLES))
    return not (kind == "index" and name is not None and name.endswith(("_trigram", "_covering")))


def render(kind: str, thing: Any, autogen_context: Any) -> str | bool:
    """Migrations name SQLAlchemy's types, not ours: ours may change, a migration may not."""
    if kind == "type" and isinstance(thing, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=db.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        transactional_ddl=True,
        compare_type=True,
        include_object=is_ours,
        render_item=render,
    )
    with context.begin_transaction():
        context.run_migrations()


def run_on_sqlite(connection: Connection) -> None:
    """Batch mode drops and rebuilds tables: with foreign keys on, that deletes child rows without an error."""
    connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
    connection.rollback()
    try:
        with connection.begin():
            run(connection)
            broken = connection.execute(text("PRAGMA foreign_key_check")).fetchall()
            if broken:
                raise RuntimeError(f"the migration leaves rows without their parents: {broken[:5]}")
    finally:
        connection.exec_driver_sql("PRAGMA foreign_keys=ON")


def main() -> None:
    if context.is_offline_mode():
        context.configure(url=current_app.config["SQLALCHEMY_DATABASE_URI"], target_metadata=db.metadata, literal_binds=True)
        with context.begin_transaction():
            context.run_migrations()
        return
    if db.engine.dialect.name == "sqlite":
        with db.engine.connect() as connection:
            run_on_sqlite(connection)
    else:
        with db.engine.connect().execution_options(isolation_level="READ COMMITTED") as connection, connection.begin():
            run(connection)


main()
