"""One's own API tokens: made after a confirmation, shown once, revoked at once."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.support.browser import Browser
from tests.support.clock import Clock
from tests.support.make import PASSWORD, make_user, sign_in
from tests.support.post import subjects
from tests.support.stage import count, found, only, own_context
from tests.support.tokens import ask, give_token
from webapp.database import writing
from webapp.limits import Limits
from webapp.models.api_token import ApiToken
from webapp.models.event import Event
from webapp.models.link import Link
from webapp.models.permissions import Refused
from webapp.models.resetting import shut
from webapp.models.user import User

PAGE = "/account/tokens"


def make(browser: Browser, name: str = "Backup", **more: object) -> str:
    """Make one on the page; returns it as it is shown."""
    browser.open(f"{PAGE}/new").fill({"Name": name, **more}).press("Make the token")
    return next(one.get("value", "") for one in browser.page.every("input") if one.get("id") == "copy-box")


def test_it_is_made_shown_once_and_opens(browser: Browser, app: Flask) -> None:
    token = make(sign_in(browser, make_user("staff")), **{"What it may do": ["Export submissions"]})
    assert re.fullmatch(r"lodge_[A-Za-z0-9_-]{43}", token)
    assert ask(app, token).json["scopes"] == ["submissions:export"]
    assert browser.open(f"{PAGE}/made").path == PAGE
    assert token not in browser.html


def test_making_one_is_confirmed_every_time(browser: Browser, clock: Clock) -> None:
    ada = make_user()
    make(sign_in(browser, ada))
    assert browser.open(f"{PAGE}/new").heading == "Confirm it's you"
    assert browser.fill({"Password": PASSWORD}).press("Confirm").heading == "Make an API token"


def test_it_works_for_ninety_days_unless_another_time_is_chosen(browser: Browser, app: Flask, clock: Clock) -> None:
    make(sign_in(browser, make_user()))
    make(sign_in(Browser(app), make_user()), **{"It works for": "A year"})
    assert found(select(ApiToken.expires_at).order_by(ApiToken.id)) == [clock.now + timedelta(days=days) for days in (90, 365)]


def test_its_person_is_told_and_the_log_keeps_it(browser: Browser) -> None:
    ada = make_user()
    make(sign_in(browser, ada))
    assert subjects(ada.email) == ["An API token was made"]
    assert found(select(Event.action)) == ["user.token_made"]


def test_only_what_one_may_do_oneself_is_offered(browser: Browser, app: Flask) -> None:
    sign_in(browser, make_user("staff")).open(f"{PAGE}/new")
    assert browser.has("Export submissions")
    assert not browser.has("Change people's accounts")
    assert not sign_in(Browser(app), make_user()).open(f"{PAGE}/new").has("What it may do")


def test_nobody_gives_more_than_they_hold(app: Flask) -> None:
    with pytest.raises(Refused):
        give_token(make_user("staff"), "users:write")
    assert count(ApiToken) == 0


@pytest.mark.parametrize("scope", ["owners:write", "users:role:write"])
def test_what_must_be_confirmed_is_given_to_no_token(app: Flask, scope: str) -> None:
    with pytest.raises(Refused):
        give_token(make_user("owner"), scope)


@pytest.mark.parametrize("days", [0, 366])
def test_none_works_for_more_than_a_year(app: Flask, days: int) -> None:
    with pytest.raises(Refused):
        give_token(make_user(), days=days)


def test_there_are_not_endlessly_many(app: Flask) -> None:
    ada = make_user()
    for _ in range(Limits().tokens_most):
        give_token(ada)
    with pytest.raises(Refused):
        give_token(ada)


def test_it_is_revoked_at_once(browser: Browser, app: Flask) -> None:
    ada = make_user()
    token = give_token(ada)
    sign_in(browser, ada).open(PAGE).follow("Revoke").press("Revoke the token")
    assert ask(app, token).status_code == 401
    assert browser.has("No tokens yet")
    assert found(select(Event.action).order_by(Event.id)) == ["user.token_made", "user.token_revoked"]


def test_nobody_revokes_somebody_elses(browser: Browser, app: Flask) -> None:
    token = give_token(make_user())
    sign_in(browser, make_user())
    assert browser.open(f"{PAGE}/{only(select(ApiToken.id))}/revoke").status == 404
    assert ask(app, token).status_code == 200


def test_a_name_is_needed(browser: Browser) -> None:
    sign_in(browser, make_user()).open(f"{PAGE}/new").press("Make the token")
    assert browser.status == 422
    assert browser.errors == ["Enter a name, for example Backup script."]


def test_it_dies_with_a_password_reset(browser: Browser, app: Flask) -> None:
    ada = make_user()
    token = give_token(ada)
    with own_context(), writing() as session:
        link = Link.make("reset", user=session.get_one(User, ada.id))[1]
    browser.open(f"/reset-password/{link}").fill({"New password": "another long pass phrase 9"}).press("Set the password")
    assert ask(app, token).status_code == 401


def test_it_dies_when_its_person_says_that_it_was_not_them(app: Flask) -> None:
    ada = make_user()
    token = give_token(ada)
    with own_context(), writing() as session:
        shut(session.get_one(User, ada.id), "not me")
    assert ask(app, token).status_code == 401
