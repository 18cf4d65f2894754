"""The log, browsed: every filter, cursor pages, one line, and nothing personal for an auditor."""

import csv
import io
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from sqlalchemy import select

from tests.support.acting import does
from tests.support.browser import Browser
from tests.support.clock import Clock
from tests.support.make import make_user, sign_in
from tests.support.page import words
from tests.support.stage import only, own_context
from webapp.clock import now
from webapp.database import writing
from webapp.models import event_export
from webapp.models.event import Event, EventDetail
from webapp.models.person import Origin, Person


def write(action: str, *, by: int = 1, batch: str = "") -> None:
    with own_context(), writing():
        Event.record(by=Person(id=by, name=f"Actor {by}", origin=Origin("r", "203.0.113.7")), action=action, batch=batch)


def shown(browser: Browser, **filters: object) -> list[str]:
    """What the rows of the list say happened."""
    browser.open(f"/admin/events?{urlencode(filters)}")
    rows = [row for row in browser.page.every("tr") if row.find("td") is not None]
    return [words(list(row)[1]) for row in rows]


@pytest.fixture
def owner(clock: Clock, browser: Browser) -> Browser:
    return sign_in(browser, make_user("owner"))


def test_the_youngest_line_stands_first(owner: Browser) -> None:
    write("one")
    write("two")
    assert shown(owner) == ["Two", "One"]


def test_each_filter_narrows(clock: Clock, owner: Browser) -> None:
    write("one", by=7)
    clock.move(days=2)
    write("two", by=8, batch="b-1")
    sign_in(owner, make_user("owner"))
    today = clock.now.date()
    for filters in ({"actor": 8}, {"action": "two"}, {"batch": "b-1"}, {"since": today}, {"actor": 8, "action": "two"}):
        assert shown(owner, **filters) == ["Two"], filters
    for filters in ({"until": today - timedelta(days=1)}, {"actor": 7, "until": today}):
        assert shown(owner, **filters) == ["One"], filters
    assert shown(owner, actor=7, action="two") == []


def test_lines_about_one_person(owner: Browser) -> None:
    ada, bob = make_user(), make_user()
    boss = make_user("owner")
    does(boss, "suspend", ada, reason="Rude")
    does(boss, "delete", bob)
    assert shown(owner, target_type="user", target_id=ada.id) == ["Suspended"]
    assert shown(owner, target_id=bob.id) == ["Account deleted"]


def test_a_day_is_whole(clock: Clock, owner: Browser) -> None:
    clock.set(clock.now.replace(hour=23, minute=59, second=59, microsecond=999_999))
    write("one")
    day = clock.now.date()
    clock.move(seconds=1)
    write("two")
    sign_in(owner, make_user("owner"))
    assert shown(owner, since=day, until=day) == ["One"]


def test_what_cannot_be_read_is_said_and_left_out(owner: Browser) -> None:
    write("one")
    assert shown(owner, actor="x", since="yesterday") == ["One"]
    assert owner.errors == ["Enter the number of a person or thing.", "Enter a date like 2026-11-21."]


def test_pages_follow_each_other_and_come_back(owner: Browser) -> None:
    with own_context(), writing():
        for number in range(120):
            Event.record(by=Person(id=1), action=f"a{number:03}")
    first = shown(owner)
    owner.follow("Next").follow("Next")
    assert owner.has("A000")
    owner.follow("Previous").follow("Previous")
    assert [words(list(row)[1]) for row in owner.page.every("tr") if row.find("td") is not None] == first


def test_a_foreign_cursor_shows_the_first_page(owner: Browser) -> None:
    write("one")
    assert shown(owner, page="nonsense") == ["One"]
    assert owner.has("That page is no longer there.")


def test_one_line_shows_old_and_new(owner: Browser) -> None:
    ada = make_user(name="Before")
    does(make_user("owner"), "change", ada, version=1, name="After")
    owner.open("/admin/events").follow("Name or address changed")
    for fact in ("Before", "After", only(select(Event.hash))):
        assert owner.has(fact)


