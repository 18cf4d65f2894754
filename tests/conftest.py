"""Fixtures: the app on both databases, a browser, a clock, a live server with Chromium."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser as ChromiumBrowser
from playwright.sync_api import Page, sync_playwright

from tests.support import stage
from tests.support.browser import Browser
from tests.support.chromium import LaunchedPage, launch
from tests.support.clock import Clock
from tests.support.databases import ENGINES, stand
from tests.support.live import Live, serve
from tests.support.redis import shared_redis
from tests.support.run_folder import open_run_folder


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        # Open for as long as this process lives: its end ends what the run has started.
        config.stash[pytest.StashKey[int]()] = open_run_folder()
    for name in [name for name in os.environ if name.startswith("LODGE_") and name != "LODGE_TEST_RUN"]:
        del os.environ[name]


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """`sqlite`, then `postgresql`: each test that asks for the app runs on both."""
    return str(request.param)


@pytest.fixture
def app(engine: str) -> Flask:
    """The app on an empty database."""
    its = stand(engine)
    its.empty()
    its.app.extensions.pop("lodge_settings", None)  # kept in memory for some seconds: they are of the test before
    stage.put_on(its.app)
    return its.app


@pytest.fixture
def browser(app: Flask) -> Browser:
    """A visitor's browser. A second one is `Browser(app)`."""
    return Browser(app)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """A clock that stands still: `clock.move(minutes=31)`."""
    return Clock(monkeypatch)


@pytest.fixture
def redis_url() -> str:
    """The address of an empty Redis."""
    return shared_redis()


@pytest.fixture
def live(tmp_path: Path) -> Iterator[Live]:
    """`lodge serve` in a process of its own, on SQLite in a new folder."""
    with serve(tmp_path / "instance") as server:
        yield server


@pytest.fixture(scope="session")
def chromium() -> Iterator[ChromiumBrowser]:
    """One Chromium per worker."""
    with sync_playwright() as playwright:
        running = launch(playwright)
        yield running
        running.close()


@pytest.fixture
def chromium_page(chromium: ChromiumBrowser, live: Live) -> Iterator[Page]:
    """An empty tab whose addresses begin at the live server; what the console complains of fails the test."""
    with LaunchedPage(chromium, live.url) as page:
        yield page
