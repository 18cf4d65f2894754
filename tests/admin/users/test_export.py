"""The list of users as a file: the people and columns of its page, masked, harmless, confirmed above a hundred, one event."""

import csv
import io
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.support.browser import Browser
from tests.support.make import make_user, sign_in
from tests.support.stage import found, only, saving
from webapp.clock import now
from webapp.models import user_list
from webapp.models.event import Event, EventDetail
from webapp.models.user import User

LIST = "/admin/users"


@pytest.fixture
def admin(browser: Browser) -> Browser:
    return sign_in(browser, make_user("admin", name="Olga"))


def rows(browser: Browser, query: str = "") -> list[list[str]]:
    browser.open(f"{LIST}?{query}").press("Export as CSV")
    assert browser.html.startswith("\ufeff")
    return list(csv.reader(io.StringIO(browser.html.removeprefix("\ufeff"))))


def crowd(number: int) -> None:
    with saving() as session:
        session.add_all(User(name=f"Person {n}", email=f"p{n}@example.org") for n in range(number))


def test_a_file_has_the_people_and_the_columns_of_the_page(admin: Browser) -> None:
    make_user(name="Zoe", email="zoe@example.org")
    make_user(name="Ada", email="ada@example.org", last_seen_at=now().replace(2026, 11, 30, 14, 5, 9))
    make_user("staff", name="Sam")
    assert rows(admin, "q=role:member&sort=name&columns=email,seen") == [
        ["Name", "Email", "Last seen (UTC)"],
        ["Ada", "ada@example.org", "2026-11-30 14:05:09"],
        ["Zoe", "zoe@example.org", ""],
    ]


def test_a_pasted_list_is_exported_too(admin: Browser) -> None:
    make_user(name="Ada", email="ada@example.org")
    make_user(name="Bo", email="bo@example.org")
    assert rows(admin, "q=ada@example.org+nobody@example.org&columns=none") == [["Name"], ["Ada"]]


def test_an_auditor_takes_no_name_and_no_address_along(app: Flask) -> None:
    make_user(name="Åsa Öberg", email="asa.oberg@example.org")
    auditor = sign_in(Browser(app), make_user("auditor", name="Olga"))
    assert ["Å. Ö.", "a…@example.org"] in [row[:2] for row in rows(auditor, "columns=email")]


def test_no_name_is_a_formula(admin: Browser) -> None:
    make_user(name="=1+1")
    assert rows(admin, "q=role:member&columns=none")[1] == ["'=1+1"]


@pytest.mark.parametrize(("number", "path"), [(100, "export"), (101, "/account/confirm")])
def test_more_than_a_hundred_want_to_know_who_it_is(browser: Browser, number: int, path: str) -> None:
    """R5."""
    crowd(number)
    sign_in(browser, make_user("admin"), at=now() - timedelta(minutes=60))
    browser.open(f"{LIST}?q=role:member").press("Export as CSV")
    assert (browser.path.endswith(path), "Person 7" in browser.html) == (True, path == "export")
    assert found(select(Event.action)) == (["users.exported"] if path == "export" else [])


def test_the_log_tells_once_how_many(admin: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(user_list, "COUNTED", 10)
    crowd(30)
    assert len(rows(admin, "q=role:member")) == 31
    assert only(select(Event.action)) == "users.exported"
    assert only(select(EventDetail.content))["count"] == 30
