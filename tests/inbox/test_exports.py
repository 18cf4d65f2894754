"""Submissions as a file: every version's questions, harmless cells, an event, and a step-up for many rows."""

import csv
import io
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from tests.inbox.stage import NAME, make_reviewed_form, send, staff
from tests.inbox.test_listing import copy_submissions
from tests.support.browser import Browser
from tests.support.forms import make_form, page, question, republish
from tests.support.make import make_user, sign_in
from tests.support.stage import found, only
from webapp.clock import now
from webapp.models import submission_export
from webapp.models.event import Event
from webapp.models.form import Form


def export(browser: Browser) -> list[list[str]]:
    """The rows of the file behind the button of the form's list."""
    browser.open(f"/inbox?form={only(select(Form.id))}").press("Export as CSV")
    text = browser.response.get_data(as_text=True)
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def test_a_file_holds_what_was_sent(app: Flask) -> None:
    make_form(NAME)
    reference = send(app, email="ada@example.org")
    header, row = export(staff(app))
    assert header == ["Reference", "Sent at (UTC)", "Status", "Name", "Email", "Your name"]
    assert (row[0], row[2:]) == (reference, ["Received", "Ada Sender", "ada@example.org", "Ada"])


def test_questions_of_all_versions_are_columns_the_newest_first(app: Flask) -> None:
    form = make_form(NAME)
    send(app)
    republish(form, page(question("text", "Nickname", "f_nick"), uid="p_name"))
    browser = sign_in(Browser(app), make_user()).open("/forms/summer-course").press("Start now")
    browser.fill({"Nickname": "Bob"}).press("Continue").press("Send")
    header, first, second = export(staff(app))
    assert header[5:] == ["Nickname", "Your name"]
    assert (first[5:], second[5:]) == (["", "Ada"], ["Bob", ""])


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "＝1", "＋1", "－1", "＠a"])
def test_no_cell_is_a_formula(app: Flask, cell: str) -> None:
    """ASVS 1.2.10."""
    make_form(NAME)
    send(app, name=cell)
    row = export(staff(app))[1]
    assert row[5] == f"'{cell}"
    assert row[3] == f"'{cell} Sender"


@pytest.mark.parametrize("cell", ["\t=1", "\r=1", "\n=1", "\0=1"])
def test_no_control_character_begins_a_cell(cell: str) -> None:
    assert submission_export.harmless(cell) == f"'{cell}"
    assert submission_export.harmless("a=1") == "a=1"


def test_a_long_file_is_read_in_slices(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    make_form(NAME)
    send(app)
    copy_submissions(10)
    limited = submission_export.ROWS.limit(3)
    monkeypatch.setattr(submission_export, "ROWS", limited)
    rows = export(staff(app))[1:]
    assert len({row[0] for row in rows}) == 11


def test_who_exported_how_much_is_in_the_log(app: Flask) -> None:
    """ASVS 16.2.1 and 16.3.3 in spirit."""
    make_form(NAME)
    send(app)
    export(staff(app))
    assert only(select(Event.action).where(Event.action == "submissions.exported"))


@pytest.mark.parametrize(("copies", "minutes", "path"), [(99, 60, "export"), (100, 60, "/account/confirm"), (100, 1, "export")])
def test_more_than_a_hundred_rows_want_to_know_who_it_is(app: Flask, copies: int, minutes: int, path: str) -> None:
    """R5; ASVS 7.5.3."""
    make_form(NAME)
    send(app)
    copy_submissions(copies)
    browser = sign_in(Browser(app), make_user("staff"), at=now() - timedelta(minutes=minutes))
    browser.open(f"/inbox?form={only(select(Form.id))}").press("Export as CSV")
    assert browser.path.endswith(path)


def test_a_form_of_others_is_not_exported(app: Flask) -> None:
    make_reviewed_form("Summer course")
    send(app)
    make_form(NAME, title="Boats")
    outside = staff(app).open(f"/inbox?form={only(select(Form.id).where(Form.title == 'Boats'))}")
    token = outside.csrf_token
    closed = only(select(Form.id).where(Form.title == "Summer course"))
    assert outside.send("POST", f"/inbox/forms/{closed}/export", {"csrf_token": token}).status_code == 404
    assert found(select(Event).where(Event.action == "submissions.exported")) == []


def test_auditors_export_nothing(app: Flask) -> None:
    make_form(NAME)
    send(app)
    assert "Export as CSV" not in staff(app, "auditor").open(f"/inbox?form={only(select(Form.id))}").html


def test_no_file_is_left_behind(app: Flask) -> None:
    make_form(NAME)
    send(app)
    instance = Path(app.config["LODGE"].instance)
    before = {one.name for one in instance.rglob("*.csv")}
    export(staff(app))
    assert {one.name for one in instance.rglob("*.csv")} == before
