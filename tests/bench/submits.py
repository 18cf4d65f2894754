"""Sending to a form that has a million submissions already, and a page of fifty questions: server time on both databases.

BENCH_SUBMISSIONS sets how many are stored before. The seeded instances stay in .cache/bench and are used again.
"""

import cProfile
import os
import pstats
import re
import time
from collections.abc import Iterator
from contextlib import redirect_stderr
from random import Random
from statistics import median, quantiles
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

from flask import Flask
from sqlalchemy import select

from tests.bench.client import TOKEN
from tests.bench.seeded import seeded
from tests.bench.visiting import NOWHERE, admin_cookie
from tests.support.fuzz.settings import SETTINGS
from webapp import create_app
from webapp.cli.seed_submissions import answers_of
from webapp.clock import now
from webapp.database import writing
from webapp.extensions import db
from webapp.kinds import KINDS
from webapp.models.definition import Definition
from webapp.models.draft import Draft
from webapp.models.form import Form
from webapp.models.login_session import LoginSession
from webapp.models.person import Origin, Person
from webapp.models.user import User

STORED = int(os.environ.get("BENCH_SUBMISSIONS", "1000000"))
SUBMITS, VIEWS, WARM = 400, 60, 10
# What the specification asks for, in milliseconds.
ASKED = {"submit": "p50 ≤ 10, p99 ≤ 100", "page of 50 questions": "p50 ≤ 8", "inbox, first page": "p95 ≤ 100"}
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
Samples = list[float]


def run() -> Iterator[str]:
    yield f"{'with ' + format(STORED, ',') + ' stored':<26} {'database':<11} {'p50 ms':>7} {'p99 ms':>7} {'CPU p50':>8}  asked"
    for name in ("sqlite", "postgresql"):
        with seeded(name, "--users", "20000", "--submissions", str(STORED)) as (environ, _database):
            with redirect_stderr(NOWHERE):
                lines = list(measured(create_app(environ), name))
            yield from lines


def measured(app: Flask, name: str) -> Iterator[str]:
    bench = Bench(app)
    for what, (walls, cpus) in bench.samples():
        p99 = quantiles(walls, n=100)[-1]
        yield f"{what:<26} {name:<11} {median(walls):>7.1f} {p99:>7.1f} {median(cpus):>8.1f}  {ASKED.get(what, '')}"
    yield from (f"    {line}" for line in bench.where_the_time_goes())


class Bench:
    """Members with drafts of the seeded form that are ready, and one with a draft of fifty questions."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.client = app.test_client(use_cookies=False)
        with app.app_context(), writing() as session:
            seeded_form = session.scalars(select(Form).order_by(Form.id).limit(1)).one()
            self.ready = [
                self.begun(seeded_form, answers_of("Ada Example", now(), Random(place))) for place in range(SUBMITS + WARM)
            ]
            form = Form.create(by=Person.command_line(), definition=Definition.parse(fifty()))
            form.publish(by=Person.command_line())
            self.fifty = self.begun(form, {})

    def begun(self, form: Form, answers: dict[str, Any]) -> tuple[UUID, str]:
        """(draft, cookie) of somebody new."""
        user, draft_id = User(name="Ada Example", email=f"{uuid4().hex}@example.org"), uuid4()
        db.session.add(user)
        db.session.flush()
        draft = Draft(id=draft_id, form_id=form.id, version_id=form.current_version_id, user_id=user.id)
        draft.answers, draft.raw = answers, answers
        db.session.add(draft)
        signer: Any = self.app.session_interface.get_signing_serializer(self.app)  # type: ignore[attr-defined]
        token = LoginSession.start(user, Origin())[1]
        return draft_id, f"lodge={signer.dumps({'_user_id': token, '_fresh': True, 'csrf_token': uuid4().hex})}"

    def samples(self) -> Iterator[tuple[str, tuple[Samples, Samples]]]:
        submits = [self.submit(*one) for one in self.ready]
        yield "submit", self.timed(submits)
        draft, cookie = self.fifty
        yield "page of 50 questions", self.timed([("GET", f"/drafts/{draft}/p_fifty", cookie, b"", 200)] * (VIEWS + WARM))
        admin = f"lodge={admin_cookie(self.app)}"
        yield "inbox, first page", self.timed([("GET", "/inbox?status=all", admin, b"", 200)] * (VIEWS + WARM))

    def submit(self, draft: UUID, cookie: str) -> tuple[str, str, str, bytes, int]:
        """The press of Send, with what the check page holds."""
        page = self.client.get(f"/drafts/{draft}/check", headers={"Cookie": cookie}).get_data(as_text=True)
        fields = dict(HIDDEN.findall(page.partition("<main")[2]))
        assert TOKEN.search(page)
        return "POST", f"/drafts/{draft}/submit", cookie, urlencode(fields).encode(), 303

    def timed(self, requests: list[tuple[str, str, str, bytes, int]]) -> tuple[Samples, Samples]:
        """Milliseconds by the wall clock and of this process's CPU, without the first few."""
        walls, cpus = [], []
        for one in requests:
            start, cpu = time.perf_counter(), time.process_time()
            self.ask(*one)
            walls.append((time.perf_counter() - start) * 1000)
            cpus.append((time.process_time() - cpu) * 1000)
        return walls[WARM:], cpus[WARM:]

    def ask(self, method: str, path: str, cookie: str, body: bytes, expected: int) -> None:
        headers = {"Cookie": cookie, "Origin": "http://localhost"}
        kind = "application/x-www-form-urlencoded" if body else None
        answer = self.client.open(path, method=method, data=body, content_type=kind, headers=headers)
        page = answer.get_data(as_text=True)
        if answer.status_code != expected:
            raise AssertionError(f"{method} {path} answers {answer.status_code}: {page[:500]}")

    def where_the_time_goes(self) -> list[str]:
        """The functions of ours, and of the drivers, in which the page of fifty questions spends most."""
        profile, (draft, cookie) = cProfile.Profile(), self.fifty
        profile.enable()
        for _ in range(VIEWS):
            self.ask("GET", f"/drafts/{draft}/p_fifty", cookie, b"", 200)
        profile.disable()
        every = sorted(pstats.Stats(profile).stats.items(), key=lambda one: -one[1][2])[:12]  # type: ignore[attr-defined]
        return [f"{own / VIEWS * 1000:.2f} ms  {place[0].rpartition('/')[2]}:{place[2]}" for place, (_, _, own, _, _) in every]


def fifty() -> dict[str, Any]:
    """One page with fifty questions: every kind that stands on its own, in turn."""
    dice, kinds = Random(1), [name for name in KINDS if name not in {"group", "computed", "hidden"}]
    asked = [(f"f_{place}", kinds[place % len(kinds)]) for place in range(50)]
    items = [
        {"uid": uid, "kind": kind, "label": {"en": f"Question {uid[2:]}"}, **(SETTINGS[kind](dice) if kind in SETTINGS else {})}
        for uid, kind in asked
    ]
    return {"schema": 1, "title": {"en": "Fifty"}, "pages": [{"uid": "p_fifty", "title": {"en": "Fifty"}, "items": items}]}
