"""Places filled by `lodge seed`, kept in .cache/bench and used again as long as the schema stays what it is."""

import hashlib
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support import postgresql
from tests.support.live import LODGE
from tests.support.run_folder import free_port
from webapp.config import ROOT

CACHE = ROOT / ".cache" / "bench"
SETTINGS = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "shared_buffers=256MB"]


@contextmanager
def seeded(name: str, *wanted: str) -> Iterator[tuple[dict[str, str], tuple[int, ...]]]:
    """(settings, ids of the database's processes) of a place that `lodge seed` has filled as `wanted`, the first time."""
    what = name + "".join(wanted)
    folder = CACHE / f"{what}-{schema()}"
    for outdated in set(CACHE.glob(f"{what}-*")) - {folder}:
        shutil.rmtree(outdated)
    folder.mkdir(parents=True, exist_ok=True)
    environ = {"LODGE_INSTANCE": str(folder / "instance"), "LODGE_LOG_FORMAT": "json"}
    server = cluster(folder) if name == "postgresql" else None
    if server:
        environ["LODGE_DATABASE_URL"] = server[0]
    try:
        if not (folder / "seeded").exists():
            for words in (["db", "upgrade"], ["seed", *wanted]):
                subprocess.run([LODGE, *words], env=environ, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
            (folder / "seeded").touch()
        yield environ, (server[1].pid,) if server else ()
    finally:
        if server:
            # Fast: not waiting for this process's own connections.
            server[1].send_signal(signal.SIGINT)
            server[1].wait()


def schema() -> str:
    """Changes with the migrations: a place of an older schema is seeded anew."""
    scripts = sorted((ROOT / "webapp" / "migrations" / "versions").glob("*.py"))
    return hashlib.sha256(b"".join(script.read_bytes() for script in scripts)).hexdigest()[:12]


def cluster(folder: Path) -> tuple[str, subprocess.Popen[bytes]]:
    """A PostgreSQL on `folder/data`, made the first time."""
    if not (folder / "data").exists():
        address = postgresql.start(folder, durable=True)
        return f"{address}/postgres", postgresql.RUNNING[-1]
    port, person = free_port(), postgresql.server_user()
    words = [word for one in [f"port={port}", *SETTINGS] for word in ("-c", one)]
    with (folder / "log").open("ab") as log:
        command = [postgresql.binary("postgres"), "-D", "data", *words]
        running = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, start_new_session=True, **person)
    address = f"postgresql://lodge@127.0.0.1:{port}"
    postgresql.wait_for(address, folder / "log")
    return f"{address}/postgres", running