def test_a_blanked_line_says_so(owner: Browser) -> None:
    ada = make_user(name="Secret Name")
    does(make_user("owner"), "suspend", ada, reason="Rude")
    with own_context(), writing():
        EventDetail.blank("user", ada.id)
    owner.open(f"/admin/events/{only(select(Event.id))}")
    assert owner.has("it was erased with the person")
    assert "Secret" not in owner.html


def test_an_auditor_reads_no_personal_data(browser: Browser) -> None:
    ada = make_user(name="Zoe Zimmer")
    does(make_user("owner", name="Olga Oster"), "change", ada, version=1, name="Zoe Zander", email="zoe@example.org")
    write("one")
    sign_in(browser, make_user("auditor"))
    pages = [browser.open(path).html for path in ("/admin/events", "/admin/events/1", "/admin/events/2")]
    for secret in ("Zoe", "Zimmer", "Zander", "zoe@", "Olga", "203.0.113.7"):
        assert all(secret not in page for page in pages), secret


@pytest.mark.parametrize("role", ["member", "staff"])
def test_members_and_staff_do_not_read_the_log(browser: Browser, role: str) -> None:
    assert sign_in(browser, make_user(role)).open("/admin/events").status == 403


def exported(browser: Browser, **filters: object) -> list[list[str]]:
    browser.open(f"/admin/events?{urlencode(filters)}").press("Export as CSV")
    assert browser.html.startswith("\ufeff")
    return list(csv.reader(io.StringIO(browser.html.removeprefix("\ufeff"))))


def test_a_file_has_the_lines_of_the_page_and_none_of_its_own(clock: Clock, owner: Browser) -> None:
    write("one", by=7)
    write("two", by=8, batch="b-1")
    lines = exported(owner)
    assert lines[0][:4] == ["Number", "When (UTC)", "What", "Action"]
    moment = f"{clock.now:%Y-%m-%d %H:%M:%S}"
    assert lines[1][1:] == [moment, "Two", "two", "Actor 8", "8", "203.0.113.7", "", "", "", "", "b-1", "r"]
    assert [line[3] for line in lines[1:]] == ["two", "one"]


def test_a_file_is_narrowed_as_the_page_is_and_the_log_says_how(owner: Browser) -> None:
    write("one", by=7)
    write("two", by=8)
    assert [line[3] for line in exported(owner, actor=7)[1:]] == ["one"]
    noted = only(select(EventDetail.content).join(Event).where(Event.action == "events.exported"))
    assert (noted["count"], noted["filter"]) == (1, "actor: 7")


def test_a_long_log_is_exported_slice_by_slice(owner: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(event_export, "SLICE", 2)
    monkeypatch.setattr(event_export, "COUNTED", 3)
    for _ in range(5):
        write("one")
    assert len(exported(owner, action="one")) == 6
    noted = only(select(EventDetail.content).join(Event).where(Event.action == "events.exported"))
    assert noted["count"] == "more than 3"


@pytest.mark.parametrize(("number", "path"), [(100, "export"), (101, "/account/confirm")])
def test_more_than_a_hundred_lines_want_to_know_who_it_is(browser: Browser, number: int, path: str) -> None:
    """R5."""
    with own_context(), writing():
        for _ in range(number):
            Event.record(by=Person(id=1, name="Actor"), action="one")
    sign_in(browser, make_user("admin"), at=now() - timedelta(minutes=60))
    browser.open("/admin/events?action=one").press("Export as CSV")
    assert browser.path.endswith(path)


def test_an_auditor_takes_no_name_and_no_network_along(browser: Browser) -> None:
    write("one", by=7)
    sign_in(browser, make_user("auditor"))
    assert exported(browser, action="one")[1][4:7] == ["A. 7.", "7", "203.0.…"]


def test_a_filter_that_cannot_be_read_exports_nothing(owner: Browser) -> None:
    write("one")
    owner.open("/admin/events")
    answer = owner.send("POST", "/admin/events/export", {"csrf_token": owner.csrf_token, "since": "yesterday"})
    assert answer.status_code == 303
