"""Everything around a person in one list: log-ins, acts of administrators, forms; in pages, by kind, masked where it must be."""

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from flask import Flask
from sqlalchemy import event, insert, select

from tests.support.acting import does, person
from tests.support.browser import Browser
from tests.support.forms import make_form
from tests.support.make import PASSWORD, make_user, sign_in
from tests.support.stage import only, own_context, saving
from webapp.admin.users.timeline import href_of
from webapp.clock import now
from webapp.extensions import db
from webapp.models.event import Event
from webapp.models.note import Note
from webapp.models.reference import show_reference
from webapp.models.reviewing import held, move
from webapp.models.submission import Submission
from webapp.models.user import User

KINDS = ("", "log-ins", "administrators", "forms")


def live(browser: Browser) -> User:
    """Somebody who logs in and sends a form, which staff take up, and who is suspended."""
    ada = make_user(name="Ada Lovelace", email="ada@example.org")
    theirs = Browser(browser.client.application).open("/login")
    theirs.fill({"Email": ada.email, "Password": PASSWORD}).press("Log in")
    theirs.open(f"/forms/{make_form().slug}").press("Start now").fill({"Name": "Answer"}).press("Continue").press("Send")
    sent, staff = only(select(Submission)), person(make_user("staff", name="Stella"))
    with saving():
        row = held(sent.id, sent.form_id)
        move(row, by=staff, status="in_progress", row_version=row.row_version)
    does(make_user("owner", name="Olga"), "suspend", ada, reason="Broke the printer")
    return ada


def lines(browser: Browser, user: User, kind: str = "") -> list[str]:
    """What, of each line."""
    page = browser.open(f"/admin/users/{user.id}/timeline?kind={kind}").page
    items = [one for one in page.every("ol") if one.get("class") == "timeline"]
    return ["".join(line[0].itertext()).partition(":")[0] for one in items for line in one]


def test_one_list_tells_everything_and_each_kind_its_own(browser: Browser) -> None:
    ada = live(browser)
    sign_in(browser, make_user("owner"))
    assert {kind: lines(browser, ada, kind) for kind in KINDS} == {
        "": ["Suspended", "Submission moved", "Submission sent", "Logged in"],
        "log-ins": ["Logged in"],
        "administrators": ["Suspended"],
        "forms": ["Submission moved", "Submission sent"],
    }
    assert lines(browser, ada, "nonsense") == lines(browser, ada)


def test_each_line_says_who_and_why_and_leads_to_what_was_sent(browser: Browser) -> None:
    ada = live(browser)
    sign_in(browser, make_user("owner")).open(f"/admin/users/{ada.id}/timeline")
    for said in ("Reason: Broke the printer", "Olga,", "Stella,", "The person themselves,", "“Summer course”"):
        assert browser.has(said), said
    assert f'href="/inbox/{show_reference(only(select(Submission.reference)))}"' in browser.html


def test_no_line_leads_where_its_reader_may_not_go() -> None:
    line, sent = SimpleNamespace(target_type="submission", target_id=7), SimpleNamespace(form_id=1, reference="ABCD2345X")
    assert href_of(line, {7: sent}, {2: None}) is None
    assert href_of(line, {}, {1: None}) is None


def test_an_auditor_reads_it_masked(browser: Browser) -> None:
    ada = live(browser)
    sign_in(browser, make_user("auditor", name="Otto"))
    assert len(lines(browser, ada)) == 4
    for secret in ("Ada", "Lovelace", "Olga", "Stella", "printer", "127.0.0.1"):
        assert secret not in browser.html


def test_notes_are_told_to_none_but_their_readers(browser: Browser) -> None:
    boss, owner = make_user("admin"), make_user("owner")
    with saving() as session:
        Note.write(session.get_one(User, boss.id), by=person(owner), text="Watch this one.")
    assert lines(sign_in(browser, owner), boss) == ["Note on a person written"]
    assert lines(sign_in(Browser(browser.client.application), boss), boss) == []


def add_log_ins(user: User, number: int) -> None:
    """Straight into the table: how they are chained is another matter."""
    line = {"action": "login_success", "target_type": "user", "target_id": user.id, "fields": [], "at": now()}
    rows = [line | {"detail_digest": "", "prev_hash": "", "hash": f"{number:064}"} for number in range(number)]
    with saving() as session:
        session.execute(insert(Event), rows)


def test_pages_lead_through_all_of_it_and_back(browser: Browser) -> None:
    ada = make_user()
    add_log_ins(ada, 120)
    assert len(lines(sign_in(browser, make_user("owner")), ada, "log-ins")) == 50
    sizes = [count(browser.follow(step)) for step in ("Next", "Next", "Previous", "First", "Last")]
    assert sizes == [50, 20, 50, 50, 50]
    astray = browser.open(f"/admin/users/{ada.id}/timeline?page=nonsense")
    assert astray.has("That page is no longer there.")


def count(browser: Browser) -> int:
    return browser.html.count("Logged in</p>")


@pytest.fixture
def asked(app: Flask) -> Iterator[list[str]]:
    """Every statement that SQLite is given, prepared ones too."""
    seen: list[str] = []
    with own_context():
        engine = db.engine
    trace = lambda connection, *_rest: connection.set_trace_callback(seen.append)  # noqa: E731
    if engine.dialect.name == "sqlite":
        event.listen(engine, "checkout", trace)
    yield seen
    if engine.dialect.name == "sqlite":
        event.remove(engine, "checkout", trace)


def test_no_page_takes_more_than_six_statements(browser: Browser, asked: list[str]) -> None:
    ada = live(browser)
    sign_in(browser, make_user("owner")).open(f"/admin/users/{ada.id}/timeline")
    for kind in KINDS:
        asked.clear()
        browser.open(f"/admin/users/{ada.id}/timeline?kind={kind}")
        assert len([one for one in asked if one.startswith("SELECT")]) <= 6, asked
