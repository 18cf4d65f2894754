"""Uploads that came while the scanner was away: kept, not sent, and looked at once it is back."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from tests.forms.test_uploads import begin
from tests.storage.test_scanner import use
from tests.support.browser import Browser
from tests.support.clamd import EICAR, clamd
from tests.support.files import PDF
from tests.support.forms import question
from tests.support.run_folder import free_port
from tests.support.stage import count, found, only
from webapp.jobs.scanning import scan_uploads
from webapp.models.draft import Draft
from webapp.models.file import File
from webapp.models.scanning import instead
from webapp.models.submission import Submission

LETTER = question("file", "Letter", "f_letter", types=["txt", "pdf"])
KIDS = question("group", "Children", "f_kids", items=[LETTER])
Scan = Callable[..., None]


@pytest.fixture
def scan(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Scan:
    """One round of the job, with the scanner at this address; none is at the one that is set until then."""
    use(app, monkeypatch, f"127.0.0.1:{free_port()}")

    def scan(address: str | None = None) -> None:
        if address is not None:
            use(app, monkeypatch, address)
        with app.app_context():
            scan_uploads("test", lambda: False)

    return scan


def test_what_nobody_could_look_at_is_kept_and_not_sent_before_somebody_has(browser: Browser, scan: Scan) -> None:
    begin(browser, LETTER).fill({"Letter": ("a.pdf", PDF)}).press("Upload Letter")
    assert browser.has("a.pdf (1 KB) being checked for harmful content")
    assert browser.press("Continue").press("Send").status == 422
    assert browser.has("“a.pdf” is still being checked. Wait a minute, then send again")
    scan()
    assert (browser.press("Send").status, count(Submission)) == (422, 0)
    with clamd() as daemon:
        scan(daemon.address)
    browser.press("Send")
    assert (count(Submission), only(select(File.state))) == (1, "attached")


def test_what_is_harmful_is_taken_away_and_the_page_says_why(browser: Browser, scan: Scan) -> None:
    begin(browser, KIDS).fill({"Letter": ("a.txt", EICAR)}).press("Continue")
    check = browser.path
    with clamd() as daemon:
        scan(daemon.address)
    assert found(select(File.state)) == ["purged"]
    browser.open(check)
    assert browser.errors == ["Entry 1: “a.txt” was taken away, for something harmful was found in it: upload another file"]
    browser.fill({"Letter": ("b.pdf", PDF)}).press("Continue")
    row = only(select(Draft)).answers["f_kids"][0]["answers"]
    assert [one["name"] for one in row["f_letter"]] == ["b.pdf"]


def test_what_the_scanner_does_not_take_is_taken_away_too(browser: Browser, scan: Scan) -> None:
    begin(browser, LETTER).fill({"Letter": ("a.txt", b"a line of text\n" * 9000)}).press("Continue")
    with clamd() as daemon:
        daemon.most = 100
        scan(daemon.address)
    assert only(select(Draft)).raw["f_letter"] == [{"unfit": "unchecked", "name": "a.txt"}]


def test_where_nobody_is_to_look_any_more_nothing_waits(browser: Browser, scan: Scan) -> None:
    begin(browser, LETTER).fill({"Letter": ("a.pdf", PDF)}).press("Continue")
    scan("")
    assert only(select(File.scan_asked_at)) is None


def test_what_names_the_file_was_never_answered_and_what_was_typed_says_why() -> None:
    one, two = {"id": "1", "name": "a"}, {"id": "2", "name": "b"}
    answers = {"f_a": [one], "f_b": [one, two], "f_kids": [{"id": "r_1", "answers": {"f_c": [one], "f_d": ["o_1"]}}], "f_e": []}
    rest = {"f_kids": [{"id": "r_1", "answers": {"f_d": ["o_1"]}}], "f_e": []}
    assert instead(answers, "1", []) == rest
    assert instead({"f_b": [one, two]}, "1", [{"unfit": "taken", "name": "a"}]) == {"f_b": [{"unfit": "taken", "name": "a"}, two]}
