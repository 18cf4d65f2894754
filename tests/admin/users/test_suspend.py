"""Suspend a person: at their next request they are out, and they read the reason only where that was wanted."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.support.browser import Browser
from tests.support.clock import Clock
from tests.support.make import PASSWORD, make_user, sign_in
from tests.support.stage import count, only
from webapp.models.event import Event
from webapp.models.user import User


def suspend(browser: Browser, ada: User, **inputs: object) -> Browser:
    sign_in(browser, make_user("owner")).open(f"/admin/users/{ada.id}/suspend")
    return browser.fill({"Reason": "Broke the printer"} | inputs).press(f"Suspend {ada.name}")


def test_a_suspended_person_is_out_at_their_next_request(browser: Browser) -> None:
    ada = make_user()
    theirs = sign_in(Browser(browser.client.application), ada)
    suspend(browser, ada)
    assert theirs.open("/account").path == "/login"


@pytest.mark.parametrize("is_told", [True, False])
def test_they_read_the_reason_when_they_try_to_log_in_if_that_was_wanted(browser: Browser, is_told: bool) -> None:
    ada = make_user()
    suspend(browser, ada, **{"Tell the person the reason": is_told})
    theirs = Browser(browser.client.application).open("/login")
    theirs.fill({"Email": ada.email, "Password": PASSWORD}).press("Log in")
    assert theirs.status == 422
    assert theirs.has("Broke the printer") is is_told


def test_opening_the_page_suspends_nobody(browser: Browser) -> None:
    ada = make_user()
    sign_in(browser, make_user("owner")).open(f"/admin/users/{ada.id}/suspend")
    assert count(Event) == 0


def test_a_reason_is_asked_for(browser: Browser) -> None:
    assert suspend(browser, make_user(), Reason=" ").errors == ["Enter a reason."]


def test_a_day_that_is_past_is_refused(clock: Clock, browser: Browser) -> None:
    yesterday = (clock.now - timedelta(days=1)).date()
    assert suspend(browser, make_user(), **{"Suspended until": yesterday.isoformat()}).status == 422
    assert browser.errors == ["Enter a day from today on, or leave it empty."]


def test_the_last_day_is_a_whole_day(clock: Clock, browser: Browser) -> None:
    ada = make_user()
    suspend(browser, ada, **{"Suspended until": clock.now.date().isoformat()})
    until = only(select(User.suspended_until).where(User.id == ada.id))
    assert until.date() == clock.now.date() + timedelta(days=1)
    assert (until.hour, until.minute) == (0, 0)


def test_lifting_lets_them_in_again(browser: Browser) -> None:
    ada = make_user(status="suspended")
    sign_in(browser, make_user("owner")).open(f"/admin/users/{ada.id}").press("Lift the suspension")
    theirs = Browser(browser.client.application).open("/login")
    assert theirs.fill({"Email": ada.email, "Password": PASSWORD}).press("Log in").path == "/"


def test_nobody_suspends_themselves(browser: Browser) -> None:
    owner = make_user("owner")
    assert sign_in(browser, owner).open(f"/admin/users/{owner.id}/suspend").status == 403


def test_whom_nobody_approved_is_suspended_without_a_last_day(browser: Browser, clock: Clock) -> None:
    ada = make_user(status="pending")
    suspend(browser, ada, **{"Suspended until": clock.now.date().isoformat()})
    assert browser.errors == ["Nobody has approved this person yet: suspend them without a last day."]
    assert browser.value("Reason") == "Broke the printer"
