"""Files in a page: kept whatever else is wrong, removable, within bounds, and never anybody else's."""

import io
import json
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.support.browser import Browser
from tests.support.files import PDF, bomb, docx, photo, picture
from tests.support.forms import make_form, page, question
from tests.support.make import make_user, sign_in
from tests.support.settings import setting
from tests.support.stage import count, found, only, own_context, saving
from webapp.models import staging
from webapp.models.draft import Draft
from webapp.models.file import File
from webapp.models.form import Form
from webapp.models.submission import Submission
from webapp.storage import storage
from webapp.storage.folder import Folder

NAME = question("text", "Your name", "f_name")
LETTER = question("file", "Letter", "f_letter", max=3)
PASSPORT = question("file", "Passport", "f_pass", types=["pdf", "png"], max_mb=1)
MANY = [("a.pdf", PDF), ("b.docx", docx())]


def form_of(*questions: dict[str, Any]) -> Form:
    return make_form(page(*questions, title="You", uid="p_you"))


def begin(browser: Browser, *questions: dict[str, Any]) -> Browser:
    form = form_of(*(questions or (NAME, LETTER, PASSPORT)))
    return sign_in(browser, make_user()).open(f"/forms/{form.slug}").press("Start now")


def names() -> list[str]:
    return found(select(File.name).where(File.state == "staged").order_by(File.created_at))


def stored(file: File) -> bytes:
    with own_context():
        return b"".join(storage().chunks(file.id.hex))


def test_files_outlive_a_mistake_elsewhere_on_the_page(browser: Browser) -> None:
    begin(browser).fill({"Letter": MANY}).press("Continue")
    assert browser.status == 422
    assert browser.has("a.pdf (1 KB) uploaded")
    browser.open(browser.path)
    assert browser.has("b.docx (1 KB) uploaded")
    assert names() == ["a.pdf", "b.docx"]


@pytest.mark.parametrize("button", ["Continue", "Save and exit", "Back", "Upload Letter"])
def test_whichever_button_is_pressed_the_file_is_kept(browser: Browser, button: str) -> None:
    begin(browser).fill({"Letter": ("a.pdf", PDF)}).press(button)
    assert names() == ["a.pdf"]
    assert only(select(Draft)).raw["f_letter"][0]["name"] == "a.pdf"


def test_uploading_complains_of_nothing_else(browser: Browser) -> None:
    begin(browser).fill({"Letter": ("a.pdf", PDF)}).press("Upload Letter")
    assert (browser.status, browser.errors) == (200, [])
    assert browser.has("a.pdf (1 KB) uploaded")


def test_what_was_uploaded_is_sent_and_belongs_to_the_submission(browser: Browser) -> None:
    begin(browser).fill({"Your name": "Ada", "Letter": MANY, "Passport": ("p.png", picture())}).press("Continue")
    assert browser.has("a.pdf (1 KB)")
    browser.press("Send")
    sent = only(select(Submission))
    assert [one["name"] for one in sent.answers["f_letter"]] == ["a.pdf", "b.docx"]
    files = found(select(File))
    assert {(file.state, file.submission_id, file.draft_id) for file in files} == {("attached", sent.id, None)}
    assert stored(next(file for file in files if file.name == "a.pdf")) == PDF


def test_a_file_is_removed_by_its_button(browser: Browser) -> None:
    begin(browser).fill({"Your name": "Ada", "Letter": MANY}).press("Upload Letter")
    browser.press("Remove a.pdf")
    assert (browser.status, browser.value("Your name")) == (200, "Ada")
    assert not browser.has("a.pdf")
    assert names() == ["b.docx"]


def test_another_file_takes_the_place_of_the_only_one(browser: Browser) -> None:
    begin(browser).fill({"Passport": ("old.pdf", PDF)}).press("Upload Passport")
    browser.fill({"Passport": ("new.pdf", PDF)}).press("Upload a different file Passport")
    assert names() == ["new.pdf"]


REFUSED = {
    "is of a type that is not taken here: upload PDF or PNG": ("letter.docx", docx()),
    "does not hold what its name says": ("letter.pdf", docx()),
    "is empty": ("letter.pdf", b""),
    "is larger than 1 MB": ("letter.pdf", PDF + b"\0" * (1 << 20)),
    "has too many pixels": ("letter.png", bomb()),
}


@pytest.mark.parametrize("sentence", REFUSED)
def test_what_is_not_taken_is_told_and_what_was_typed_stays(browser: Browser, sentence: str) -> None:
    begin(browser, NAME, PASSPORT).fill({"Your name": "Ada", "Passport": REFUSED[sentence]}).press("Continue")
    assert browser.status == 422
    assert len(browser.errors) == 1
    assert sentence in browser.errors[0]
    assert browser.value("Your name") == "Ada"
    assert count(File) == 0


