"""The list of users at a million: server time and statements of each kind of page, on both databases.

The seeded instances stay in .cache/bench and are used again; `ARGS="users"` of `make bench` runs only this.
"""

import os
import time
from collections.abc import Iterator
from contextlib import redirect_stderr
from html import unescape
from pathlib import Path
from statistics import median, quantiles
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from flask import Flask
from sqlalchemy import event, select

import webapp.prepared as prepared
from tests.bench.client import Client
from tests.bench.pages import bare_lap, compare, fetching
from tests.bench.seeded import seeded
from tests.bench.stage import Bench, bare_server
from tests.support.live import serve
from webapp import create_app
from webapp.database import writing
from webapp.extensions import db
from webapp.models.keyset import AFTER, Seal
from webapp.models.login_session import LoginSession
from webapp.models.person import Origin
from webapp.models.user import User
from webapp.models.user_query import SORTS

PEOPLE = 1_000_000
TIMES = 7
# Kept open: the logger of the first application in a process is that of the second too.
NOWHERE = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
FILTERS = (
    "role:staff", "role:member", "status:suspended", "status:active", "status:pending", "status:deleted",
    "role:staff status:suspended", 'group:"Board"', 'group:"Field team"', 'group:"Newsletter readers"', "is:unverified",
    "created:<7d", "created:<1y", "created:<2021-06-01", "seen:<2d", "seen:<90d", "seen:never", "id:500000",
    "role:staff seen:<30d", "status:suspended created:<1y",
)  # fmt: skip
SEARCHES = (
    "maria", "jose garcia", "müller", "zoe", "王芳", "jo", "xq", "venkataraghavan lakshmi", "mary.smith123", "example.org",
    "nobody-has-this-name", "maria role:staff", "balasubramaniam aarav",
)  # fmt: skip
# Wall clock and own CPU in milliseconds, statements; on a busy machine the two differ by what others do.
Sample = tuple[float, float, int]
Line = tuple[str, float, float, float, int]


def run() -> Iterator[str]:
    yield f"{'page':<46} {'database':<11} {'p50 ms':>7} {'p95 ms':>7} {'CPU p50':>8} {'statements':>11}"
    for name in ("sqlite", "postgresql"):
        with seeded(name, "--users", str(PEOPLE)) as (environ, database):
            for kind, p50, p95, cpu, statements in measured(environ):
                yield f"{kind:<46} {name:<11} {p50:>7.1f} {p95:>7.1f} {cpu:>8.1f} {statements:>11}"
            yield against_bare(name, environ, database)


def against_bare(name: str, environ: dict[str, str], database: tuple[int, ...]) -> str:
    """CPU of the list under the shipped server, against a bare Flask page of the same size."""
    app = create_app(environ)
    settings = {"workers": "2", "threads": "1", "log_format": "json", "database_url": environ.get("LODGE_DATABASE_URL", "")}
    with bare_server() as (bare_port, bare_pid), serve(Path(environ["LODGE_INSTANCE"]), **settings) as live:
        bench = Bench(name, live, app, database)
        client = Client(bench.port, f"lodge={admin_cookie(app)}")
        size = len(client.get("/admin/users"))
        return compare("users list, 50 rows", bench, fetching(client, "/admin/users"), bare_lap(bare_port, size), bare_pid)


def measured(environ: dict[str, str]) -> Iterator[Line]:
    """(kind of page, median, 95th percentile, median CPU, most statements) for each kind and, last, for all of them together."""
    # The log is written, as always, but not between the lines of the table.
    with redirect_stderr(NOWHERE):
        app = create_app(environ)
        yield from measured_with(app)


def measured_with(app: Flask) -> Iterator[Line]:
    visit = visitor(app)
    every: list[Sample] = []
    for kind, addresses in kinds(app, visit):
        samples = [visit(address)[1:] for address in addresses for _ in range(TIMES)]
        every += samples
        yield kind, *summed(samples)
    yield "all of these", *summed(every)


def summed(samples: list[Sample]) -> tuple[float, float, float, int]:
    spent = [one[0] for one in samples]
    return median(spent), quantiles(spent, n=20)[-1], median(one[1] for one in samples), max(one[2] for one in samples)


def count_prepared(asked: list[str]) -> None:
    """Prepared selects run past SQLAlchemy, and so past its events."""
    run_on_driver = prepared.run_on

    def counted(connection: Any, sql: str, run: prepared.Run) -> Any:
        asked.append(sql)
        return run_on_driver(connection, sql, run)

    prepared.run_on = counted


def visitor(app: Flask) -> Any:
    """A function that opens an address as an admin and returns (page, milliseconds, statements)."""
    asked: list[str] = []
    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    count_prepared(asked)
    cookie = admin_cookie(app)
    client = app.test_client(use_cookies=False)

    def visit(address: str) -> tuple[str, float, float, int]:
        asked.clear()
        start, cpu = time.perf_counter(), time.process_time()
        answer = client.get(address, headers={"Cookie": f"lodge={cookie}"})
        page = answer.get_data(as_text=True)
        spent = (time.perf_counter() - start) * 1000
        if answer.status_code != 200 or "<h1>Users</h1>" not in page:
            raise AssertionError(f"{address} answers {answer.status_code}")
        return page, spent, (time.process_time() - cpu) * 1000, len(asked)

    return visit


def admin_cookie(app: Flask) -> str:
    with app.app_context():
        with writing() as session:
            admin = User(name="Bench Admin", email=f"{uuid4().hex}@example.org", role="admin")
            session.add(admin)
            session.flush()
            token = LoginSession.start(admin, Origin())[1]
        signer: Any = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
        return str(signer.dumps({"_user_id": token, "_fresh": True, "csrf_token": uuid4().hex}))


def kinds(app: Flask, visit: Any) -> Iterator[tuple[str, list[str]]]:
    """(name, addresses): first, second, middle, last and last but one, by each sort."""
    for sort in SORTS:
        yield f"everybody by {sort}", [*around(visit, "", sort), middle(app, sort)]
    for q in FILTERS:
        yield q, [address for sort in SORTS for address in around(visit, q, sort)]
    for q in SEARCHES:
        yield f"search {q}", around(visit, q, "newest")
    for q in ("venkataraghavan lakshmi", "balasubramaniam aarav"):
        yield f"search {q} by name", around(visit, q, "name")


def around(visit: Any, q: str, sort: str) -> list[str]:
    first = "/admin/users?" + urlencode({"q": q, "sort": sort})
    links = linked(visit(first)[0])
    addresses = [first, links.get("Next"), links.get("Last")]
    if links.get("Last"):
        addresses.append(linked(visit(links["Last"])[0]).get("Previous"))
    return [address for address in addresses if address]


def linked(page: str) -> dict[str, str]:
    """The addresses of the neighbouring pages by their words."""
    piece = page.partition('<nav class="pages"')[2].partition("</nav>")[0]
    found = {}
    for link in piece.split('<a href="')[1:]:
        words = next(word for word in ("First", "Previous", "Next", "Last") if word in link)
        found[words] = unescape(link.partition('"')[0])
    return found


def middle(app: Flask, sort: str) -> str:
    """The page in the middle of everybody."""
    with app.app_context(), db.engine.connect() as connection:
        table = User.metadata.tables["user"]
        names, _ = SORTS[sort]
        keys = connection.execute(select(*(table.c[name] for name in names)).where(table.c.id == PEOPLE // 2)).one()
    cursor = Seal(app.config["LODGE"].signing_keys, "users", "", sort).close((AFTER, list(keys)))
    return "/admin/users?" + urlencode({"sort": sort, "page": cursor})
