"""A one-time link for a password, and an address confirmed on somebody's word."""

from sqlalchemy import select

from tests.support.browser import Browser
from tests.support.clock import Clock
from tests.support.copying import shown_link
from tests.support.make import make_user, sign_in
from tests.support.stage import count, only
from webapp.models.event import Event
from webapp.models.link import Link
from webapp.models.user import User

NEW = "a new pass phrase of five words"


def make_link(browser: Browser, ada: User) -> str:
    browser.open(f"/admin/users/{ada.id}/link").press("Make the link")
    return shown_link(browser)


def test_a_reset_link_sets_a_new_password_and_logs_out(browser: Browser) -> None:
    ada = make_user()
    theirs = sign_in(Browser(browser.client.application), ada)
    link = make_link(sign_in(browser, make_user("owner")), ada)
    visitor = Browser(browser.client.application).open(link).fill({"New password": NEW}).press("Set the password")
    visitor.fill({"Email": ada.email, "Password": NEW}).press("Log in")
    assert visitor.path == "/"
    assert theirs.open("/account").path == "/login"


def test_a_link_that_an_administrator_made_is_an_event(browser: Browser) -> None:
    ada, owner = make_user(), make_user("owner")
    make_link(sign_in(browser, owner), ada)
    event = only(select(Event).where(Event.action == "user.link_made"))
    assert (event.actor_id, event.target_id) == (owner.id, ada.id)


def test_a_reset_link_lives_an_hour(clock: Clock, browser: Browser) -> None:
    link = make_link(sign_in(browser, make_user("owner")), make_user())
    clock.move(minutes=61)
    assert Browser(browser.client.application).open(link).status == 410


def test_a_newer_link_kills_the_older(browser: Browser) -> None:
    ada = make_user()
    sign_in(browser, make_user("owner"))
    first, second = make_link(browser, ada), make_link(browser, ada)
    assert Browser(browser.client.application).open(first).status == 410
    assert Browser(browser.client.application).open(second).status == 200


def test_opening_the_page_makes_no_link(browser: Browser) -> None:
    ada = make_user()
    sign_in(browser, make_user("owner")).open(f"/admin/users/{ada.id}/link")
    assert (count(Link), count(Event)) == (0, 0)


def test_a_suspended_person_gets_no_link(browser: Browser) -> None:
    ada = make_user(status="suspended")
    sign_in(browser, make_user("owner")).open(f"/admin/users/{ada.id}/link").press("Make the link")
    assert (browser.status, count(Link)) == (403, 0)


def test_an_address_is_confirmed_on_an_administrators_word(browser: Browser) -> None:
    ada = make_user(email_confirmed_at=None)
    sign_in(browser, make_user("owner")).open(f"/admin/users/{ada.id}").press("Confirm the address")
    assert only(select(User.email_confirmed_at).where(User.id == ada.id)) is not None
