"""Faults planted for real, one at a time, in a portal that is as it should be: each is found, with what mends it."""

import json
import shutil
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import Result

from tests.support import stage
from tests.support.clock import Clock
from tests.support.databases import environ_for, migrated
from tests.support.make import make_user
from tests.support.settings import setting
from tests.support.stage import own_context, saving
from webapp import create_app
from webapp.backups.making import make_backup
from webapp.backups.shelf import shelf, stamped
from webapp.checkup import machine
from webapp.cli import main
from webapp.extensions import db
from webapp.models.event import Event
from webapp.models.long_job import LongJob
from webapp.models.outbox import OutboxMail
from webapp.models.person import Person

PUBLIC = {"base_url": "https://portal.example.org", "trusted_proxies": "127.0.0.1", "tour": "0"}


@dataclass
class Portal:
    """A portal in a folder of its own, and what turns its clock or its environment."""

    folder: Path
    clock: Clock
    patch: pytest.MonkeyPatch

    def doctor(self, **values: str) -> Result:
        app = create_app(environ_for(self.folder, **values))
        result = app.test_cli_runner().invoke(args=["doctor", "--json"])
        with app.app_context():
            db.engine.dispose()
        return result

    def sql(self, statement: str) -> None:
        with closing(sqlite3.connect(self.folder / "lodge.db")) as connection:
            connection.executescript(statement)

    def backed_up(self) -> None:
        with own_context():
            make_backup(shelf() / stamped("daily"))

    def post(self) -> None:
        with saving():
            OutboxMail.post("ada@example.org", "Hello", "Text.")


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An instance with an owner, as it should be."""
    folder = tmp_path_factory.mktemp("sound")
    stage.put_on(migrated(environ_for(folder)))
    make_user("owner")
    with saving():
        Event.record(by=Person.command_line(), action="group.created")
        Event.record(by=Person.command_line(), action="group.changed")
    with own_context():
        db.session.remove()
        db.engine.dispose()
    return folder


@pytest.fixture
def its(sound: Path, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Portal:
    folder = tmp_path / "instance"
    shutil.copytree(sound, folder)
    folder.chmod(0o700)
    stage.put_on(create_app(environ_for(folder)))
    monkeypatch.delenv("LODGE_TEST_RUN", raising=False)
    return Portal(folder, clock, monkeypatch)


def values(**given: str) -> Callable[[Portal], dict[str, str]]:
    return lambda its: given


def after(act: Callable[[Portal], object], **given: str) -> Callable[[Portal], dict[str, str]]:
    def plant(its: Portal) -> dict[str, str]:
        act(its)
        return given

    return plant


def old_backup(its: Portal) -> None:
    its.backed_up()
    its.clock.move(days=3)


def spoilt_drill(its: Portal) -> None:
    its.clock.move(days=3)
    its.backed_up()
    said = {"at": its.clock.now.isoformat(), "name": "one.zip", "trouble": "This backup was cut short."}
    (its.folder / "backups" / "drill.json").write_text(json.dumps(said))


def waiting_job(its: Portal) -> None:
    with saving():
        LongJob.ask("verify_events", by=Person.command_line())
    its.clock.move(minutes=20)


def waiting_mail(its: Portal) -> None:
    its.post()
    its.clock.move(minutes=20)


def future(its: Portal) -> None:
    its.clock.move(days=-2)


def rewritten(its: Portal) -> None:
    its.sql("DROP TRIGGER event_no_update; UPDATE event SET action = 'group.deleted' WHERE id = 1")


def old_sqlite(its: Portal) -> None:
    its.patch.setattr(machine, "has_safe_wal", lambda: False)


def full(its: Portal) -> None:
    its.patch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=5 << 20))


def open_domain(its: Portal) -> None:
    setting(signup_mode="domain", signup_domains="example.org")


def read_by_all(name: str) -> Callable[[Portal], object]:
    def act(its: Portal) -> None:
        (its.folder / "secret_key").write_text("k" * 40)
        its.folder.chmod(0o755 if name == "lodge.db" else 0o700)
        (its.folder / name).chmod(0o644)

    return act


# name → (what plants it and gives the settings, what is found, what mends it)
FAULTS: dict[str, tuple[Callable[[Portal], dict[str, str]], str, str]] = {
    "key readable": (after(read_by_all("secret_key")), "may read", "chmod go="),
    "database readable": (after(read_by_all("lodge.db")), "lodge.db", "chmod go="),
    "disk full": (after(full), "Only 5 MiB are free", "Make room"),
    "schema behind": (after(lambda its: its.sql("UPDATE alembic_version SET version_num = '0018'")), "0018", "lodge db upgrade"),
    "schema ahead": (
        after(lambda its: its.sql("UPDATE alembic_version SET version_num = '9999'")),
        "newer than",
        "Install the newer",
    ),
    "database away": (values(database_url="postgresql://nobody@127.0.0.1:1/nothing"), "cannot be reached", "LODGE_DATABASE_URL"),
    "no owner": (after(lambda its: its.sql("UPDATE user SET role = 'member'; DELETE FROM first_run")), "no owner", "setup-url"),
    "SQLite without the fix": (after(old_sqlite), "no safe write-ahead log", "make environment"),
    "queue stuck": (after(waiting_job), "A job waits since", "lodge serve"),
    "mail stuck": (after(waiting_mail, smtp_url="smtp://127.0.0.1:1"), "has not left", "/admin/outbox"),
    "mail server refuses": (values(smtp_url="smtp://127.0.0.1:1"), "does not take mail", "LODGE_SMTP_URL"),
    "no mail server": (values(**PUBLIC), "No mail server is set", "LODGE_SMTP_URL"),
    "no proxy trusted": (values(**PUBLIC | {"trusted_proxies": ""}), "No proxy is trusted", "LODGE_TRUSTED_PROXIES"),
    "not encrypted": (values(**PUBLIC | {"base_url": "http://portal.example.org"}), "is not encrypted", "https"),
    "tour in public": (values(**PUBLIC | {"tour": "1"}), "The tour", "LODGE_TOUR"),
    "uploads not writable": (after(lambda its: (its.folder / "uploads").write_text("")), "Uploads cannot be kept", "chown"),
    "clock behind": (after(future), "this machine's clock says", "timedatectl"),
    "log altered": (after(rewritten), "Line 1 of the log was altered", "lodge events verify"),
    "backup too old": (after(old_backup), "The newest backup is of", "lodge backup create"),
    "no backup at all": (after(lambda its: its.clock.move(days=3)), "There is no backup", "lodge backup create"),
    "drill failed": (after(spoilt_drill), "did not come back", "lodge backup drill"),
    "Redis away": (values(redis_url="redis://127.0.0.1:1/0"), "Redis does not answer", "LODGE_REDIS_URL"),
    "unknown variable": (after(lambda its: its.patch.setenv("LODGE_BASE_ULR", "x")), "LODGE_BASE_ULR", "LODGE_BASE_URL"),
    "scanner away": (values(scanner="127.0.0.1:1"), "The scanner at 127.0.0.1:1", "clamd"),
    "provider away": (
        values(
            oidc_providers='[{"slug": "a", "label": "A", "issuer": "http://127.0.0.1:1", "client_id": "l", "client_secret": "s"}]'
        ),
        "cannot be asked",
        "issuer",
    ),
    "open to a whole domain": (after(open_domain), "no mail proves it", "LODGE_SMTP_URL"),
}


def test_a_sound_portal_has_no_finding(its: Portal) -> None:
    result = its.doctor()
    assert (result.exit_code, json.loads(result.output)) == (0, [])


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found_with_what_mends_it(its: Portal, fault: str) -> None:
    plant, finding, fix = FAULTS[fault]
    result = its.doctor(**plant(its))
    found = json.loads(result.output)
    assert result.exit_code == 1
    assert [one for one in found if finding in one["finding"] and fix in one["fix"]], found


@pytest.mark.parametrize("key", ["changeme", "short"])
def test_a_known_or_short_key_is_found_before_anything_starts(its: Portal, monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    monkeypatch.setenv("LODGE_SECRET_KEY", key)
    monkeypatch.setattr(sys, "argv", ["lodge", "doctor"])
    with pytest.raises(SystemExit, match="LODGE_SECRET_KEY is known or shorter than 32 characters"):
        main()