def test_a_refusal_is_over_with_the_next_press(browser: Browser) -> None:
    begin(browser, NAME, question("file", "Letter", "f_letter", required=False))
    browser.fill({"Your name": "Ada", "Letter": ("a.exe", b"MZ")}).press("Continue")
    assert browser.status == 422
    assert browser.press("Continue").path.endswith("/check")


@pytest.mark.parametrize("button", ["Save and exit", "Back"])
def test_nobody_leaves_without_knowing_that_a_file_was_not_kept(browser: Browser, button: str) -> None:
    begin(browser).fill({"Letter": ("a.exe", b"MZ")}).press(button)
    assert browser.status == 422
    assert "a.exe" in browser.errors[0]


def test_one_too_many_is_told_and_the_others_are_kept(browser: Browser) -> None:
    begin(browser).fill({"Letter": [(f"{n}.pdf", PDF) for n in range(4)]}).press("Upload Letter")
    assert "Only 3 files can be uploaded" in browser.errors[0]
    assert len(names()) == 3


def test_a_place_in_a_photo_is_not_kept(browser: Browser) -> None:
    begin(browser, question("picture", "Portrait", "f_face")).fill({"Portrait": ("me.jpg", photo())}).press("Continue")
    kept = stored(only(select(File)))
    assert b"Exif" not in kept
    browser.press("Send")
    assert only(select(Submission)).answers["f_face"][0]["size"] == len(kept)


def test_what_waits_is_bounded_for_each_person(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staging, "MOST_WAITING", 2)
    begin(browser).fill({"Letter": MANY, "Passport": ("p.pdf", PDF)}).press("Continue")
    assert any("as much as may wait to be sent" in error for error in browser.errors)
    assert len(names()) == 2


def test_posted_text_names_nobodys_file(browser: Browser) -> None:
    begin(browser, NAME, LETTER).fill({"Letter": ("secret.pdf", PDF)}).press("Upload Letter")
    row = only(select(File))
    theirs = {"id": row.id.hex, "name": row.name, "size": row.size, "type": row.type, "sha256": row.sha256}
    other = sign_in(Browser(browser.client.application), make_user()).open("/forms/summer-course").press("Start now")
    token = other.csrf_token
    fields = {"csrf_token": token, "_rev": 1, "f_name": "Eve", "f_letter": json.dumps(theirs)}
    answer = other.send("POST", other.path, fields, headers={"Origin": "http://localhost"})
    assert answer.status_code == 422
    assert "secret.pdf" not in answer.text


def test_an_answer_that_names_a_strange_file_is_not_sent(browser: Browser) -> None:
    begin(browser, LETTER).fill({"Letter": ("secret.pdf", PDF)}).press("Continue")
    stranger = only(select(Draft.answers))
    other = sign_in(Browser(browser.client.application), make_user()).open("/forms/summer-course").press("Start now")
    with saving() as session:
        mine = session.scalars(select(Draft).where(Draft.answers != stranger)).one()
        mine.answers = stranger
    other.open(other.path.replace("p_you", "check")).press("Send")
    assert other.has("A file that you had uploaded is not there any more")
    assert count(Submission) == 0
    assert other.press("Continue").errors == ["Upload your letter"]


def test_two_tabs_upload_without_asking_which_counts(browser: Browser) -> None:
    begin(browser)
    other = Browser(browser.client.application)
    other.client = browser.client
    other.open(browser.path)
    browser.fill({"Letter": ("a.pdf", PDF)}).press("Upload Letter")
    other.fill({"Letter": ("b.docx", docx())}).press("Upload Letter")
    assert other.has("a.pdf (1 KB) uploaded")
    assert other.has("b.docx (1 KB) uploaded")


def test_a_page_that_saves_itself_takes_no_file_back(browser: Browser) -> None:
    begin(browser).fill({"Letter": ("a.pdf", PDF)}).press("Upload Letter")
    values = {one.get("name"): one.get("value", "") for one in browser.page.every("input") if one.get("type") != "file"}
    saved = browser.send("POST", browser.path, values | {"_do": "autosave"}, headers={"Origin": "http://localhost"})
    assert saved.status_code == 200
    assert browser.open(browser.path).has("a.pdf (1 KB) uploaded")


def test_a_file_without_a_question_is_not_kept(browser: Browser) -> None:
    begin(browser)
    browser.page.by_id("f_letter").set("name", "f_name-x")  # type: ignore[union-attr]
    browser.fill({"f_name-x": ("a.pdf", PDF)}).press("Continue")
    assert count(File) == 0


