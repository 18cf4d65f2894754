"""Where one is logged in."""

from flask import Flask
from sqlalchemy import select

from tests.support.browser import Browser
from tests.support.clock import Clock
from tests.support.make import make_user, sign_in
from tests.support.stage import found, only
from webapp.models.event import Event
from webapp.models.login_session import LoginSession


def test_every_log_in_is_listed_and_this_one_is_marked(browser: Browser, app: Flask) -> None:
    ada = make_user()
    sign_in(Browser(app), ada)
    sign_in(browser, ada).open("/account/sessions")
    assert len(list(browser.page.every("tr"))) == 3
    assert browser.text.count("This device") == 1


def test_one_is_ended_at_once(browser: Browser, app: Flask) -> None:
    ada = make_user()
    other = sign_in(Browser(app), ada)
    sign_in(browser, ada).open("/account/sessions").press("End")
    assert other.open("/account").heading == "Log in"
    assert browser.open("/account").heading == "Your account"
    assert only(select(Event.action)) == "user.log_in_ended"


def test_all_others_are_ended_at_once(browser: Browser, app: Flask) -> None:
    ada = make_user()
    others = [sign_in(Browser(app), ada) for _ in range(2)]
    sign_in(browser, ada).open("/account/sessions").press("Log out everywhere else")
    assert [other.open("/account").heading for other in others] == ["Log in", "Log in"]
    assert browser.open("/account").heading == "Your account"


def test_nobody_ends_somebody_elses(browser: Browser, app: Flask) -> None:
    eve = sign_in(Browser(app), make_user())
    theirs = only(select(LoginSession.id))
    ada = make_user()
    sign_in(Browser(app), ada)
    sign_in(browser, ada).open("/account/sessions")
    hidden = browser.csrf_token
    answer = browser.send("POST", f"/account/sessions/{theirs}/end", {"csrf_token": hidden})
    assert answer.status_code == 404
    assert eve.open("/account").heading == "Your account"


def test_idle_log_in_is_over_and_not_listed(browser: Browser, app: Flask, clock: Clock) -> None:
    ada = make_user()
    idle = sign_in(Browser(app), ada)
    clock.move(hours=8, seconds=1)
    sign_in(browser, ada).open("/account/sessions")
    assert len(list(browser.page.every("tr"))) == 2
    assert idle.open("/account").heading == "Log in"


def test_log_in_in_use_ends_after_a_day_all_the_same(browser: Browser, clock: Clock) -> None:
    sign_in(browser, make_user())
    for _ in range(4):
        clock.move(hours=6)
        last = browser.open("/account").heading
    assert last == "Log in"


def test_last_seen_is_written_at_most_every_five_minutes(browser: Browser, clock: Clock) -> None:
    sign_in(browser, make_user())
    begun = clock.now
    clock.move(minutes=4)
    browser.open("/account")
    assert found(select(LoginSession.last_seen_at)) == [begun]
    clock.move(minutes=2)
    browser.open("/account")
    assert found(select(LoginSession.last_seen_at)) == [clock.now]
