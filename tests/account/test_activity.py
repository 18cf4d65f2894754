"""What happened to one's account."""

from flask import Flask
from sqlalchemy import select

from tests.support.acting import does, person
from tests.support.browser import Browser
from tests.support.clock import Clock
from tests.support.make import PASSWORD, make_user, sign_in
from tests.support.page import words
from tests.support.stage import saving
from webapp.extensions import db
from webapp.models.event import Event
from webapp.models.person import Person
from webapp.models.user import User


def test_own_acts_are_listed_with_browser_and_network(app: Flask) -> None:
    ada = make_user()
    browser = Browser(app, User_Agent="Mozilla/5.0 (Windows NT 10.0) Firefox/140.0")
    browser.open("/login").fill({"Email": ada.email, "Password": PASSWORD}).press("Log in")
    browser.open("/account/activity")
    assert all(browser.has(text) for text in ("You logged in", "Firefox on Windows", "127.0.0.1"))


def test_what_administrators_did_is_listed_without_their_name_and_network(browser: Browser, app: Flask) -> None:
    ada, boss = make_user(), make_user("owner", name="Margarethe")
    sign_in(Browser(app), boss).open(f"/admin/users/{ada.id}/edit").fill({"Name": "Ada L."}).press("Save changes")
    sign_in(browser, ada).open("/account/activity")
    assert browser.has("Your name or email address was changed")
    assert browser.has("An administrator")
    assert not browser.has("Margarethe")
    assert not browser.has("127.0.0.1")


def test_what_was_done_at_the_machine_is_listed_too(browser: Browser) -> None:
    ada = make_user()
    with saving():
        user = db.session.scalars(select(User).where(User.id == ada.id)).one()
        user.suspend(by=Person.command_line(), reason="For a test.")
        user.unsuspend(by=Person.command_line())
    sign_in(browser, ada).open("/account/activity")
    assert browser.has("Your account was suspended")
    assert browser.has("The operator of this portal")


def test_what_one_did_to_others_is_not_told_as_done_to_oneself(browser: Browser) -> None:
    boss, bob = make_user("owner"), make_user(name="Bob")
    does(boss, "suspend", bob, reason="For a test.")
    sign_in(browser, boss).open("/account/activity")
    assert browser.has("Suspended: Bob")
    assert not browser.has("Your account was suspended")


def test_the_method_of_a_log_in_is_told(browser: Browser) -> None:
    ada = make_user()
    browser.open("/login").fill({"Email": ada.email, "Password": PASSWORD}).press("Log in").open("/account/activity")
    assert [words(one) for one in browser.page.every("td") if one.get("data-label") == "Method"] == ["Password"]


def test_a_long_history_has_pages(browser: Browser, clock: Clock) -> None:
    ada = make_user()
    with saving():
        for _ in range(120):
            clock.move(seconds=1)
            Event.record(by=person(ada), action="user.renamed", target=db.session.get_one(User, ada.id))
    sign_in(browser, ada).open("/account/activity")
    seen = 0
    for _ in range(2):
        seen += browser.html.count("You changed your name")
        browser.follow("Next")
    assert seen + browser.html.count("You changed your name") == 120


def test_without_any_the_page_says_so(browser: Browser) -> None:
    assert sign_in(browser, make_user()).open("/account/activity").has("Nothing in the last 90 days")


def test_somebody_elses_activity_is_not_shown(browser: Browser, app: Flask) -> None:
    eve = make_user()
    Browser(app).open("/login").fill({"Email": eve.email, "Password": PASSWORD}).press("Log in")
    assert not sign_in(browser, make_user()).open("/account/activity").has("You logged in")


def test_it_ends_after_ninety_days(browser: Browser, clock: Clock) -> None:
    ada = make_user()
    browser.open("/login").fill({"Email": ada.email, "Password": PASSWORD}).press("Log in")
    clock.move(days=91)
    assert not sign_in(browser, ada).open("/account/activity").has("You logged in")
