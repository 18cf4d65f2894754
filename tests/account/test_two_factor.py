"""The page of one's second step: what there is, and the devices that are not asked."""

from flask import Flask
from sqlalchemy import select

from tests.support.browser import Browser
from tests.support.clock import Clock
from tests.support.factors import first_step, give_app, second_step
from tests.support.make import make_user, sign_in
from tests.support.stage import count, found
from webapp.models.event import Event
from webapp.models.trusted_device import TrustedDevice
from webapp.models.user import User

AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def trusting(app: Flask, user: User) -> Browser:
    phone = give_app(user)
    return second_step(first_step(Browser(app, User_Agent=AGENT), user), phone.code(), trust=True)


def test_it_says_what_there_is(browser: Browser) -> None:
    ada = make_user()
    assert sign_in(browser, ada).open("/account").follow("Change Second step").has("Add an app")
    give_app(ada)
    assert browser.open("/account/two-factor").has("10 recovery codes are left.")
    assert browser.open("/account").has("On, recovery codes left: 10")


def test_trusted_device_is_listed_and_asked_again(app: Flask) -> None:
    ada = make_user()
    browser = trusting(app, ada)
    assert browser.open("/account/two-factor").has("Firefox on Linux")
    assert browser.press("Ask again in Firefox on Linux").has("That browser is asked for the second step again.")
    assert first_step(browser.press("Log out"), ada).heading == "Enter your code"
    assert "user.trust_ended" in found(select(Event.action))


def test_somebody_elses_device_is_not_found(app: Flask) -> None:
    ada = trusting(app, make_user())
    device = found(select(TrustedDevice.id))[0]
    eve = sign_in(Browser(app), make_user()).open("/account/two-factor")
    form = {"csrf_token": eve.csrf_token}
    address = f"/account/two-factor/devices/{device}/forget"
    assert eve.send("POST", address, form, headers={"Origin": "http://localhost"}).status_code == 404
    assert count(TrustedDevice) == 1
    assert ada.open("/account/two-factor").has("Firefox")


def test_all_of_them_are_asked_again(app: Flask, clock: Clock) -> None:
    ada = make_user()
    phone = give_app(ada)
    for _ in range(2):
        browser = second_step(first_step(Browser(app), ada), phone.code(), trust=True)
        clock.move(seconds=30)
    assert count(TrustedDevice) == 2
    browser.open("/account/two-factor").press("Ask again in all of them")
    assert count(TrustedDevice) == 0
