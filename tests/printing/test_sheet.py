"""Submissions as PDF: tagged, whole in every script, and drawn without fetching anything."""

import io
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from PIL import Image
from pypdf import PdfReader
from sqlalchemy import select

from tests.forms.test_submissions import send
from tests.support.browser import Browser
from tests.support.files import photo
from tests.support.forms import make_form, page, question
from tests.support.make import make_user, sign_in
from tests.support.stage import only
from webapp.models.submission import Submission
from webapp.printing import sheet
from webapp.printing.pictures import shrunk, small

HTML = '<!doctype html><html lang="de"><head><title>Titel</title></head><body><h1>Grüße</h1>{}</body></html>'


def text_of(pdf: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """The address of a server, and what was asked of it."""
    seen: list[str] = []

    class Noting(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.append(self.path)
            self.send_error(404)

    server = HTTPServer(("127.0.0.1", 0), Noting)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", seen
    server.shutdown()
    server.server_close()


def test_the_copy_of_a_member_is_tagged_and_says_what_was_sent(browser: Browser) -> None:
    path = send(browser, next_steps={"en": "We write ![x](file:///etc/hostname) soon."}).path
    answer = browser.send("GET", f"{path}.pdf")
    pdf = PdfReader(io.BytesIO(answer.get_data()))
    root = pdf.trailer["/Root"]
    submission = only(select(Submission))
    assert answer.mimetype == "application/pdf"
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("en", True)
    assert str(submission) in (pdf.metadata.title if pdf.metadata else "")
    text = text_of(answer.get_data())
    for told in (str(submission), "Ada", "We write", submission.answers_sha256[:16], "/receipts/verify"):
        assert told in text


def test_reviewers_have_it_too(browser: Browser) -> None:
    path = send(browser).path
    sign_in(browser, make_user(role="staff"))
    text = text_of(browser.send("GET", path.replace("/submissions/", "/inbox/") + ".pdf").get_data())
    assert "Ada" in text


def test_its_address_brings_the_receipt_along(browser: Browser) -> None:
    page = send(browser)
    address = next(one for one in page.html.split('"') if "/receipts/verify?receipt=" in one)
    checked = browser.open(address[address.index("/receipts") :]).press("Check the receipt")
    assert checked.has("It is valid")


def test_every_script_is_there() -> None:
    pdf = sheet.drawn(HTML.format("<p>Ärger 漢字 مرحبا</p>"), "")
    text = text_of(pdf or b"")
    assert all(word in text for word in ("Grüße", "Ärger", "漢字", "مرحبا"))


def pictures_in(pdf: bytes) -> list[tuple[int, int]]:
    """The sizes of those that are drawn."""
    return [one.image.size for page in PdfReader(io.BytesIO(pdf)).pages for one in page.images if one.image]


def test_pictures_are_on_it_small_and_upright(browser: Browser) -> None:
    make_form(page(question("picture", "Photo", max_px=6000)), title="Pass")
    sign_in(browser, make_user()).open("/forms/pass").press("Start now")
    browser.fill({"Photo": ("me.jpg", photo((2000, 1000)))}).press("Continue").press("Send")
    pdf = browser.send("GET", f"{browser.path}.pdf").get_data()
    assert pictures_in(pdf) == [(500, 1000)]
    assert "me.jpg" in text_of(pdf)


def test_a_drawn_signature_is_on_it(app: Flask) -> None:
    with app.test_request_context():
        paper: Any = app.jinja_env.get_template("components/drawn_signature.html").module
        pdf = sheet.drawn(HTML.format(paper.drawn_signature("M10 20 130 140")), "")
    contents = PdfReader(io.BytesIO(pdf or b"")).pages[0].get_contents()
    assert contents is not None
    assert b"130 140 l" in contents.get_data()


def test_a_picture_that_is_not_there_any_more_is_left_to_its_name(app: Flask) -> None:
    with app.app_context():
        assert list(small([uuid4()])) == []


def test_a_transparent_picture_lies_on_white() -> None:
    target = io.BytesIO()
    Image.new("RGBA", (4, 4), (255, 0, 0, 0)).save(target, "PNG")
    with Image.open(io.BytesIO(shrunk(target.getvalue()))) as found:
        assert (found.format, found.getpixel((0, 0))) == ("JPEG", (255, 255, 255))


def test_nothing_is_fetched(asked: tuple[str, list[str]]) -> None:
    base, seen = asked
    pictures = f'<img src="{base}/a.png"><img src="file:///etc/hostname"><link rel="stylesheet" href="{base}/b.css">'
    pdf = sheet.drawn(HTML.format(pictures), f'@import "{base}/c.css"; body {{ background: url({base}/d.png) }}')
    assert pdf is not None
    assert seen == []


def test_what_takes_too_long_is_given_up() -> None:
    assert sheet.drawn(HTML.format("<p>a</p>"), "", seconds=0.01) is None


def test_where_the_extra_is_missing_there_is_no_link(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    path = send(browser).path
    monkeypatch.setattr("webapp.printing.sheet.find_spec", lambda name: None)
    sheet.can_print.cache_clear()
    try:
        assert not browser.open(path).has("Download PDF")
        assert browser.send("GET", f"{path}.pdf").status_code == 404
    finally:
        sheet.can_print.cache_clear()
