"""A restore asked for in the browser: the server stops, restores, and answers again, as it was then."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select

from tests.support.databases import environ_for, migrated
from tests.support.live import Live
from tests.support.make import PASSWORD, make_user
from tests.support.stage import only, own_context, put_on
from webapp.backups.asking import ASKED, is_asked, last_outcome, write
from webapp.backups.making import make_backup
from webapp.backups.shelf import shelf, stamped
from webapp.cli import restoring
from webapp.cli.restoring import put_back, restore_as_asked
from webapp.extensions import db
from webapp.models.event import Event, EventDetail


def log_in(page: Page) -> None:
    page.goto("/login")
    page.get_by_label("Email").fill("ada@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url("**/")


def test_an_owner_restores_a_backup_in_the_browser(live: Live, chromium_page: Page, tmp_path: Path) -> None:
    create = ("users", "create", "{}@example.org", "--name", "{}", "--role", "owner", "--password-stdin")
    live.lodge(*(word.format("ada") for word in create), typed=PASSWORD)
    live.lodge("backup", "create")
    live.lodge(*(word.format("later") for word in create), typed=PASSWORD)
    log_in(chromium_page)
    chromium_page.goto("/admin/backups")
    chromium_page.get_by_role("link", name="Restore").click()
    day = chromium_page.locator("main strong").first.inner_text()
    chromium_page.get_by_label("Type the day of the backup").fill(day)
    chromium_page.get_by_role("button", name="Restore this backup").click()
    expect(chromium_page.get_by_role("heading", level=1)).to_have_text("The backup is being restored")
    deadline = time.monotonic() + 30
    while "later@example.org" in live.lodge("users", "list"):
        assert time.monotonic() < deadline
    assert "ada@example.org" in live.lodge("users", "list")


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> tuple[Flask, str]:
    """On SQLite, and the name of its one backup."""
    app = migrated(environ_for(tmp_path_factory.mktemp("restoring")))
    put_on(app)
    make_user("owner")
    with own_context():
        path = shelf() / stamped("by-hand")
        make_backup(path)
    return app, path.name


def asked_for(app: Flask, name: str) -> tuple[str, bool]:
    """(the first word of what it says about the trouble, whether it broke off)"""
    config = app.config["LODGE"]
    write(config.instance / ASKED, {"name": name, "by": "Ada"})
    with app.app_context():
        restore_as_asked(config)
    assert not is_asked(config)
    return noted(app)


def noted(app: Flask) -> tuple[str, bool]:
    with app.app_context():
        outcome = last_outcome() or {}
        return outcome["trouble"].partition(";")[0], outcome["broke_off"]


def raising(error: BaseException) -> Callable[..., None]:
    def fail(*given: object, **named: object) -> None:
        raise error

    return fail


def written() -> dict[str, str]:
    return only(select(EventDetail.content).join(Event).where(Event.action == "backup.restored"))


def test_a_restore_writes_the_same_line_whoever_asks(portal: tuple[Flask, str]) -> None:
    app, name = portal
    put_on(app)
    with own_context():
        put_back(app.config["LODGE"], shelf() / name, lambda line: None)
        db.session.remove()
    by_command = written()
    assert asked_for(app, name) == ("", False)
    assert written() == by_command | {"asked_by": "Ada"}


def test_a_refusal_is_noted_and_people_are_served_again(portal: tuple[Flask, str]) -> None:
    trouble, broke_off = asked_for(portal[0], "lodge-none.zip")
    assert (trouble[:16], broke_off) == ("There is no file", False)


def test_a_disk_that_fails_is_noted_and_people_are_served_again(
    portal: tuple[Flask, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(restoring, "restore_backup", raising(OSError(28, "No space left on device")))
    assert asked_for(*portal) == ("OSError", True)


def test_a_schema_that_is_not_ours_is_noted_and_ends_the_server(
    portal: tuple[Flask, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(restoring, "restore_backup", raising(SystemExit(1)))
    with pytest.raises(SystemExit):
        asked_for(*portal)
    assert noted(portal[0]) == ("SystemExit", True)
