"""Delete one's own account: a confirmation, the address typed, and everything ends at once."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from tests.support.browser import Browser
from tests.support.clock import Clock
from tests.support.make import PASSWORD, make_user, sign_in
from tests.support.post import newest, subjects
from tests.support.stage import count, found, only
from tests.support.tokens import ask, give_token
from webapp.models.event import Event
from webapp.models.known_device import KnownDevice
from webapp.models.trusted_device import TrustedDevice
from webapp.models.user import User

PAGE = "/account/delete"
ADDRESS = "Type your email address to confirm"


def delete(browser: Browser, user: User) -> Browser:
    return sign_in(browser, user).open(PAGE).fill({ADDRESS: user.email}).press("Delete my account")


def test_it_locks_and_hides_at_once_and_names_the_day(browser: Browser, clock: Clock) -> None:
    ada = make_user()
    delete(browser, ada)
    user = only(select(User))
    assert (user.status, user.deletion_due_at) == ("deleted", clock.now + timedelta(days=14))
    assert browser.has(f"Your account will be deleted on {user.deletion_due_at:%-d %B %Y}")
    assert browser.open("/account").heading == "Log in"


def test_every_log_in_token_and_known_browser_dies(browser: Browser, app: Flask) -> None:
    ada = make_user()
    token, other = give_token(ada), Browser(app)
    other.open("/login").fill({"Email": ada.email, "Password": PASSWORD}).press("Log in")
    delete(browser, ada)
    assert other.open("/account").heading == "Log in"
    assert ask(app, token).status_code == 401
    assert (count(KnownDevice), count(TrustedDevice)) == (0, 0)


def test_it_is_confirmed_every_time(browser: Browser, clock: Clock) -> None:
    ada = make_user()
    sign_in(browser, ada, at=clock.now - timedelta(minutes=3))
    assert browser.open(PAGE).heading == "Confirm it's you"
    assert browser.fill({"Password": PASSWORD}).press("Confirm").heading == "Delete your account"


def test_another_address_deletes_nothing(browser: Browser) -> None:
    ada = make_user()
    sign_in(browser, ada).open(PAGE).fill({ADDRESS: "somebody@example.org"}).press("Delete my account")
    assert browser.errors == [f"That is not your address. Enter {ada.email}"]
    assert only(select(User.status)) == "active"


def test_it_is_mailed_and_recorded(browser: Browser, clock: Clock) -> None:
    ada = make_user(timezone="Europe/Vienna")
    delete(browser, ada)
    assert subjects(ada.email) == ["Your account will be deleted"]
    assert "(Europe/Vienna)" in newest(ada.email).body
    assert found(select(Event.action)) == ["user.deletion_scheduled"]


def test_the_last_owner_is_told_why_not(browser: Browser) -> None:
    boss = make_user("owner")
    delete(browser, boss)
    assert browser.status == 422
    assert "last owner" in browser.errors[0]
    assert browser.open("/account").heading == "Your account"
    assert found(select(Event.action)) == []


def test_an_owner_goes_while_another_remains(browser: Browser) -> None:
    make_user("owner")
    delete(browser, make_user("owner"))
    assert browser.path == "/"


def test_the_page_of_the_person_shows_the_day(browser: Browser, app: Flask) -> None:
    boss, ada = make_user("owner"), make_user()
    delete(browser, ada)
    page = sign_in(Browser(app), boss).open(f"/admin/users/{ada.id}")
    day = only(select(User.deletion_due_at).where(User.id == ada.id))
    assert page.has(f"Until {day:%-d %B %Y} they can log in and keep it")


def test_the_way_to_it_stands_on_ones_own_page(browser: Browser) -> None:
    sign_in(browser, make_user()).open("/account").follow("Delete Your account")
    assert browser.heading == "Delete your account"
