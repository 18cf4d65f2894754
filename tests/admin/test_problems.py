"""Problems: counted once a kind, found by the number of an error page, and without a word that anybody typed."""

import pytest
from flask import Flask
from sqlalchemy import select

from tests.support.browser import Browser
from tests.support.make import make_user, sign_in
from tests.support.settings import setting
from tests.support.stage import found, only, own_context
from webapp.models import fault
from webapp.models.event import Event
from webapp.models.fault import Fault, note_fault

TYPED = "ada@example.org and her password"


@pytest.fixture
def owner(browser: Browser) -> Browser:
    return sign_in(browser, make_user("owner"))


def break_about(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> str:
        try:
            return str(int(TYPED))
        except ValueError as error:
            raise KeyError(TYPED) from error

    broken.is_public = True  # type: ignore[attr-defined]
    monkeypatch.setitem(app.view_functions, "main.home.about", broken)


def test_the_number_of_an_error_page_finds_what_was_wrong(owner: Browser, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    break_about(app, monkeypatch)
    number = owner.send("GET", "/about").headers["X-Request-ID"]
    later = owner.send("GET", "/about").headers["X-Request-ID"]
    assert owner.open(f"/admin/problems?q={later}").has("KeyError")
    owner.open(f"/admin/problems?q={number}").follow("KeyError")
    assert owner.has("builtins.ValueError")
    assert only(select(Fault.number)) == 2


def test_nothing_that_was_typed_is_kept(owner: Browser, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    break_about(app, monkeypatch)
    owner.send("GET", "/about")
    assert TYPED not in only(select(Fault.trace))
    assert "int(TYPED)" in only(select(Fault.trace))


def test_a_problem_is_cleared(owner: Browser, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    break_about(app, monkeypatch)
    owner.send("GET", "/about")
    owner.open("/admin/problems").follow("KeyError").press("Clear this problem")
    assert owner.has("No problems")
    assert found(select(Event.action)) == ["problem.cleared"]


def test_a_number_that_nobody_knows_finds_nothing(owner: Browser) -> None:
    assert owner.open("/admin/problems?q=nothing").has("Nothing with that number")


def test_of_many_kinds_those_met_longest_ago_go(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fault, "MOST", 2)
    with own_context():
        for kind in (KeyError, ValueError, OSError):
            note_fault(kind(TYPED), route="main.home.about", request_id="r")
    assert found(select(Fault.error).order_by(Fault.id)) == ["ValueError", "OSError"]


def test_what_cannot_be_noted_breaks_no_error_page(app: Flask, browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    break_about(app, monkeypatch)
    monkeypatch.setattr(fault, "said", lambda error: 1 / 0)
    assert browser.open("/about").heading == "Something went wrong"


def test_an_admin_sees_none(app: Flask) -> None:
    assert sign_in(Browser(app), make_user("admin")).open("/admin/problems").status == 403


def test_what_goes_wrong_while_nothing_may_be_changed_is_noted_too(
    owner: Browser, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    break_about(app, monkeypatch)
    setting(mode="read_only")
    assert owner.open("/about").heading == "Something went wrong"
    assert found(select(Fault.error)) == ["KeyError"]
