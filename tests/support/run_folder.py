"""One folder per run of pytest, shared by its workers; what was started in it is ended with it, however pytest ends."""

import fcntl
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

VARIABLE = "LODGE_TEST_RUN"
# Reads a pipe whose other end only pytest holds: it closes even when pytest is killed.
WATCHER = """
import os, shutil, signal, sys, time
os.read(0, 1)
for pid_file in sys.argv[2:]:
    try:
        pid = int(open(os.path.join(sys.argv[1], pid_file)).readline())
        os.kill(pid, signal.SIGINT)
        for _ in range(100):
            os.kill(pid, 0)
            time.sleep(0.05)
        os.kill(pid, signal.SIGQUIT)
    except (OSError, ValueError):
        pass
shutil.rmtree(sys.argv[1], ignore_errors=True)
shutil.rmtree("/dev/shm/" + os.path.basename(sys.argv[1]), ignore_errors=True)
"""
# Kept, for Python complains of a process that is let go while it runs.
RUNNING: list[subprocess.Popen[bytes]] = []
PID_FILES = ("postgresql/data/postmaster.pid", "redis/redis.pid")


def open_run_folder() -> int:
    """Make the folder and its watcher; called once, by the process that the person started."""
    folder = tempfile.mkdtemp(prefix="lodge-tests-")
    os.chmod(folder, 0o755)  # servers run as another user
    os.environ[VARIABLE] = folder
    reading, writing = os.pipe()
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    command = [sys.executable, "-c", WATCHER, folder, *PID_FILES]
    RUNNING.append(subprocess.Popen(command, stdin=reading, start_new_session=True, **quiet))
    os.close(reading)
    return writing


def run_folder() -> Path:
    return Path(os.environ[VARIABLE])


@contextmanager
def locked(name: str) -> Iterator[Path]:
    """Hold `name` against the other workers; gives the folder of that name."""
    folder = run_folder() / name
    folder.mkdir(exist_ok=True)
    with open(run_folder() / f"{name}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
