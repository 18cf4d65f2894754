"""Hashes cost nothing here; tests/models/test_password.py looks at the real ones."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.support.browser import Browser
from tests.support.openid.hostile import Hostile, hostile
from tests.support.openid.stage import offer
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


@pytest.fixture
def own(app: Flask) -> Iterator[Hostile]:
    """A provider that behaves unless it is told otherwise, and is quicker."""
    with hostile() as provider:
        offer(provider.provider())
        yield provider
