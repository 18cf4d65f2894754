"""Reviewers see the files of what they review, one by one or all of a form's at once."""

import io
import zipfile
from datetime import timedelta
from importlib import import_module

import pytest
from flask import Flask
from sqlalchemy import select

from tests.inbox.stage import staff
from tests.support.browser import Browser
from tests.support.files import PDF
from tests.support.forms import make_form, page, question
from tests.support.make import make_group, make_user, sign_in
from tests.support.stage import found, only, own_context
from tests.support.visits import attached_to
from webapp.clock import now
from webapp.models import attachment
from webapp.models.event import Event
from webapp.models.file import File
from webapp.models.form import Form
from webapp.models.submission import Submission
from webapp.storage import storage

LETTER = page(question("file", "Letter", "f_letter", max=3), uid="p_you")
TWO = [("a.pdf", PDF), ("A.pdf", PDF + b"2")]


def send(app: Flask) -> str:
    browser = sign_in(Browser(app), make_user()).open("/forms/summer-course").press("Start now")
    browser.fill({"Letter": TWO}).press("Continue").press("Send")
    return str(found(select(Submission).order_by(Submission.id.desc()))[0])


def all_files(browser: Browser) -> dict[str, bytes]:
    browser.open(f"/inbox?form={only(select(Form.id))}").press("Download all files")
    with zipfile.ZipFile(io.BytesIO(browser.response.get_data())) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_reviewer_downloads_a_file(app: Flask) -> None:
    make_form(LETTER)
    reviewer = staff(app).open(f"/inbox/{send(app)}").follow("a.pdf (1 KB)")
    assert reviewer.response.get_data() == PDF


def test_who_does_not_review_the_form_finds_none(app: Flask) -> None:
    make_group("Desk")
    make_form(LETTER, reviewers=["Desk"])
    path = f"/inbox/{send(app)}/files/{found(select(File.id))[0]}"
    assert staff(app).open(path).status == 404


def test_all_files_of_a_form_come_in_folders_by_reference(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attachment, "OF_FORM", attachment.OF_FORM.limit(3))
    make_form(LETTER)
    first, second = send(app), send(app)
    files = all_files(staff(app))
    assert set(files) == {f"{one}/{name}" for one in (first, second) for name in names_in(files, one)}
    assert sorted(len(content) for content in files.values()) == [len(PDF), len(PDF), len(PDF) + 1, len(PDF) + 1]


def names_in(files: dict[str, bytes], reference: str) -> set[str]:
    """Two names that some systems take for one are told apart."""
    names = {path.partition("/")[2] for path in files if path.startswith(reference)}
    assert len({name.casefold() for name in names}) == 2
    return names


def test_a_file_that_is_lost_does_not_spoil_the_others(app: Flask) -> None:
    make_form(LETTER)
    send(app)
    lost = found(select(File.id))[0]
    with own_context():
        storage().delete([lost.hex])
    assert len(all_files(staff(app))) == 1


def test_who_took_how_many_is_in_the_log(app: Flask) -> None:
    make_form(LETTER)
    send(app)
    all_files(staff(app))
    assert only(select(Event.action).where(Event.action == "submissions.exported"))


def test_many_files_want_to_know_who_it_is(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_module("webapp.inbox.exports"), "ROWS_WITHOUT_STEP_UP", 1)
    make_form(LETTER)
    send(app)
    browser = sign_in(Browser(app), make_user("staff"), at=now() - timedelta(hours=1))
    browser.open(f"/inbox?form={only(select(Form.id))}").press("Download all files")
    assert browser.path == "/account/confirm"


def test_a_form_without_files_offers_none(app: Flask) -> None:
    form = make_form()
    assert not staff(app).open(f"/inbox?form={form.id}").has("Download all files")


def test_a_file_of_another_submission_is_not_found_through_this_one(app: Flask) -> None:
    make_form(LETTER)
    first = send(app)
    send(app)
    other = attached_to(found(select(Submission).order_by(Submission.id.desc()))[0])
    assert staff(app).open(f"/inbox/{first}/files/{other}").status == 404
