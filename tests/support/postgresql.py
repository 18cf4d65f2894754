"""A throw-away PostgreSQL: one cluster per run of pytest, one database per worker, run by somebody who is not root."""

import os
import pwd
import subprocess
import time
from pathlib import Path
from typing import Any

import psycopg

from tests.support.run_folder import free_port, locked

BINARIES = Path("/usr/lib/postgresql")
CARELESS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
SETTINGS = ("listen_addresses=127.0.0.1", "max_connections=200", "shared_buffers=64MB")

# Kept, for Python complains of a process that is let go while it runs; the watcher of the run ends it.
RUNNING: list[subprocess.Popen[bytes]] = []


def binary(name: str) -> str:
    """The newest installed server's program."""
    found = sorted(BINARIES.glob(f"*/bin/{name}"), key=lambda path: float(path.parts[-3]))
    if not found:
        raise RuntimeError("PostgreSQL is not installed. Run: apt-get install postgresql")
    return str(found[-1])


def server_user() -> dict[str, Any]:
    """Keywords for Popen: PostgreSQL refuses to be run by root."""
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name for entry in pwd.getpwall()}
    person = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    return {"user": person.pw_uid, "group": person.pw_gid, "extra_groups": []}


def start(folder: Path, *, durable: bool = False) -> str:
    """Make a cluster in `folder` and start it; returns its address up to the name of a database. Its socket is there too."""
    person = server_user()
    if person:
        os.chown(folder, person["user"], person["group"])
    options: dict[str, Any] = {"cwd": folder, "env": {"PATH": os.environ["PATH"], "HOME": str(folder)}, **person}
    initdb = [
        binary("initdb"),
        "-D",
        "data",
        "-U",
        "lodge",
        "--auth=trust",
        "-E",
        "UTF8",
        "--locale=C.UTF-8",
        "--no-sync",
    ]
    port = free_port()
    settings = [f"port={port}", f"unix_socket_directories={folder if durable else ''}", *SETTINGS, *(() if durable else CARELESS)]
    command = [binary("postgres"), "-D", "data", *(word for one in settings for word in ("-c", one))]
    with (folder / "log").open("ab") as log:
        subprocess.run(initdb, check=True, stdout=log, stderr=log, **options)
        RUNNING.append(subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True, **options))
    address = f"postgresql://lodge@127.0.0.1:{port}"
    wait_for(address, folder / "log")
    return address


def wait_for(address: str, log: Path) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            psycopg.connect(f"{address}/postgres").close()
            return
        except psycopg.OperationalError as error:
            if time.monotonic() > deadline:
                raise RuntimeError(f"PostgreSQL does not start:\n{log.read_text()[-2000:]}") from error
            time.sleep(0.05)


def shared_cluster() -> str:
    """The address of this run's cluster, started by whichever worker comes first."""
    with locked("postgresql") as folder:
        note = folder.parent / "postgresql.address"
        if not note.exists():
            note.write_text(start(folder))
        return note.read_text()


def new_database(name: str, template: str = "template1") -> str:
    """Make an empty database on the shared cluster; returns its address."""
    address = shared_cluster()
    with psycopg.connect(f"{address}/postgres", autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')  # type: ignore[arg-type]
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')  # type: ignore[arg-type]
    return f"{address}/{name}"
