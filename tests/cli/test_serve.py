"""`lodge serve` comes back by itself when its workers are killed faster than Granian puts up with."""

import os
import signal
import time
import urllib.error
import urllib.request

from tests.bench.processes import tree
from tests.support.live import Live

PATIENCE = 40


def does_answer(live: Live) -> bool:
    try:
        with urllib.request.urlopen(f"{live.url}/livez", timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def test_a_worker_killed_twice_in_a_moment_does_not_end_the_portal(live: Live) -> None:
    log = live.instance.parent / f"{live.instance.name}.log"
    for _ in range(2):
        os.kill(max(tree(live.process.pid)), signal.SIGKILL)
        time.sleep(1.5)
    deadline = time.monotonic() + PATIENCE
    while not (log.read_text().count("Starting granian") == 2 and does_answer(live)):
        assert live.process.poll() is None, "the server has ended"
        assert time.monotonic() < deadline, "the server does not come back"
        time.sleep(0.2)
    assert "crash loop" in log.read_text()
