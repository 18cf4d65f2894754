"""One live portal for the stories that begin in the middle: its people and forms are made as rows, not by hand."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.support import stage
from tests.support.live import Live, serve
from webapp import create_app


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Live, Flask]]:
    """(the server, an app on the same data) of this worker."""
    with serve(tmp_path_factory.mktemp("portal") / "instance", workers="1") as live:
        yield live, create_app(live.environ)


@pytest.fixture
def portal(running: tuple[Live, Flask]) -> Live:
    """The server; `make_user()` and `make_form()` make what it then has. Other tests of the worker use it too."""
    live, app = running
    stage.put_on(app)
    return live
