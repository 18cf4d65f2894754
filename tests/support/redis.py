"""A throw-away Redis on the loopback address: one per run of pytest, one numbered database per worker."""

import os
import subprocess
import time

from redis import Redis
from redis.exceptions import ConnectionError as Away

from tests.support.run_folder import free_port, locked


def shared_redis() -> str:
    """The address of this worker's own database, empty."""
    with locked("redis") as folder:
        note = folder.parent / "redis.address"
        if not note.exists():
            port = free_port()
            command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
            command += ["--dir", str(folder), "--pidfile", str(folder / "redis.pid"), "--daemonize", "yes"]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            note.write_text(f"redis://127.0.0.1:{port}")
            wait_for(note.read_text())
        number = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
        address = f"{note.read_text()}/{number}"
    with Redis.from_url(address) as client:
        client.flushdb()
    return address


def wait_for(address: str) -> None:
    deadline = time.monotonic() + 20
    while True:
        try:
            with Redis.from_url(address) as client:
                client.ping()
            return
        except Away:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
