"""Files that are nobody's go, bytes and rows; everybody else's stay."""

import io
import os
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import delete, select

from tests.inbox.test_listing import copy_submissions
from tests.support.browser import Browser
from tests.support.clock import Clock
from tests.support.files import PDF
from tests.support.forms import make_form, page, question
from tests.support.make import make_user, sign_in
from tests.support.stage import count, found, only, own_context, saving
from tests.support.visits import attached_to
from webapp.clock import now
from webapp.jobs.purging import purge_files
from webapp.jobs.tasks import JOBS, doing
from webapp.models.draft import Draft
from webapp.models.file import File
from webapp.models.purging import purge_files_of
from webapp.models.submission import Submission
from webapp.models.tidying import tidy
from webapp.storage import storage
from webapp.storage.folder import HALF, Folder


@pytest.fixture
def uploaded(browser: Browser) -> Browser:
    """Somebody with a file in their draft."""
    make_form(page(question("file", "Letter", "f_letter"), uid="p_you"))
    sign_in(browser, make_user()).open("/forms/summer-course").press("Start now")
    return browser.fill({"Letter": ("a.pdf", PDF)}).press("Upload Letter")


def purge() -> int:
    with own_context():
        return purge_files(lambda: False)


def is_stored(file_id: UUID) -> bool:
    with own_context():
        try:
            return any(storage().chunks(file_id.hex))
        except FileNotFoundError:
            return False


def put(name: str, *, hours_ago: float) -> None:
    with own_context():
        storage().put(name, io.BytesIO(b"x"))
        store = storage()
        assert isinstance(store, Folder)
        moment = (now() - timedelta(hours=hours_ago)).timestamp()
        os.utime(store.place(name), (moment, moment))


def test_what_waits_and_what_was_sent_stays(uploaded: Browser) -> None:
    assert purge() == 0
    uploaded.press("Continue").press("Send")
    assert purge() == 0
    assert is_stored(only(select(File.id)))


def test_a_removed_file_goes(uploaded: Browser) -> None:
    file_id = only(select(File.id))
    uploaded.press("Remove a.pdf")
    assert purge() == 1
    assert (count(File), is_stored(file_id)) == (0, False)


def test_the_files_of_a_deleted_draft_go(uploaded: Browser) -> None:
    uploaded.follow("Delete this draft").press("Delete my answers")
    assert purge() == 1
    assert count(File) == 0


def test_the_files_of_an_expired_draft_go(uploaded: Browser, clock: Clock) -> None:
    clock.move(days=31)
    with own_context():
        dict(tidy())
    purge()
    assert count(File) == 0


def test_the_files_of_a_person_who_is_erased_go(uploaded: Browser) -> None:
    uploaded.press("Continue").press("Send")
    user_id = only(select(File.user_id))
    with saving():
        purge_files_of(user_id)
    assert purge() == 1


def test_the_files_of_a_deleted_submission_go(uploaded: Browser) -> None:
    uploaded.press("Continue").press("Send")
    copy_submissions(1)
    copied = found(select(Submission).order_by(Submission.id.desc()))[0]
    file_id = attached_to(copied)
    with saving() as session:
        session.execute(delete(Submission).where(Submission.id == copied.id))
    assert purge() == 1
    assert not is_stored(file_id)


def test_a_file_that_is_not_asked_for_any_more_is_not_sent_and_goes(browser: Browser) -> None:
    letter = question("file", "Letter", "f_letter", show={"f": "f_has", "op": "eq", "v": True})
    make_form(page(question("yes_no", "Is there a letter?", "f_has"), uid="p_has"), page(letter, uid="p_letter"))
    sign_in(browser, make_user()).open("/forms/summer-course").press("Start now")
    browser.fill({"Is there a letter?": "Yes"}).press("Continue").fill({"Letter": ("a.pdf", PDF)}).press("Continue")
    browser.follow("Change Is there a letter?").fill({"Is there a letter?": "No"}).press("Continue").press("Send")
    assert found(select(File.submission_id)) == [None]
    assert purge() == 1


def test_bytes_that_no_row_names_go_after_a_day(app: Flask) -> None:
    purge()
    young, old, half = uuid4().hex, uuid4().hex, uuid4().hex + HALF
    for name, hours in ((young, 23.0), (old, 25.0), (half, 25.0)):
        put(name, hours_ago=hours)
    assert purge() == 2
    assert (is_stored(UUID(young)), is_stored(UUID(old))) == (True, False)


def test_old_bytes_with_a_row_stay(uploaded: Browser) -> None:
    file_id = only(select(File.id))
    with own_context():
        storage().delete([file_id.hex])
    put(file_id.hex, hours_ago=25)
    purge()
    assert is_stored(file_id)


def test_the_job_does_it(uploaded: Browser, app: Flask) -> None:
    with saving() as session:
        session.execute(delete(Draft))
    doing(next(job for job in JOBS if job.name == "purge_files"), app, "one", lambda: False)()
    assert count(File) == 0
