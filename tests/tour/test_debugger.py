"""The stop about the debugger, and that what it says is so."""

import urllib.request
from pathlib import Path

import pytest

from tests.support.browser import Browser
from tests.support.live import serve


def test_it_shows_who_decides_what_an_error_looks_like(browser: Browser) -> None:
    assert browser.open("/tour/debugger").has("if current_app.debug or current_app.testing: raise error")


def test_the_shipped_server_has_no_debugger_whatever_the_environment_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FLASK_DEBUG", "1")
    # Werkzeug's debugger would answer any address with its own script here.
    question = "__debugger__=yes&cmd=resource&f=debugger.js"
    with serve(tmp_path / "instance", workers="1") as live, urllib.request.urlopen(f"{live.url}/tour?{question}") as answer:
        assert b"How this portal is put together" in answer.read()
