"""The language and the time zone of a person: on pages, and in mails to them."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from tests.support.acting import does
from tests.support.browser import Browser
from tests.support.clock import Clock
from tests.support.make import PASSWORD, make_user, sign_in
from tests.support.post import newest
from tests.support.stage import found, only
from webapp.models.event import Event
from webapp.models.user import User

PAGE = "/account/preferences"
NEW_YEAR = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)


def test_times_are_shown_in_the_zone_that_was_chosen(browser: Browser, clock: Clock) -> None:
    clock.set(NEW_YEAR)
    sign_in(browser, make_user())
    assert browser.open("/account/sessions").has("31 December 2026, 23:30")
    browser.open(PAGE).fill({"Time zone": "Europe/Vienna"}).press("Save")
    assert browser.open("/account/sessions").has("1 January 2027, 00:30")
    assert browser.open("/account").has("Europe/Vienna")


def test_it_is_chosen_by_each_for_themselves(browser: Browser, app: Flask, clock: Clock) -> None:
    clock.set(NEW_YEAR)
    sign_in(Browser(app), make_user()).open(PAGE).fill({"Time zone": "Europe/Vienna"}).press("Save")
    assert sign_in(browser, make_user()).open("/account/sessions").has("31 December 2026, 23:30")


def test_it_holds_at_the_next_log_in(browser: Browser, clock: Clock) -> None:
    clock.set(NEW_YEAR)
    ada = make_user(timezone="Asia/Kolkata")
    browser.open("/login").fill({"Email": ada.email, "Password": PASSWORD}).press("Log in")
    assert browser.open("/account/sessions").has("1 January 2027, 05:00")


def test_mails_tell_times_in_it(browser: Browser, clock: Clock) -> None:
    clock.set(NEW_YEAR)
    ada = make_user(timezone="Europe/Vienna")
    new = {"Current password": PASSWORD, "New password": "another long pass phrase 9"}
    sign_in(browser, ada).open("/account/password").fill(new).press("Change your password")
    assert "on 1 January 2027 (Europe/Vienna) at 00:30" in newest(ada.email).body


def test_mails_tell_the_portals_time_to_who_chose_none(browser: Browser, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    its = browser.client.application
    monkeypatch.setitem(its.config, "LODGE", replace(its.config["LODGE"], timezone="Europe/Vienna"))
    clock.set(NEW_YEAR)
    ada, owner = make_user(), make_user("owner")
    new = {"Current password": PASSWORD, "New password": "another long pass phrase 9"}
    sign_in(browser, ada).open("/account/password").fill(new).press("Change your password")
    assert "on 1 January 2027 (Europe/Vienna) at 00:30" in newest(ada.email).body
    does(owner, "suspend", ada, reason="Rude", until=NEW_YEAR)
    assert "ends on 1 January 2027 (Europe/Vienna)" in newest(ada.email).body


def test_the_portals_own_comes_back(browser: Browser) -> None:
    ada = make_user(timezone="Europe/Vienna")
    sign_in(browser, ada).open(PAGE).fill({"Time zone": "The portal's own: UTC"}).press("Save")
    assert only(select(User.timezone)) == ""
    assert found(select(Event.action)) == ["user.timezone_changed"]


def test_the_same_again_is_no_event(browser: Browser) -> None:
    sign_in(browser, make_user()).open(PAGE).press("Save")
    assert found(select(Event.action)) == []


def test_a_zone_that_there_is_not_is_refused(browser: Browser) -> None:
    sign_in(browser, make_user()).open(PAGE)
    token = browser.csrf_token
    answer = browser.send("POST", PAGE, {"csrf_token": token, "timezone": "Nowhere/Land"})
    assert answer.status_code == 422
    assert only(select(User.timezone)) == ""
