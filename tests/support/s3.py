"""A throw-away S3 server on the loopback address: rclone's, over a folder of this run."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.run_folder import free_port

KEY, SECRET = "lodge-key", "lodge-secret-of-a-test"
RCLONE = Path(sys.executable).with_name("rclone")


@contextmanager
def s3_server(folder: Path, bucket: str) -> Iterator[str]:
    """The address of a server with one empty bucket."""
    (folder / bucket).mkdir(parents=True)
    port = free_port()
    where = [str(RCLONE), "serve", "s3", str(folder), "--addr", f"127.0.0.1:{port}", "--auth-key", f"{KEY},{SECRET}"]
    quiet = ["--config", os.devnull, "--vfs-cache-mode", "off", "--log-level", "ERROR"]
    process = subprocess.Popen([*where, *quiet], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait()


def wait_for(port: int) -> None:
    deadline = time.monotonic() + 20
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
