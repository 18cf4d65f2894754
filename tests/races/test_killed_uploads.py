"""`kill -9` of workers while people upload and send: each file that counts is whole, and nothing else is left.

KILLED_UPLOADS=400 runs the long one; the figure is printed with `pytest -s`.
"""

import hashlib
import os
import secrets
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.races.killing import WORKERS
from tests.races.test_kills import person
from tests.races.uploaders import Uploads
from tests.support import stage
from tests.support.databases import environ_for, migrated, worker
from tests.support.forms import make_form, page, question
from tests.support.live import serve
from tests.support.postgresql import new_database
from tests.support.stage import count, found, own_context
from webapp.clock import now
from webapp.jobs import purging
from webapp.models.draft import Draft
from webapp.models.file import File
from webapp.models.submission import Submission
from webapp.storage import storage

UPLOADS = int(os.environ.get("KILLED_UPLOADS", "24"))
PEOPLE = 3
KILLS = max(2, UPLOADS // 12)
LETTER = page(question("text", "Your name", "f_name"), question("file", "Letter", "f_letter"), uid="p_you")


def test_killed_workers_leave_no_file_behind_and_lose_none(engine: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    instance = tmp_path / "instance"
    address = f"sqlite:///{instance / 'lodge.db'}" if engine == "sqlite" else new_database(f"lodge_uploads_{worker()}")
    app = migrated(environ_for(instance, database_url=address))
    stage.put_on(app)
    form = make_form(LETTER)
    people = [person(app, form, {}, UPLOADS // PEOPLE) for _ in range(PEOPLE)]
    key = str(app.config["SECRET_KEY"])
    with serve(instance, database_url=address, secret_key=key, workers=str(WORKERS)) as live:
        rush = Uploads(live.url, int(form.current_version_id or 0), live.process.pid, secrets.randbits(32))
        rush.run(people, kills=KILLS)
    monkeypatch.setattr(purging, "HALF_MADE_FOR", timedelta(seconds=-60))
    with own_context():
        gone = purging.purge_files(lambda: False)
    print(f"\n{engine}: {UPLOADS} uploads, {rush.kills} kills, {rush.failures} tries without an answer, {gone} files swept up")
    assert rush.kills == KILLS
    check(rush)


def check(rush: Uploads) -> None:
    """Everybody's file is attached to what they sent, as it was when its upload was acknowledged, and no other is there."""
    sent = {row.idem_key: row for row in found(select(Submission))}
    files = {row.submission_id: row for row in found(select(File))}
    assert set(sent) == set(rush.acknowledged) == set(rush.sizes)
    assert count(Draft) == 0
    assert {draft_id: files[row.id].size for draft_id, row in sent.items()} == rush.sizes
    with own_context():
        hashes = {hashlib.sha256(b"".join(storage().chunks(row.id.hex))).hexdigest() for row in files.values()}
        assert hashes == {row.sha256 for row in files.values()}
        assert set(storage().older_than(now() + timedelta(days=1))) == {row.id.hex for row in files.values()}
