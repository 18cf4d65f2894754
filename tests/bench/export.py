"""A million people as one file: what the server needs for it above its usual memory, on both databases."""

import http.client
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

from tests.bench.client import Client
from tests.bench.processes import cpu_seconds, memory
from tests.bench.seeded import seeded
from tests.bench.users_list import PEOPLE
from tests.bench.visiting import admin_cookie
from tests.support.live import Live, serve
from webapp import create_app

CHUNK = 1 << 16
MEGABYTE = 1 << 20
# Memory is looked at after so many pieces, and by how much it may grow.
PIECES, MOST_MORE = 20, 100
SORTS = ("newest", "name", "email")


def run() -> Iterator[str]:
    heads = f"{'lines':>9} {'MB':>6} {'seconds':>8} {'CPU s':>7} {'MB more':>8}"
    yield f"{'sort':<8} {'database':<11} {heads}   (asked: < {MOST_MORE} MB more)"
    for name in ("sqlite", "postgresql"):
        with seeded(name, "--users", str(PEOPLE)) as (environ, _database):
            cookie = admin_cookie(create_app(environ))
            settings = {"workers": "1", "log_format": "json", "database_url": environ.get("LODGE_DATABASE_URL", "")}
            with serve(Path(environ["LODGE_INSTANCE"]), **{key: value for key, value in settings.items() if value}) as live:
                for sort in SORTS:
                    yield f"{sort:<8} {name:<11} {exported(live, cookie, sort)}"


def exported(live: Live, cookie: str, sort: str) -> str:
    """One file, read as it comes; the list is opened before, so that what it needs once is there already."""
    client = Client(int(live.url.rpartition(":")[2]), f"lodge={cookie}")
    for _ in range(3):
        client.get(f"/admin/users?sort={sort}")
    fields = {"csrf_token": client.token, "sort": sort}
    before, cpu, start = memory(live.process.pid), cpu_seconds(live.process.pid), time.perf_counter()
    answer = asked(client, fields)
    lines, size, most, pieces = 0, 0, before, 0
    while piece := answer.read(CHUNK):
        lines, size, pieces = lines + piece.count(b"\n"), size + len(piece), pieces + 1
        if pieces % PIECES == 0:
            most = max(most, memory(live.process.pid))
    most = max(most, memory(live.process.pid))
    spent, used = time.perf_counter() - start, cpu_seconds(live.process.pid) - cpu
    return f"{lines:>9} {size / MEGABYTE:>6.0f} {spent:>8.1f} {used:>7.1f} {(most - before) / MEGABYTE:>8.1f}"


def asked(client: Client, fields: dict[str, str]) -> http.client.HTTPResponse:
    headers = {"Host": f"localhost:{client.port}", "Cookie": client.cookie, "Content-Type": "application/x-www-form-urlencoded"}
    client.connection.request("POST", "/admin/users/export", urlencode(fields), headers)
    answer = client.connection.getresponse()
    if answer.status != 200:
        raise AssertionError(f"the export answers {answer.status}")
    return answer
