"""The shipped server, started as a person starts it: `lodge serve` on a free port of the loopback address."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.run_folder import free_port
from webapp.config import ROOT

LODGE = Path(sys.executable).with_name("lodge")
PATIENCE = 30


@dataclass(frozen=True)
class Live:
    """A running server: its address, its data folder, its settings."""

    url: str
    instance: Path
    environ: dict[str, str]
    process: subprocess.Popen[bytes]

    @property
    def set_up_url(self) -> str:
        """The one-time link that the console shows while there is no owner."""
        return (self.instance / "setup-url").read_text().strip()

    def lodge(self, *words: str, typed: str = "") -> str:
        """Run a `lodge` command on the same data; returns what it printed."""
        done = subprocess.run([LODGE, *words], env=self.environ, cwd=ROOT, input=typed, capture_output=True, text=True)
        if done.returncode:
            raise AssertionError(f"lodge {' '.join(words)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
        return done.stdout


@contextmanager
def serve(instance: Path, **settings: str) -> Iterator[Live]:
    """Start `lodge serve`; `workers="1"`, `database_url="…"` and the like become LODGE_ settings."""
    instance.mkdir(parents=True, exist_ok=True)
    port = free_port()
    given = {f"LODGE_{name.upper()}": value for name, value in settings.items()}
    environ = {name: value for name, value in os.environ.items() if not name.startswith("LODGE_")}
    environ |= {
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "LODGE_INSTANCE": str(instance),
        "LODGE_DRAIN_SECONDS": "0",
        # Tests of jobs and mail ask for them: jobs="child".
        "LODGE_JOBS": "off",
    } | given
    log = instance.parent / f"{instance.name}.log"
    with log.open("ab") as output:
        process = subprocess.Popen([LODGE, "serve"], env=environ, cwd=ROOT, stdout=output, stderr=output, start_new_session=True)
    try:
        url = f"http://localhost:{port}"
        wait_for(url, process, log)
        yield Live(url, instance, environ, process)
    finally:
        process.terminate()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            with urllib.request.urlopen(f"{url}/readyz", timeout=5):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError) as error:
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"lodge serve does not answer:\n{log.read_text()[-3000:]}") from error
            time.sleep(0.05)
