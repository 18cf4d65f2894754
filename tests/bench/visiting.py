"""Visiting pages within this process: their server time, their statements, and the pages that they lead to."""

import os
import time
from collections.abc import Callable
from html import unescape
from statistics import median, quantiles
from typing import Any
from uuid import uuid4

from flask import Flask
from sqlalchemy import event

import webapp.prepared as prepared
from webapp.database import writing
from webapp.extensions import db
from webapp.models.login_session import LoginSession
from webapp.models.person import Origin
from webapp.models.user import User

# Kept open: the logger of the first application in a process is that of the second too.
NOWHERE = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
# Wall clock and own CPU in milliseconds, statements; on a busy machine the two differ by what others do.
Sample = tuple[float, float, int]
# An address -> (page, wall clock, own CPU, statements).
Visit = Callable[[str], tuple[str, float, float, int]]


def summed(samples: list[Sample]) -> tuple[float, float, float, int]:
    spent = [one[0] for one in samples]
    return median(spent), quantiles(spent, n=20)[-1], median(one[1] for one in samples), max(one[2] for one in samples)


def counting(app: Flask) -> list[str]:
    """The statements that are asked from now on, in a list that is emptied by whoever counts."""
    asked: list[str] = []
    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    count_prepared(asked)
    return asked


def count_prepared(asked: list[str]) -> None:
    """Prepared selects run past SQLAlchemy, and so past its events."""
    run_on_driver = prepared.run_on

    def counted(connection: Any, sql: str, run: prepared.Run) -> Any:
        asked.append(sql)
        return run_on_driver(connection, sql, run)

    prepared.run_on = counted


def visitor(app: Flask, cookie: str, heading: str, asked: list[str] | None = None) -> Visit:
    """A function that opens an address as the person of the cookie, and knows the page by its heading."""
    statements = counting(app) if asked is None else asked
    client = app.test_client(use_cookies=False)

    def visit(address: str) -> tuple[str, float, float, int]:
        statements.clear()
        start, cpu = time.perf_counter(), time.process_time()
        answer = client.get(address, headers={"Cookie": f"lodge={cookie}"})
        page = answer.get_data(as_text=True)
        spent = (time.perf_counter() - start) * 1000
        if answer.status_code != 200 or f"<h1>{heading}" not in page or "That page is no longer there" in page:
            raise AssertionError(f"{address} answers {answer.status_code}")
        return page, spent, (time.process_time() - cpu) * 1000, len(statements)

    return visit


def admin_cookie(app: Flask) -> str:
    with app.app_context(), writing() as session:
        admin = User(name="Bench Admin", email=f"{uuid4().hex}@example.org", role="admin")
        session.add(admin)
        session.flush()
        number = admin.id
    return cookie_of(app, number)


def cookie_of(app: Flask, user_id: int) -> str:
    """The cookie of a new log-in of somebody."""
    with app.app_context():
        with writing() as session:
            token = LoginSession.start(session.get_one(User, user_id), Origin())[1]
        signer: Any = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
        return str(signer.dumps({"_user_id": token, "_fresh": True, "csrf_token": uuid4().hex}))


def around(visit: Visit, first: str) -> list[str]:
    """The first, second, last and last but one page of a list."""
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
