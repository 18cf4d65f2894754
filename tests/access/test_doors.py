"""Closed by default: what a view must say to be open, and what a misspelt permission does."""

from functools import cache

import pytest
from flask import Flask

from tests.support.databases import environ_for, migrated
from tests.support.run_folder import run_folder
from webapp import create_app
from webapp.access import needs, public


@cache
def environ() -> dict[str, str]:
    """Of an instance with a schema: whether the portal is open is a setting."""
    its = environ_for(run_folder() / "doors")
    migrated(its)
    return its


def app_with(view: object) -> Flask:
    app = create_app(environ())
    app.add_url_rule("/thing", "thing", view)  # type: ignore[arg-type]
    return app


def test_a_view_that_says_nothing_is_closed() -> None:
    """ASVS 8.2.1."""
    answer = app_with(lambda: "inside").test_client().get("/thing")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/login")


def test_a_public_view_is_open() -> None:
    assert app_with(public(lambda: "inside")).test_client().get("/thing").text == "inside"


def test_a_view_that_needs_a_permission_is_closed_to_visitors() -> None:
    assert app_with(needs("users:read")(lambda: "inside")).test_client().get("/thing").status_code == 303


def test_a_misspelt_permission_stops_the_start() -> None:
    with pytest.raises(ValueError, match="users:raed"):
        needs("users:raed")
