"""Uploads looked at by a scanner: harmful ones are not kept, and those wait at which nobody can look."""

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from tests.forms.test_uploads import begin
from tests.support.browser import Browser
from tests.support.clamd import EICAR, Daemon, clamd
from tests.support.files import PDF, photo
from tests.support.run_folder import free_port
from tests.support.stage import found
from webapp.kinds.file_types import MEGABYTE, USUAL, Limits
from webapp.models.file import File
from webapp.storage.intake import NotTaken, take_in
from webapp.storage.scanner import Unscanned, is_harmful

LIMITS = Limits(USUAL, MEGABYTE, 1)


@pytest.fixture
def daemon(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Daemon]:
    with clamd() as running:
        use(app, monkeypatch, running.address)
        yield running


def use(app: Flask, monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setitem(app.config, "LODGE", replace(app.config["LODGE"], scanner=address))


def reason(app: Flask, name: str, content: bytes) -> str:
    with app.app_context(), pytest.raises(NotTaken) as refusal:
        take_in(io.BytesIO(content), name, LIMITS)
    return refusal.value.reason


def test_it_is_shown_all_that_came_and_a_picture_as_it_came(app: Flask, daemon: Daemon) -> None:
    with app.app_context():
        for name, content in (("a.pdf", PDF), ("b.jpg", photo())):
            take_in(io.BytesIO(content), name, LIMITS)
    assert daemon.heard == [PDF, photo()]


def test_what_it_calls_harmful_is_not_kept(app: Flask, daemon: Daemon) -> None:
    assert reason(app, "a.txt", EICAR) == "harmful"


def test_while_it_is_away_what_comes_waits_to_be_looked_at(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    use(app, monkeypatch, f"127.0.0.1:{free_port()}")
    with app.app_context():
        assert not take_in(io.BytesIO(PDF), "a.pdf", LIMITS).is_looked_at


def test_what_is_too_large_for_it_was_not_looked_at(app: Flask, daemon: Daemon) -> None:
    daemon.most = 100
    assert reason(app, "a.txt", b"a line of text\n" * 60_000) == "unscanned"


def test_its_socket_may_be_a_path(tmp_path: Path) -> None:
    with clamd(str(tmp_path / "clamd.ctl")) as running:
        assert is_harmful(io.BytesIO(EICAR), running.address)
        assert not is_harmful(io.BytesIO(PDF), running.address)
    with pytest.raises(Unscanned):
        is_harmful(io.BytesIO(PDF), running.address)


def test_the_page_says_so_and_keeps_the_rest(browser: Browser, daemon: Daemon) -> None:
    begin(browser).fill({"Your name": "Ada", "Letter": [("a.txt", EICAR), ("b.pdf", PDF)]}).press("Continue")
    assert browser.status == 422
    assert browser.has("“a.txt” was not kept, for something harmful was found in it: upload another file")
    assert found(select(File.name)) == ["b.pdf"]
