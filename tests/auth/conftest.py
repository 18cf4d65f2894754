"""Hashes cost nothing here; tests/models/test_password.py looks at the real ones."""

import pytest
from flask import Flask

from tests.support.browser import Browser
from tests.support.post import mailing
from tests.support.quick import use_quick_hashes


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    use_quick_hashes(monkeypatch)


@pytest.fixture
def by_mail(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Browser:
    """A visitor's browser, on a portal that sends mail."""
    mailing(app, monkeypatch)
    return Browser(app)
