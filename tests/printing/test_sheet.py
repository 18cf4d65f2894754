"""Submissions as PDF: tagged, whole in every script, and drawn without fetching anything."""

import io
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from tests.forms.test_submissions import send
from tests.support.browser import Browser
from tests.support.make import make_user, sign_in
from tests.support.stage import only
from webapp.models.submission import Submission
from webapp.printing import sheet

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
