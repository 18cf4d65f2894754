"""The two servers that are compared, and the people and forms that the pages need."""

import json
import os
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import sleep
from urllib.parse import urlsplit
from uuid import uuid4

from flask import Flask

from tests.bench.processes import cpu_seconds
from tests.support import postgresql
from tests.support.live import Live, serve
from tests.support.run_folder import free_port
from webapp import create_app
from webapp.config import ROOT
from webapp.database import writing
from webapp.models import Draft, Form, LoginSession, User
from webapp.models.definition import Definition
from webapp.models.person import Origin, Person

FIVE_QUESTIONS = {
    "schema": 1,
    "title": {"en": "Summer course"},
    "pages": [
        {
            "uid": "p_bench1",
            "title": {"en": "About you"},
            "items": [
                {"uid": "f_name1", "kind": "text", "label": {"en": "Child's name"}, "required": True, "indexed": True},
                {"uid": "f_mail1", "kind": "email", "label": {"en": "Email"}, "required": True},
                {"uid": "f_days1", "kind": "number", "label": {"en": "Days"}, "required": True},
                {"uid": "f_swim1", "kind": "yes_no", "label": {"en": "Can your child swim?"}, "required": True},
                {"uid": "f_more1", "kind": "long_text", "label": {"en": "Anything else?"}},
            ],
        }
    ],
}


@dataclass
class Bench:
    """A Lodge server with its application for making rows, and what its pages are measured with."""

    name: str
    live: Live
    app: Flask
    database: tuple[int, ...]

    @property
    def port(self) -> int:
        return urlsplit(self.live.url).port or 0

    def cpu(self) -> float:
        """CPU seconds of server and database so far."""
        return cpu_seconds(self.live.process.pid, *self.database)

    def people(self, n: int) -> list[tuple[int, str]]:
        """n members, each with the cookie of a log-in."""
        found = []
        with self.app.app_context():
            signer = self.app.session_interface.get_signing_serializer(self.app)
            with writing() as session:
                for _ in range(n):
                    user = User(name="Ada Example", email=f"{uuid4().hex}@example.org")
                    session.add(user)
                    session.flush()
                    token = LoginSession.start(user, Origin())[1]
                    cookie = signer.dumps({"_user_id": token, "_fresh": True, "csrf_token": uuid4().hex})
                    found.append((user.id, f"lodge={cookie}"))
        return found

    def forms(self, n: int) -> list[tuple[int, int]]:
        """n published forms: (form id, version id)."""
        found = []
        with self.app.app_context(), writing():
            for _ in range(n):
                by = Person.command_line()
                form = Form.create(by=by, definition=Definition.parse(json.dumps(FIVE_QUESTIONS)))
                found.append((form.id, form.publish(by=by).id))
        return found

    def drafts(self, form: tuple[int, int], people: list[tuple[int, str]]) -> list[str]:
        ids = []
        with self.app.app_context(), writing() as session:
            for user_id, _ in people:
                draft = Draft(id=uuid4(), form_id=form[0], version_id=form[1], user_id=user_id)
                session.add(draft)
                ids.append(str(draft.id))
        return ids


@contextmanager
def lodges(names: tuple[str, ...], **more: str) -> Iterator[list[Bench]]:
    """Lodge on each database, everything durable; two workers with one blocking thread each unless `more` says otherwise."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="lodge-bench-")))
        folder.chmod(0o755)
        made = []
        for name in names:
            settings, database = {"workers": "2", "threads": "1", "log_format": "json"} | more, ()
            if name == "postgresql":
                home = folder / "postgresql"
                home.mkdir(mode=0o755)
                url = postgresql.start(home, durable=True)
                stack.callback(postgresql.RUNNING[-1].terminate)
                database = (postgresql.RUNNING[-1].pid,)
                # Through its socket, as a portal beside its database is best set up.
                settings["database_url"] = f"postgresql://lodge@/postgres?host={home}&port={urlsplit(url).port}"
            live = stack.enter_context(serve(folder / name, **settings))
            made.append(Bench(name, live, create_app(live.environ), database))
        yield made


@contextmanager
def bare_server() -> Iterator[tuple[int, int]]:
    """The bare Flask application under the same server: (port, process id)."""
    port = free_port()
    command = [str(Path(sys.executable).with_name("granian")), "--interface", "wsgi", "--factory", "--workers", "2"]
    command += ["--blocking-threads", "1", "--no-access-log", "--port", str(port), "tests.bench.bare:create_app"]
    process = subprocess.Popen(command, cwd=ROOT, env=dict(os.environ), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while not answers(f"http://127.0.0.1:{port}/page/10"):
            sleep(0.05)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait()


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, ConnectionError):
        return False
