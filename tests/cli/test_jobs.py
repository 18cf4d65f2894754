"""The consumer as people run it: with `lodge serve`, killed in the middle, stopped, on its own, on three kinds of queue."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from tests.races.killing import children
from tests.support import stage
from tests.support.databases import environ_for, migrated, worker
from tests.support.live import LODGE, Live, serve
from tests.support.postgresql import new_database
from tests.support.smtp import Mailbox, listening
from tests.support.stage import found, only, saving
from webapp.config import ROOT
from webapp.models.outbox import OutboxMail

PATIENCE = 30


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with listening() as its:
        yield its


@pytest.fixture
def portal(engine: str, tmp_path: Path) -> Flask:
    """An app whose database a server in another process shares."""
    instance = tmp_path / "instance"
    address = f"sqlite:///{instance / 'lodge.db'}" if engine == "sqlite" else new_database(f"lodge_jobs_{worker()}")
    app = migrated(environ_for(instance, database_url=address))
    stage.put_on(app)
    return app


def settings_of(app: Flask, mailbox: Mailbox) -> dict[str, str]:
    config = app.config["LODGE"]
    return {"database_url": config.database_url, "secret_key": config.secret_key, "smtp_url": mailbox.url}


def serving(app: Flask, mailbox: Mailbox) -> object:
    return serve(app.config["LODGE"].instance, jobs="child", workers="1", **settings_of(app, mailbox))


def post(*subjects: str) -> None:
    with saving():
        for subject in subjects:
            OutboxMail.post("ada@example.org", subject, "Text.\n")


def until(is_so: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < deadline, f"it never came to this: {what}"
        time.sleep(0.05)


def consumer(live: Live) -> int | None:
    """The first child of the server: it begins before the workers do, or long after; its lock tells which it is."""
    held = place(live).stat().st_ino
    for pid in children(live.process.pid):
        for line in Path("/proc/locks").read_text().splitlines():
            if f" {pid} " in line and line.split()[5].endswith(f":{held}"):
                return pid
    return None


def place(live: Live) -> Path:
    return live.instance / "jobs-0.lock"


def all_sent() -> bool:
    return set(found(select(OutboxMail.state))) == {"sent"}


def test_the_server_sends_what_waits_and_starts_its_consumer_again(portal: Flask, mailbox: Mailbox) -> None:
    post("First")
    with serving(portal, mailbox) as live:
        mailbox.wait(1)
        first = consumer(live)
        assert first is not None
        os.kill(first, signal.SIGKILL)
        post("Second")
        assert mailbox.wait(2) == ["First", "Second"]
        assert consumer(live) not in {None, first}
        assert live.process.poll() is None


def test_a_consumer_killed_while_it_sends_loses_nothing_and_doubles_one_at_most(portal: Flask, mailbox: Mailbox) -> None:
    mailbox.pause = 0.2
    names = [f"Mail {number}" for number in range(12)]
    post(*names)
    with serving(portal, mailbox) as live:
        for kill in range(2):
            mailbox.wait(4 * kill + 2)
            os.kill(consumer(live) or 0, signal.SIGKILL)
            until(lambda: consumer(live) is not None, "the consumer comes back")
        until(all_sent, "everything is sent")
    assert set(mailbox.subjects) == set(names)
    assert len(mailbox.subjects) <= len(names) + 2
    copies = [mail["Message-ID"] for mail in mailbox.came]
    assert len(set(copies)) == len(names)


def test_a_stopped_server_leaves_no_consumer_and_no_mail_in_its_hands(portal: Flask, mailbox: Mailbox) -> None:
    mailbox.pause = 0.3
    post("First", "Second", "Third", "Fourth")
    with serving(portal, mailbox) as live:
        mailbox.wait(1)
        pid = consumer(live)
    assert not Path(f"/proc/{pid}").exists()
    assert len(mailbox.came) < 4
    assert set(found(select(OutboxMail.leased_until))) == {None}
    assert found(select(OutboxMail.state)).count("sent") == len(mailbox.came)


def test_a_consumer_ends_when_its_server_is_killed(portal: Flask, mailbox: Mailbox) -> None:
    with serving(portal, mailbox) as live:
        until(lambda: place(live).exists() and consumer(live) is not None, "there is a consumer")
        pid = consumer(live)
        workers = [one for one in children(live.process.pid) if one != pid]
        live.process.kill()
        for worker in workers:  # Granian's own do not look whether their parent lives
            os.kill(worker, signal.SIGKILL)
        until(lambda: not Path(f"/proc/{pid}").exists(), "the consumer has ended")


@pytest.mark.parametrize("queue", ["database", "redis"])
def test_workers_on_their_own_share_the_work(portal: Flask, mailbox: Mailbox, redis_url: str, queue: str) -> None:
    config = portal.config["LODGE"]
    given = settings_of(portal, mailbox) | ({"redis_url": redis_url} if queue == "redis" else {})
    environ = dict(os.environ) | environ_for(config.instance, **given)
    running = [subprocess.Popen([LODGE, "worker"], env=environ, cwd=ROOT, stderr=subprocess.DEVNULL) for _ in range(2)]
    try:
        post(*(f"Mail {number}" for number in range(20)))
        assert sorted(set(mailbox.wait(20))) == sorted(mailbox.subjects)
        running[0].kill()
        post("Last")
        assert mailbox.wait(21)[-1] == "Last"
        assert only(select(OutboxMail.attempts).where(OutboxMail.subject == "Last")) == 1
    finally:
        for one in running:
            one.terminate()
            one.wait(PATIENCE)
