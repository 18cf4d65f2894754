"""How long `lodge serve` takes from nothing to its first page, and what memory its processes hold together."""

import os
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from tests.bench.processes import memory
from tests.bench.stage import answers
from tests.support.live import LODGE
from tests.support.run_folder import free_port
from webapp.config import ROOT

STARTS = 5
PAGES = 60
LIMITS = "asked: ≤ 2.5 s, ≤ 150 MiB"


def run() -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="lodge-bench-") as folder:
        measured(Path(folder))  # makes the database
        found = [measured(Path(folder)) for _ in range(STARTS)]
    seconds, held = zip(*found, strict=True)
    yield f"cold start to the first 200: median {median(seconds):.2f} s, {min(seconds):.2f} to {max(seconds):.2f}"
    yield f"proportional memory (PSS) of all processes: median {median(held) / 2**20:.0f} MiB   ({LIMITS})"


def measured(instance: Path) -> tuple[float, int]:
    """(seconds to the first 200 of the log-in page, bytes of all processes after PAGES pages)."""
    port = free_port()
    environ = dict(os.environ, LODGE_INSTANCE=str(instance), PORT=str(port))
    start = time.monotonic()
    quiet = subprocess.DEVNULL
    process = subprocess.Popen([LODGE, "serve"], cwd=ROOT, env=environ, stdout=quiet, stderr=quiet)
    try:
        while not answers(f"http://127.0.0.1:{port}/login"):
            time.sleep(0.01)
        seconds = time.monotonic() - start
        for _ in range(PAGES):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/login").read()
        return seconds, memory(process.pid)
    finally:
        process.terminate()
        process.wait()
