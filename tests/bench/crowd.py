"""Two hundred people press Log in at the same moment: what that does to everybody else's pages, and to memory."""

import os
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles
from uuid import uuid4

from tests.bench.bare import PASSWORD
from tests.bench.client import Client
from tests.bench.processes import tree
from tests.bench.stage import Bench, lodges
from tests.races.guessers import Guesser
from webapp.config import Config
from webapp.database import writing
from webapp.models import User
from webapp.models.password import make_hash

CROWD, ALONE = 200, 300
# What a hash takes while it is made; each worker makes as many as there are processors at the most.
MOST = 2 * 32 * 2**20


def run() -> Iterator[str]:
    # As it is shipped; the proxy is believed, for each of the crowd comes from a network of their own.
    threads = os.environ.get("LODGE_THREADS") or str(Config.read({}).threads)
    with lodges(("sqlite", "postgresql"), threads=threads, trusted_proxies="127.0.0.1") as benches:
        for bench in benches:
            yield from measured(bench)


def measured(bench: Bench) -> Iterator[str]:
    reader = Client(bench.port, bench.people(1)[0][1])
    crowd = [Guesser(bench.live.url, email, {"X-Forwarded-For": f"10.{n >> 8}.{n & 255}.1"}) for n, email in members(bench)]
    for one in crowd:
        one.open()
    alone = [milliseconds(reader) for _ in range(ALONE)]
    base = resident(bench)
    during, statuses, highest, seconds = rush(bench, reader, crowd)
    how = f"{CROWD} log-ins at once, {bench.name}: all in after {seconds:.0f} s, {statuses[503]} asked to come back"
    slower = median(during) / median(alone)
    yield f"{how}; home took {shown(alone)} before, {shown(during)} meanwhile: {slower:.2f} times   (asked: ≤ 2)"
    grown = max(highest) - base
    yield f"    workers at most {grown / 2**20:.0f} MiB above {base / 2**20:.0f} MiB   (asked: ≤ {2 * MOST / 2**20:.0f})"


def members(bench: Bench) -> Iterator[tuple[int, str]]:
    hash_, addresses = make_hash(PASSWORD), [f"{uuid4().hex}@example.org" for _ in range(CROWD)]
    with bench.app.app_context(), writing() as session:
        session.add_all(User(name="Ada Example", email=address, password_hash=hash_) for address in addresses)
    return enumerate(iter(addresses))


def rush(bench: Bench, reader: Client, crowd: list[Guesser]) -> tuple[list[float], Counter[int], list[int], float]:
    """Milliseconds of each page that the reader opened meanwhile, the answers to the crowd, resident bytes, seconds."""
    statuses: Counter[int] = Counter()
    people = [threading.Thread(target=come_in, args=(one, statuses)) for one in crowd]
    begun = time.monotonic()
    for person in people:
        person.start()
    during, highest = [], []
    while any(person.is_alive() for person in people):
        during.append(milliseconds(reader))
        highest.append(resident(bench))
        time.sleep(0.02)
    return during, statuses, highest, time.monotonic() - begun


def come_in(one: Guesser, statuses: Counter[int]) -> None:
    """Press, and press again when told that it is busy, after as long as it says."""
    while (answer := one.press(PASSWORD)).status == 503:
        statuses[503] += 1
        time.sleep(float(answer.headers["retry-after"]))
    statuses[answer.status] += 1


def milliseconds(reader: Client) -> float:
    begun = time.perf_counter()
    reader.get("/")
    return (time.perf_counter() - begun) * 1000


def resident(bench: Bench) -> int:
    """Bytes that the workers hold for themselves alone."""
    return sum(private(pid) for pid in tree(bench.live.process.pid))


def private(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith(("Private_Dirty:", "Private_Clean:")))


def shown(times: list[float]) -> str:
    return f"{median(times):.1f} ms (p95 {quantiles(times, n=20)[-1]:.1f})"
