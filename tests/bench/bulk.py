"""Suspending very many people and taking it back: what other pages take meanwhile, against before, on both databases.

BENCH_BULK sets how many people. Wall clock, read by a client beside the server; on a busy machine the ratio is what counts.
"""

import os
import time
from collections.abc import Callable, Iterator
from statistics import quantiles
from typing import Any
from uuid import uuid4

from sqlalchemy import select

from tests.bench.client import Client
from tests.bench.pages import ANSWERS, fields_of
from tests.bench.stage import Bench, lodges
from tests.bench.visiting import admin_cookie
from webapp.database import read, stop_reading, writing
from webapp.models import User
from webapp.models.bulk_jobs import begin_act, take_back
from webapp.models.long_job import LongJob
from webapp.models.permissions import Role
from webapp.models.person import Person

PEOPLE = int(os.environ.get("BENCH_BULK", "100000"))
BEFORE = 80
# So much higher may the 95th percentile be meanwhile.
ASKED = 2.0
HEAD = ("p95 before", "p95 now", "ratio")
SEEDED = select(User.id).where(User.role == "member", User.status == "active", User.name != "Ada Example").limit(PEOPLE)
Page = Callable[[], float]
Times = dict[str, list[float]]


def run() -> Iterator[str]:
    people = f"{PEOPLE:,} people"
    yield f"{people:<16} {'page':<18} {'database':<11} {HEAD[0]:>11} {HEAD[1]:>9} {HEAD[2]:>6}   asked: ≤ {ASKED}"
    for name in ("sqlite", "postgresql"):
        with lodges((name,), jobs="child", threads="4") as (bench,):
            yield from measured(bench)


def measured(bench: Bench) -> Iterator[str]:
    bench.live.lodge("seed", "--users", str(PEOPLE), "--events", "5000")
    with bench.app.app_context():
        pages = pages_of(bench)
        before = {name: [page() for _ in range(BEFORE)] for name, page in pages.items()}
        boss = read(select(User.id).where(User.name == "Bench Admin")).scalar_one()
        by = Person(id=boss, name="Bench Admin", role=Role.ADMIN)
        ids = list(read(SEEDED).scalars())
        values = {"reason": "For a test", "until": None, "is_visible": True}
        with writing():
            job = begin_act("suspend", values, ids, str(uuid4()), by=by).id
        yield from compared(bench, "suspending", before, *meanwhile(job, pages))
        with writing():
            job = take_back(job, by=by)
        yield from compared(bench, "taking back", before, *meanwhile(job, pages))


def meanwhile(job: int, pages: dict[str, Page]) -> tuple[Times, str]:
    """What each page took until the job had ended, and what came of it."""
    times: Times = {name: [] for name in pages}
    begun, asked = time.monotonic(), select(LongJob.status, LongJob.result).where(LongJob.id == job)
    while (row := read(asked).one()).status in {"waiting", "running"}:
        stop_reading()
        for name, page in pages.items():
            times[name].append(page())
    return times, f"{row.status} after {time.monotonic() - begun:.0f} s: {row.result}"


def compared(bench: Bench, what: str, before: Times, now: Times, end: str) -> Iterator[str]:
    for name, times in now.items():
        was, is_ = p95(before[name]), p95(times)
        missed = "" if is_ <= ASKED * was else "  MISSED"
        yield f"{what:<16} {name:<18} {bench.name:<11} {was:>11.1f} {is_:>9.1f} {is_ / was:>6.2f}{missed}"
    yield f"    {end}"


def p95(times: list[float]) -> float:
    return quantiles(times, n=20)[-1]


def pages_of(bench: Bench) -> dict[str, Page]:
    """Those that others look at meanwhile, and one that writes: a page of a form that is saved again and again."""
    member, admin = Client(bench.port, bench.people(1)[0][1]), Client(bench.port, f"lodge={admin_cookie(bench.app)}")
    filler = bench.people(1)
    draft = f"/drafts/{bench.drafts(bench.forms(1)[0], filler)[0]}/p_bench1"
    writer = Client(bench.port, filler[0][1])
    return {
        "home": lambda: timed(lambda: member.get("/")),
        "users": lambda: timed(lambda: admin.get("/admin/users")),
        "events": lambda: timed(lambda: admin.get("/admin/events")),
        "a page is saved": lambda: saved(writer, draft),
    }


def saved(writer: Client, path: str) -> float:
    writer.get(path)
    fields = fields_of(writer.text) | ANSWERS | {"_do": "continue"}
    return timed(lambda: writer.post(path, fields))


def timed(act: Callable[[], Any]) -> float:
    """Milliseconds."""
    begun = time.perf_counter()
    act()
    return (time.perf_counter() - begun) * 1000
