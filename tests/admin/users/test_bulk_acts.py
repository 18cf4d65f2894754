"""What else can be done to several people at once: let in, turned away, given a role, sent a link; and looked at page by page."""

import re

import pytest
from flask import Flask
from sqlalchemy import select

from tests.admin.users.test_bulk import PAGE, choose, statuses, undo
from tests.support.browser import Browser
from tests.support.clock import Clock
from tests.support.jobs import work
from tests.support.make import make_user, sign_in
from tests.support.post import link_in, mails, subjects
from tests.support.stage import count, found, only, saving
from webapp.admin.users import bulk
from webapp.models.event import Event
from webapp.models.long_job import LongJob
from webapp.models.user import User

QUEUE = "/admin/users/waiting"


@pytest.fixture
def admin(browser: Browser) -> Browser:
    return sign_in(browser, make_user("admin", name="Olga"))


def role_of(user: User) -> tuple[str, str | None]:
    row = only(select(User).where(User.id == user.id))
    return row.role, row.granted_role


def test_those_who_are_ticked_are_approved_and_each_is_told(admin: Browser) -> None:
    ada, bo, cy = (make_user(name=name, status="pending") for name in ("Ada", "Bo", "Cy"))
    admin.open(QUEUE).fill({"Choose Ada": True, "Choose Cy": True}).press("Approve those ticked")
    assert admin.has("Approve: 2 people.")
    admin.press("Approve: 2 people")
    work()
    assert statuses() == ["active", "pending", "active"]
    assert subjects(ada.email) == subjects(cy.email) == ["Your account was approved"]
    assert (admin.open(admin.path).has(cy.email), admin.has(bo.email)) == (True, False)


def test_those_who_are_ticked_are_rejected_with_a_reason_and_taken_back(admin: Browser) -> None:
    ada = make_user(name="Ada", status="pending")
    make_user(name="Bo", status="pending")
    admin.open(QUEUE).fill({"Choose Ada": True, "Reason": "Not of this town"}).press("Reject those ticked")
    admin.press("Reject: 1 person")
    work()
    assert statuses() == ["deleted", "pending"]
    assert "Reason: Not of this town" in mails(ada.email)[0].body
    undo(admin)
    assert statuses() == ["pending", "pending"]


def test_nobody_ticked_is_nobody_meant(admin: Browser) -> None:
    make_user(name="Ada", status="pending")
    admin.open(QUEUE).press("Approve those ticked")
    assert admin.errors == ["Tick at least one person, or choose everybody who fits."]
    assert count(LongJob) == 0


def test_a_role_is_offered_or_lowered_and_taken_back(admin: Browser) -> None:
    ada, sam = make_user(name="Ada"), make_user("staff", name="Sam")
    make_user("auditor", name="Nora")
    choose(admin, "Change role", q="", Role="Auditor")
    assert admin.has("Change role: 2 people, nothing to do for 1, not possible for 1.")
    admin.press("Change role: 2 people")
    work()
    assert (role_of(ada), role_of(sam)) == (("member", "auditor"), ("auditor", None))
    undo(admin)
    assert (role_of(ada), role_of(sam)) == (("member", None), ("auditor", "staff"))


def test_who_manages_people_is_left_to_be_changed_alone(browser: Browser) -> None:
    make_user("admin", name="Bo"), make_user("owner", name="Ofelia")
    choose(sign_in(browser, make_user("owner")), "Change role", q="", Role="Member")
    assert browser.html.count("Owners and admins are given their role, and lose it, one by one.") == 2
    assert browser.has("There is nobody to whom this can be done.")
    browser.open(f"{PAGE}?q=role:owner").fill({"What is to be done?": "Change role"})
    assert not re.search(r'<option value="(admin|owner)"', browser.html)


def test_the_last_of_many_is_given_a_role_however_long_it_takes(admin: Browser, clock: Clock) -> None:
    ada = make_user(name="Ada")
    choose(admin, "Change role", Role="Staff").press("Change role: 1 person")
    # Between two slices.
    work(is_stopping=lambda: clock.move(minutes=15) is None)
    assert role_of(ada) == ("member", "staff")


def test_everybody_gets_a_link_to_choose_a_new_password(admin: Browser, app: Flask) -> None:
    ada, _out = make_user(name="Ada"), make_user(name="Bo", status="suspended")
    choose(admin, "Start a password reset")
    assert admin.has("This person cannot log in now, so a link would open nothing.")
    admin.press("Start a password reset: 1 person")
    work()
    assert Browser(app).open(link_in(mails(ada.email)[0])).has("New password")
    assert found(select(Event.action)) == ["user.link_made"]
    assert not admin.open(admin.path).has("Undo")


def test_everybody_who_was_looked_at_is_on_one_of_the_pages(admin: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "MOST_SHOWN", 3)
    with saving() as session:
        session.add_all(User(name=f"Person {n:02}", email=f"p{n}@example.org") for n in range(7))
    choose(admin)
    seen = [re.findall(r"Person \d\d", admin.html)]
    while admin.has("Next"):
        seen.append(re.findall(r"Person \d\d", admin.press("Next").html))
    assert seen == [[f"Person {n:02}" for n in some] for some in ((0, 1, 2), (3, 4, 5), (6,))]
    assert re.findall(r"Person \d\d", admin.press("Previous").html) == seen[1]
    admin.press("Suspend: 7 people")
    work()
    assert set(statuses()) == {"suspended"}


def test_what_was_looked_at_an_hour_ago_is_looked_at_again(admin: Browser, clock: Clock) -> None:
    make_user(name="Ada")
    choose(admin)
    sent = {"frozen": "invented", "csrf_token": admin.csrf_token, "place": "will:x"}
    assert admin.send("POST", f"{PAGE}/look", sent).status_code == 303
