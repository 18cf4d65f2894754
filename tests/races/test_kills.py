"""`kill -9` of workers while people send: what was acknowledged is there, once, with everything that hangs on it.

KILLED_SUBMITS=1000 runs the long one; the figure is printed with `pytest -s`.
"""

import os
import secrets
from pathlib import Path
from typing import Any
from uuid import UUID

from flask import Flask
from sqlalchemy import select

from tests.races.killing import WORKERS, Person, Rush
from tests.races.senders import make_draft
from tests.support import stage
from tests.support.browser import Browser
from tests.support.databases import environ_for, migrated, worker
from tests.support.forms import make_form, page, question
from tests.support.live import serve
from tests.support.make import make_user, sign_in
from tests.support.postgresql import new_database
from tests.support.stage import count, found, own_context
from webapp.models.draft import Draft
from webapp.models.event import Event
from webapp.models.event_chain import verify
from webapp.models.form import Form
from webapp.models.outbox import OutboxMail
from webapp.models.reference import show_reference
from webapp.models.submission import Submission, SubmissionRevision, SubmissionText

SUBMITS = int(os.environ.get("KILLED_SUBMITS", "120"))
PEOPLE = 4
# One kill for so many submits.
EVERY = 25


def test_killed_workers_lose_nothing_and_double_nothing(engine: str, tmp_path: Path) -> None:
    instance = tmp_path / "instance"
    address = f"sqlite:///{instance / 'lodge.db'}" if engine == "sqlite" else new_database(f"lodge_kills_{worker()}")
    app = migrated(environ_for(instance, database_url=address))
    stage.put_on(app)
    form = make_form(page(question("text", "Your name", "f_name", indexed=True)))
    people = [person(app, form, {"f_name": "Ada"}, SUBMITS // PEOPLE) for _ in range(PEOPLE)]
    key = str(app.config["SECRET_KEY"])
    with serve(instance, database_url=address, secret_key=key, workers=str(WORKERS)) as live:
        rush = Rush(live.url, int(form.current_version_id or 0), live.process.pid, secrets.randbits(32))
        rush.run(people, kills=SUBMITS // EVERY)
    print(f"\n{engine}: {SUBMITS} submits, {rush.kills} kills, {rush.failures} tries without an answer, seed {rush.seed}")
    assert rush.kills == SUBMITS // EVERY
    check(rush, {draft_id for one in people for draft_id in one.drafts})


def person(app: Flask, form: Form, answers: dict[str, Any], number: int) -> Person:
    """Somebody who is logged in, with as many drafts of these answers to send one after the other."""
    ada = make_user()
    drafts = tuple(make_draft(form, ada, answers, f"{slot}") for slot in range(number))
    browser = sign_in(Browser(app), ada).open(f"/drafts/{drafts[0]}/check")
    token = browser.csrf_token
    cookie = browser.client.get_cookie("lodge", domain="localhost")
    assert cookie is not None
    return Person(f"lodge={cookie.value}", token, drafts)


def check(rush: Rush, drafts: set[UUID]) -> None:
    assert set(rush.acknowledged) == drafts
    kept = {row.idem_key: show_reference(row.reference) for row in found(select(Submission))}
    assert kept == rush.acknowledged
    for model in (Submission, SubmissionRevision, SubmissionText, OutboxMail):
        assert count(model) == len(drafts), model
    assert len(found(select(Event.id).where(Event.action == "submission.sent"))) == len(drafts)
    assert count(Draft) == 0
    with own_context():
        assert verify()[1] is None
