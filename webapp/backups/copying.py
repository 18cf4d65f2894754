"""A copy of the database as it was at one moment, made while people go on writing."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, MetaData, Table, column, create_engine, func, inspect, select, table, text
from sqlalchemy.pool import NullPool

from webapp.backups.manifest import Unusable
from webapp.columns import Base
from webapp.database import sqlite_driver
from webapp.models.file import File

DATABASE = {"sqlite": "database.sqlite", "postgresql": "database.pgdump"}
REVISION = table("alembic_version", column("version_num"))
# The queue's own tables: what is to be done stands in ours.
QUEUE = "huey_*"
BINARIES = Path("/usr/lib/postgresql")


@dataclass(frozen=True, slots=True)
class Copy:
    """`path`: the file; `counts` and `uploads` (names in the store) are of the very same moment."""

    path: Path
    head: str
    counts: dict[str, int]
    uploads: list[str]


@contextmanager
def copied(engine: Engine, folder: Path) -> Iterator[Copy]:
    """The copy lies in `folder` until the end of the block."""
    path = folder / f"{DATABASE[engine.dialect.name]}.{os.getpid()}.part"
    try:
        yield dumped(engine, path) if engine.dialect.name == "postgresql" else cloned(engine, path)
    finally:
        path.unlink(missing_ok=True)


def cloned(engine: Engine, path: Path) -> Copy:
    """SQLite's own online copy, all pages in one step: a stepped one would begin anew at each write (sqlite.org/backup.html)."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    with closing(sqlite_driver.connect(engine.url.database)) as source, closing(sqlite_driver.connect(path)) as target:
        source.execute("PRAGMA busy_timeout=30000")
        source.backup(target, pages=-1)
        target.execute("PRAGMA journal_mode=DELETE")
    with opened(path) as connection:
        return Copy(path, *facts(connection))


@contextmanager
def opened(path: Path) -> Iterator[Connection]:
    """A SQLite file that is nobody's database, read only."""
    its = create_engine(f"sqlite:///file:{path}?mode=ro&uri=true", module=sqlite_driver, poolclass=NullPool)
    with its.connect() as connection:
        yield connection


def dumped(engine: Engine, path: Path) -> Copy:
    """pg_dump and the counting look at one snapshot."""
    with engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
        snapshot = connection.execute(text("SELECT pg_export_snapshot()")).scalar_one()
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        run(engine, "pg_dump", "-Fc", f"--snapshot={snapshot}", "--no-owner", "--no-privileges", "-T", QUEUE, "-f", str(path))
        return Copy(path, *facts(connection))


def facts(connection: Connection) -> tuple[str, dict[str, int], list[str]]:
    """(schema revision, rows of each table, names of uploads)"""
    files: Table = File.metadata.tables["file"]
    head = str(connection.execute(select(REVISION.c.version_num)).scalar())
    # A database that is older than this code lacks some.
    there = sorted(set(inspect(connection).get_table_names()) & set(Base.metadata.tables))
    named = connection.execute(select(files.c.id).order_by(files.c.id)).scalars() if files.name in there else ()
    return head, counted(connection, there), [one.hex for one in named]


def counted(connection: Connection, names: Any) -> dict[str, int]:
    """Rows of tables by their names, which the code may know no longer."""
    return {name: rows(connection, Table(name, MetaData())) for name in names}


def rows(connection: Connection, one: Table) -> int:
    return int(connection.execute(select(func.count()).select_from(one)).scalar_one())


def run(engine: Engine, program: str, *words: str) -> bytes:
    """One of PostgreSQL's programs on this database. The password goes by the environment, never as an argument."""
    done = subprocess.run([binary(program), *words], env=surroundings(engine), capture_output=True, check=False)  # noqa: S603
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["no reason given"]
        raise Unusable(f"{program} did not work: {said[-1]}")
    return done.stdout


def replay(engine: Engine, dump: Path, *, before: str, after: str) -> None:
    """A dump between two scripts, in one transaction, never all of it in memory.

    BEGIN and COMMIT are ours and not psql's: who is killed ends the input, and psql's own would then commit the half of it.
    """
    reading = [binary("pg_restore"), "--no-owner", "--no-privileges", "-f", "-", str(dump)]
    writing = [binary("psql"), "-q", "-X", "-v", "ON_ERROR_STOP=1", "-o", "/dev/null", "-f", "-"]
    with (
        tempfile.TemporaryFile() as said,
        subprocess.Popen(reading, stdout=subprocess.PIPE, stderr=said) as source,  # noqa: S603
        subprocess.Popen(writing, stdin=subprocess.PIPE, stderr=said, env=surroundings(engine)) as target,  # noqa: S603
    ):
        try:
            pour(source, target, before, after)
        except BrokenPipeError:
            source.kill()
        if source.stdout is not None:
            source.stdout.close()  # whoever still writes there ends
        if target.wait() or source.wait():
            said.seek(0)
            lines = said.read().decode("utf-8", "replace").strip().splitlines() or ["no reason given"]
            raise Unusable(f"The database was not replaced: {lines[0]}")


def pour(source: subprocess.Popen[bytes], target: subprocess.Popen[bytes], before: str, after: str) -> None:
    """The end is written only once the whole dump was read."""
    out, into = source.stdout, target.stdin
    if out is None or into is None:
        raise RuntimeError("both ends are pipes")
    with into:
        into.write(f"BEGIN;\n{before}\n".encode())
        shutil.copyfileobj(out, into)
        if source.wait() == 0:
            into.write(f"\n{after}\nCOMMIT;\n".encode())


def binary(name: str) -> str:
    """The newest that is installed: an older one refuses a newer server."""
    found = sorted(BINARIES.glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3]) if path.parts[-3].isdigit() else 0)
    path = str(found[-1]) if found else shutil.which(name)
    if path is None:
        raise Unusable(f"{name} is not installed. On Debian: apt-get install postgresql-client")
    return path


def surroundings(engine: Engine) -> dict[str, str]:
    given = engine.dialect.create_connect_args(engine.url)[1]
    names = {"host": "PGHOST", "port": "PGPORT", "dbname": "PGDATABASE", "user": "PGUSER", "password": "PGPASSWORD"}
    names |= {"sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT"}
    told = {variable: str(given[name]) for name, variable in names.items() if given.get(name)}
    return {"PATH": os.environ.get("PATH", ""), "HOME": os.environ.get("HOME", "/"), "PGCONNECT_TIMEOUT": "10", **told}
