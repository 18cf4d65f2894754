"""Browsers that are not asked for the second step: for thirty days, for their person, until something changes."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from tests.support.acting import does
from tests.support.browser import Browser
from tests.support.clock import Clock
from tests.support.factors import App, first_step, give_app, second_step
from tests.support.make import make_user, sign_in
from tests.support.stage import count, found, saving
from webapp.models.login_session import LoginSession
from webapp.models.trusted_device import TrustedDevice
from webapp.models.user import User

NEW = "blue tall otter sings"
METHODS = select(LoginSession.methods).order_by(LoginSession.id.desc()).limit(1)


def trusted(browser: Browser, user: User, app: App) -> Browser:
    """Somebody who has ticked the box and logged out again."""
    return second_step(first_step(browser, user), app.code(), trust=True).press("Log out")


def test_trusted_browser_is_asked_for_the_password_only(browser: Browser) -> None:
    ada = make_user()
    trusted(browser, ada, give_app(ada))
    assert first_step(browser, ada).path == "/"
    assert found(METHODS) == ["password, trusted browser"]


def test_wrong_password_gets_nowhere_in_it(browser: Browser) -> None:
    ada = make_user()
    trusted(browser, ada, give_app(ada))
    assert browser.open("/login").fill({"Email": ada.email, "Password": "wrong"}).press("Log in").status == 422


def test_log_in_with_it_does_not_count_as_a_confirmation(browser: Browser) -> None:
    ada = make_user()
    trusted(browser, ada, give_app(ada))
    first_step(browser, ada)
    assert browser.open("/account/two-factor/app/remove").heading == "Confirm it's you"


def test_untrusted_without_the_tick(browser: Browser, clock: Clock) -> None:
    ada = make_user()
    app = give_app(ada)
    second_step(first_step(browser, ada), app.code()).press("Log out")
    assert first_step(browser, ada).heading == "Enter your code"


def test_trust_ends_after_thirty_days(browser: Browser, clock: Clock) -> None:
    ada = make_user()
    trusted(browser, ada, give_app(ada))
    clock.move(days=29)
    assert first_step(browser, ada).path == "/"
    browser.press("Log out")
    clock.move(days=1)
    assert first_step(browser, ada).heading == "Enter your code"


def test_trust_is_one_persons(browser: Browser) -> None:
    ada, bob = make_user(), make_user()
    app = give_app(ada)
    give_app(bob)
    trusted(browser, ada, app)
    assert first_step(browser, bob).heading == "Enter your code"


def test_two_people_can_trust_one_browser(browser: Browser) -> None:
    ada, bob = make_user(), make_user()
    for person in (ada, bob):
        trusted(browser, person, give_app(person))
    for person in (ada, bob):
        assert first_step(browser, person).path == "/"
        browser.press("Log out")


def change_password(app: Flask, user: User) -> None:
    page = sign_in(Browser(app), user).open("/account/password")
    page.fill({"Current password": "correct horse battery staple 7", "New password": NEW}).press("Change your password")


def change_address(app: Flask, user: User) -> None:
    does(make_user("owner"), "change", user, version=1, email="ada.new@example.org")


def remove_app(app: Flask, user: User) -> None:
    sign_in(Browser(app), user).open("/account/two-factor/app/remove").press("Remove the app")
    give_app(user)


@pytest.mark.parametrize("act", [change_password, change_address, remove_app])
def test_trust_dies_with_password_address_and_factor(app: Flask, act: Callable[[Flask, User], None]) -> None:
    ada = make_user(email="ada.old@example.org")
    trusted(Browser(app), ada, give_app(ada))
    assert count(TrustedDevice) == 1
    act(app, ada)
    assert count(TrustedDevice) == 0


def test_it_is_bound_to_the_password_however_that_changed(browser: Browser) -> None:
    ada = make_user()
    trusted(browser, ada, give_app(ada))
    with saving() as session:
        session.execute(update(User).where(User.id == ada.id).values(password_changed_at=func.current_timestamp()))
    assert first_step(browser, ada).heading == "Enter your code"


def test_cookie_tells_nothing_and_is_kept_from_scripts(browser: Browser) -> None:
    ada = make_user()
    app = give_app(ada)
    second_step(first_step(browser, ada), app.code(), trust=True)
    cookie = browser.client.get_cookie("trusted", domain="localhost")
    assert cookie is not None
    assert (cookie.http_only, cookie.same_site, cookie.max_age) == (True, "Lax", 30 * 24 * 3600)
    assert str(ada.id) != cookie.value
    assert len(cookie.value) == 43


def test_a_cookie_that_somebody_else_has_copied_is_not_trusted_with_the_next_person(app: Flask, clock: Clock) -> None:
    eve, ada = make_user(), make_user()
    shared = trusted(Browser(app), eve, give_app(eve))
    copied = cookie_of(shared)
    trusted(shared, ada, give_app(ada))
    elsewhere = Browser(app)
    elsewhere.client.set_cookie("trusted", copied, domain="localhost")
    assert first_step(elsewhere, ada).heading == "Enter your code"
    assert first_step(shared, eve).path == "/"
    assert first_step(shared.press("Log out"), ada).path == "/"


def cookie_of(browser: Browser) -> str:
    cookie = browser.client.get_cookie("trusted")
    return cookie.value if cookie is not None else ""
