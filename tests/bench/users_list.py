"""The list of users at a million: server time and statements of each kind of page, on both databases.

The seeded instances stay in .cache/bench and are used again; `ARGS="users"` of `make bench` runs only this.
"""

from collections.abc import Iterator
from contextlib import redirect_stderr
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from flask import Flask
from sqlalchemy import select

from tests.bench.client import Client
from tests.bench.pages import bare_lap, compare, fetching
from tests.bench.seeded import seeded
from tests.bench.stage import Bench, bare_server
from tests.bench.visiting import NOWHERE, Sample, admin_cookie, around, summed, visitor
from tests.support.live import serve
from webapp import create_app
from webapp.extensions import db
from webapp.models.keyset import AFTER, Seal
from webapp.models.user import User
from webapp.models.user_query import SORTS

PEOPLE = 1_000_000
TIMES = 7
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
    visit = visitor(app, admin_cookie(app), "Users")
    every: list[Sample] = []
    for kind, addresses in kinds(app, visit):
        samples = [visit(address)[1:] for address in addresses for _ in range(TIMES)]
        every += samples
        yield kind, *summed(samples)
    yield "all of these", *summed(every)


def kinds(app: Flask, visit: Any) -> Iterator[tuple[str, list[str]]]:
    """(name, addresses): first, second, middle, last and last but one, by each sort."""
    for sort in SORTS:
        yield f"everybody by {sort}", [*around(visit, listed("", sort)), middle(app, sort)]
    for q in FILTERS:
        yield q, [address for sort in SORTS for address in around(visit, listed(q, sort))]
    for q in SEARCHES:
        yield f"search {q}", around(visit, listed(q, "newest"))
    for q in ("venkataraghavan lakshmi", "balasubramaniam aarav"):
        yield f"search {q} by name", around(visit, listed(q, "name"))


def listed(q: str, sort: str) -> str:
    return "/admin/users?" + urlencode({"q": q, "sort": sort})


def middle(app: Flask, sort: str) -> str:
    """The page in the middle of everybody."""
    with app.app_context(), db.engine.connect() as connection:
        table = User.metadata.tables["user"]
        names, _ = SORTS[sort]
        keys = connection.execute(select(*(table.c[name] for name in names)).where(table.c.id == PEOPLE // 2)).one()
    cursor = Seal(app.config["LODGE"].signing_keys, "users", "", sort).close((AFTER, list(keys)))
    return "/admin/users?" + urlencode({"sort": sort, "page": cursor})
