"""The page of backups: for owners, who see what is whole, and say twice that everything is to go back."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.support.browser import Browser
from tests.support.clock import Clock
from tests.support.jobs import work
from tests.support.make import make_user, sign_in
from tests.support.stage import found, own_context
from webapp.backups import asking
from webapp.backups.making import make_backup
from webapp.backups.shelf import shelf, shelved, stamped
from webapp.clock import now
from webapp.models.event import Event


@pytest.fixture
def owner(browser: Browser, app: Flask) -> Browser:
    with own_context():
        for one in shelf().iterdir():
            one.unlink()
    return sign_in(browser, make_user("owner"))


def backed_up() -> str:
    """The name of a backup, in which nobody is logged in yet."""
    with own_context():
        path = shelf() / stamped("daily")
        make_backup(path, has_uploads=False)
    return path.name


def test_an_empty_shelf_says_when_there_will_be_one(owner: Browser) -> None:
    assert owner.open("/admin/backups").has("Lodge makes one each night.")


def test_one_is_made_by_a_job_and_seen_to_be_whole(owner: Browser) -> None:
    owner.open("/admin/backups").press("Make a backup now")
    work()
    assert owner.open("/admin/backups").has("By hand")
    assert owner.has("Whole")
    assert found(select(Event.action)) == ["backup.asked"]


def test_a_damaged_one_is_said_to_be_damaged(owner: Browser) -> None:
    name = backed_up()
    with own_context():
        path = shelf() / name
        path.write_bytes(path.read_bytes()[:-100])
    owner.open("/admin/backups").press("Verify")
    work()
    assert owner.open("/admin/backups").has("Damaged")


def test_it_is_downloaded_whole_and_the_log_says_so(owner: Browser) -> None:
    name = backed_up()
    answer = owner.send("GET", f"/admin/backups/{name}/download")
    with own_context():
        assert answer.get_data() == (shelf() / name).read_bytes()
    answer.close()
    assert found(select(Event.action)) == ["backup.downloaded"]


def test_each_download_is_confirmed_anew(owner: Browser) -> None:
    path = f"/admin/backups/{backed_up()}/download"
    owner.send("GET", path).close()
    assert owner.send("GET", path).headers["Location"] == "/account/confirm"


def test_a_confirmation_of_three_minutes_ago_downloads_nothing(browser: Browser, clock: Clock) -> None:
    sign_in(browser, make_user("owner"), at=clock.now - timedelta(minutes=3))
    assert browser.send("GET", f"/admin/backups/{backed_up()}/download").headers["Location"] == "/account/confirm"


def test_it_is_deleted_after_a_question(owner: Browser) -> None:
    backed_up()
    owner.open("/admin/backups").follow("Delete")
    assert owner.has("It is the only backup on this machine.")
    assert owner.press("Delete this backup").has("The backup was deleted.")
    with own_context():
        assert shelved() == []


def test_a_restore_wants_the_day_typed(owner: Browser, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "SERVER_PID", 1 << 30)  # nobody has that number
    name = backed_up()
    owner.open(f"/admin/backups/{name}/restore").fill({"Type the day of the backup": "yesterday"}).press("Restore this backup")
    assert (owner.status, owner.has("That is not the day of this backup.")) == (422, True)
    assert not asking.is_asked(app.config["LODGE"])


def test_the_day_to_type_is_that_of_the_title_where_it_differs_from_utc(
    browser: Browser, app: Flask, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "SERVER_PID", 1 << 30)
    clock.now = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)
    owner = sign_in(browser, make_user("owner", timezone="Europe/Vienna"))
    owner.open(f"/admin/backups/{backed_up()}/restore")
    assert owner.heading == "Restore the backup of 22 November 2026, 00:30"
    assert owner.has("The portal goes back to how it was on 2026-11-22.")
    owner.fill({"Type the day of the backup": "2026-11-21"}).press("Restore this backup")
    assert owner.has("Type 2026-11-22.")


def test_where_nobody_can_stop_the_server_the_command_is_shown(owner: Browser) -> None:
    name = backed_up()
    assert owner.open(f"/admin/backups/{name}/restore").has(f"lodge restore {shelf_of(name)}")
    assert "Restore this backup" not in owner.html


def shelf_of(name: str) -> str:
    with own_context():
        return str(shelf() / name)


@pytest.mark.parametrize("name", ["../../lodge.db", "lodge.db", "lodge-20261201-000000-000000-daily.zip"])
def test_a_name_that_is_no_backup_leads_nowhere(owner: Browser, name: str) -> None:
    assert owner.open(f"/admin/backups/{name}/restore").status == 404


def test_who_has_not_confirmed_lately_is_asked_to(browser: Browser, app: Flask) -> None:
    sign_in(browser, make_user("owner"), at=now() - timedelta(hours=1))
    assert browser.open("/admin/backups").path == "/account/confirm"
