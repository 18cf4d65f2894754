"""A copy of one's own data: asked for, waited for, downloaded for a day, by nobody else."""

import io
import zipfile
from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from tests.support.browser import Browser
from tests.support.clock import Clock
from tests.support.make import PASSWORD, make_user, sign_in
from tests.support.stage import count, found, only, own_context, saving
from webapp.jobs.exporting import folder, make_exports
from webapp.models.data_export import DataExport
from webapp.models.event import Event
from webapp.models.user import User

PAGE = "/account/data"


def make() -> None:
    with own_context():
        make_exports("one", lambda: False)


def asked(browser: Browser, user: User) -> Browser:
    return sign_in(browser, user).open(PAGE).press("Make a copy")


def test_it_is_asked_for_made_and_downloaded(browser: Browser) -> None:
    asked(browser, make_user(name="Ada Lovelace"))
    assert browser.has("Your copy is being made")
    make()
    assert browser.open(PAGE).has("Your copy is ready")
    answer = browser.send("GET", f"{PAGE}/download")
    assert (answer.status_code, answer.mimetype) == (200, "application/zip")
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=your-data-")
    assert answer.headers["Cache-Control"] == "no-store"
    content = answer.get_data()
    answer.close()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert "Ada Lovelace" in archive.read("profile.json").decode()


def test_nobody_else_downloads_it(browser: Browser, app: Flask) -> None:
    asked(Browser(app), make_user())
    make()
    assert sign_in(browser, make_user("owner")).open(f"{PAGE}/download").status == 404
    assert Browser(app).open(f"{PAGE}/download").heading == "Log in"


def test_there_is_nothing_to_download_before_it_is_ready(browser: Browser) -> None:
    asked(browser, make_user())
    assert browser.open(f"{PAGE}/download").status == 404


def test_after_a_day_it_is_gone(browser: Browser, clock: Clock) -> None:
    ada = make_user()
    asked(browser, ada)
    make()
    clock.move(hours=24)
    assert sign_in(browser, ada).open(f"{PAGE}/download").status == 404
    assert browser.open(PAGE).has("Make a copy")


def test_asking_is_confirmed_first(browser: Browser, clock: Clock) -> None:
    sign_in(browser, make_user(), at=clock.now - timedelta(minutes=11))
    browser.open(PAGE).press("Make a copy")
    assert browser.heading == "Confirm it's you"
    assert count(DataExport) == 0
    browser.fill({"Password": PASSWORD}).press("Confirm")
    browser.press("Continue")
    assert browser.has("Your copy is being made")


def test_asking_twice_is_one_copy_and_one_event(browser: Browser, app: Flask) -> None:
    ada = make_user()
    first, second = sign_in(Browser(app), ada).open(PAGE), sign_in(browser, ada).open(PAGE)
    first.press("Make a copy")
    second.press("Make a copy")
    assert count(DataExport) == 1
    assert found(select(Event.action)) == ["user.export_asked"]


def test_a_failure_is_told_and_can_be_tried_again(browser: Browser) -> None:
    asked(browser, make_user())
    with saving() as session:
        session.scalars(select(DataExport)).one().state = "failed"
    assert browser.open(PAGE).has("The copy could not be made")
    browser.press("Make a copy")
    assert only(select(DataExport.state)) == "waiting"


def test_a_file_that_is_gone_is_not_offered_as_an_error(browser: Browser, app: Flask) -> None:
    asked(browser, make_user())
    make()
    with app.app_context():
        for path in folder().glob("*.zip"):
            path.unlink()
    assert browser.open(f"{PAGE}/download").status == 404
