"""The stop about the debugger, and that what it says is so."""

from pathlib import Path

from tests.support.browser import Browser
from tests.support.databases import environ_for
from webapp import create_app


def test_it_shows_who_decides_what_an_error_looks_like(browser: Browser) -> None:
    assert browser.open("/tour/debugger").has("if current_app.debug or current_app.testing: raise error")


def test_no_setting_switches_the_debugger_on(tmp_path: Path) -> None:
    app = create_app(environ_for(tmp_path) | {"LODGE_DEBUG": "1", "FLASK_DEBUG": "1", "FLASK_RUN_DEBUG": "1"})
    assert not app.debug
