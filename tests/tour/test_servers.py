"""The same application under granian, gunicorn and waitress."""

import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.databases import environ_for, migrated
from tests.support.run_folder import free_port
from webapp.config import ROOT

BIN = Path(sys.executable).parent
SERVERS = {
    "granian": ["granian", "--interface", "wsgi", "--factory", "webapp:create_app", "--host", "127.0.0.1", "--port", "{port}"],
    "gunicorn": ["gunicorn", "--bind", "127.0.0.1:{port}", "webapp:create_app()"],
    "waitress": ["waitress-serve", "--listen", "127.0.0.1:{port}", "--call", "webapp:create_app"],
}
# What is another one in each answer: the number of the request, the token, the nonce.
CHANGING = re.compile(r'(nonce|name="csrf_token" value)="[^"]*"')


def test_three_servers_give_the_same_page(tmp_path: Path) -> None:
    environ = environ_for(tmp_path, base_url="http://localhost:5000")
    migrated(environ)
    pages = {}
    for name in SERVERS:
        with running(name, environ) as address:
            pages[name] = fetched(f"{address}/tour/add/-2/44")
            assert f"&#39;{name}&#39;" in fetched(f"{address}/tour/wsgi").lower()
    assert "-2 and 44 make" in pages["granian"]
    assert pages["granian"] == pages["gunicorn"] == pages["waitress"]


@contextmanager
def running(name: str, environ: dict[str, str]) -> Iterator[str]:
    """Start a server on a free port of this machine's own address, and end it afterwards."""
    port = free_port()
    program, *words = [word.format(port=port) for word in SERVERS[name]]
    silent = subprocess.DEVNULL
    process = subprocess.Popen([BIN / program, *words], env=environ, cwd=ROOT, stdout=silent, stderr=silent)
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{address}/livez", process)
        yield address
    finally:
        process.terminate()
        process.wait(30)


def wait_for(url: str, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + 30
    while True:
        try:
            fetched(url)
            return
        except (urllib.error.URLError, ConnectionError):
            if process.poll() is not None or time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def fetched(url: str) -> str:
    with urllib.request.urlopen(url, timeout=10) as answer:
        return CHANGING.sub("", answer.read().decode())