def test_pages_of_more_than_the_form_takes_are_refused_with_the_draft_kept(browser: Browser) -> None:
    begin(browser, NAME, PASSPORT).fill({"Your name": "Ada"}).press("Save and exit").follow("Summer course")
    browser.fill({"Passport": ("big.pdf", PDF + b"\0" * (3 << 20))}).press("Continue")
    assert browser.status == 413
    assert browser.has("1 MB is the most at once")
    assert only(select(Draft)).raw["f_name"] == "Ada"


def test_a_stranger_sends_no_more_than_a_page(app: Flask) -> None:
    form = form_of(LETTER)
    owner = sign_in(Browser(app), make_user()).open(f"/forms/{form.slug}").press("Start now")
    body = {"f_letter": (io.BytesIO(b"x" * (2 << 20)), "a.pdf")}
    answer = Browser(app).send("POST", owner.path, body)
    assert answer.status_code == 413


def test_files_in_the_rows_of_a_group_belong_to_their_rows(browser: Browser) -> None:
    inner = [question("text", "Name", "f_child"), question("picture", "Photo", "f_photo")]
    begin(browser, question("group", "Children", "f_kids", min=2, row={"en": "Child"}, items=inner))
    fields = {f"f_kids-r_{n}-f_photo": (f"{n}.png", picture()) for n in (1, 2)}
    browser.fill(fields | {"f_kids-r_1-f_child": "Bo"}).press("Continue")
    assert browser.status == 422
    assert (browser.has("1.png (1 KB) uploaded"), browser.has("2.png (1 KB) uploaded")) == (True, True)
    browser.fill({"f_kids-r_2-f_child": "Cy"}).press("Continue").press("Send")
    rows = only(select(Submission)).answers["f_kids"]
    assert [(row["answers"]["f_child"], row["answers"]["f_photo"][0]["name"]) for row in rows] == [
        ("Bo", "1.png"),
        ("Cy", "2.png"),
    ]
    assert {file.state for file in found(select(File))} == {"attached"}


def test_a_row_that_was_removed_does_not_come_back_with_its_file(browser: Browser) -> None:
    inner = [question("text", "Name", "f_child"), question("picture", "Photo", "f_photo", required=False)]
    begin(browser, question("group", "Children", "f_kids", row={"en": "Child"}, items=inner, min=1))
    browser.press("Add another child")
    rows = [str(one.get("value")) for one in browser.page.every("input") if one.get("name") == "f_kids-row"]
    names = {f"f_kids-{row}-f_child": row for row in rows}
    browser.fill(names | {f"f_kids-{rows[1]}-f_photo": ("b.png", picture())}).press("Continue")
    browser.open(browser.path.replace("check", "p_you")).press("Remove Child 2").press("Continue")
    assert browser.path.endswith("/check")
    browser.open(browser.path.replace("check", "p_you")).press("Continue").press("Send")
    assert [row["id"] for row in only(select(Submission)).answers["f_kids"]] == rows[:1]


def test_a_change_keeps_what_was_sent_and_the_old_revision_its_files(browser: Browser) -> None:
    make_form(page(NAME, LETTER, PASSPORT, uid="p_you"), edit="while_open")
    sign_in(browser, make_user()).open("/forms/summer-course").press("Start now")
    browser.fill({"Your name": "Ada", "Letter": MANY, "Passport": ("old.pdf", PDF)}).press("Continue").press("Send")
    browser.press("Change your answers").follow("Change Letter")
    browser.press("Remove a.pdf").fill({"Passport": ("new.pdf", PDF), "Letter": ("c.pdf", PDF)}).press("Continue")
    browser.press("Send the changes")
    answers = only(select(Submission)).answers
    assert [one["name"] for one in answers["f_letter"]] == ["b.docx", "c.pdf"]
    assert [one["name"] for one in answers["f_pass"]] == ["new.pdf"]
    assert sorted(found(select(File.name).where(File.state == "attached"))) == ["a.pdf", "b.docx", "c.pdf", "new.pdf", "old.pdf"]


def test_a_change_that_touches_no_file_keeps_them_all(browser: Browser) -> None:
    make_form(page(NAME, LETTER, uid="p_you"), edit="while_open")
    sign_in(browser, make_user()).open("/forms/summer-course").press("Start now")
    browser.fill({"Your name": "Ada", "Letter": MANY}).press("Continue").press("Send")
    browser.press("Change your answers").follow("Change Your name").fill({"Your name": "Eve"}).press("Continue")
    browser.press("Send the changes")
    assert [one["name"] for one in only(select(Submission)).answers["f_letter"]] == ["a.pdf", "b.docx"]
    assert count(File) == 2


def test_nothing_is_stored_while_nothing_may_be_changed(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[str] = []
    begin(browser)
    setting(mode="read_only")
    monkeypatch.setattr(Folder, "put", lambda self, name, file: kept.append(name))
    assert browser.fill({"Passport": ("a.pdf", PDF)}).press("Continue").status == 503
    assert kept == []
