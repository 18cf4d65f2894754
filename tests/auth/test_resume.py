"""A log-in that ended while somebody was typing: what they typed comes back, to them only."""

from flask import Flask
from sqlalchemy import select

from tests.support.browser import Browser
from tests.support.clock import Clock
from tests.support.forms import make_form, page, question
from tests.support.make import PASSWORD, make_user, sign_in
from tests.support.stage import count, only
from webapp.models.draft import Draft
from webapp.models.kept_post import KeptPost
from webapp.models.user import User


def type_and_lapse(browser: Browser, clock: Clock, email: str) -> Browser:
    """Type a new name, be away for a night, press Save, log in again as `email`."""
    browser.open("/account/name").fill({"Name": "Ada of the Night"})
    clock.move(hours=9)
    browser.press("Save your name")
    assert browser.heading == "Log in"
    return browser.fill({"Email": email, "Password": PASSWORD}).press("Log in")


def test_what_was_typed_comes_back_and_goes_on(browser: Browser, clock: Clock) -> None:
    ada = make_user()
    sign_in(browser, ada)
    type_and_lapse(browser, clock, ada.email)
    assert browser.has("Ada of the Night")
    assert browser.press("Continue").path == "/account"
    assert only(select(User.name)) == "Ada of the Night"


def test_answers_go_on_without_names_that_only_machines_understand(browser: Browser, clock: Clock) -> None:
    ada, form = make_user(), make_form(page(question("text", "Your name", "f_name")))
    sign_in(browser, ada).open(f"/forms/{form.slug}").press("Start now").fill({"Your name": "Ada"})
    clock.move(hours=9)
    browser.press("Continue").fill({"Email": ada.email, "Password": PASSWORD}).press("Log in")
    assert browser.heading == "Continue"
    assert browser.has("Continue to send it.")
    assert not browser.has("F name")
    browser.press("Continue")
    assert only(select(Draft.answers)) == {"f_name": "Ada"}


def test_somebody_else_who_logs_in_there_sees_nothing_of_it(browser: Browser, clock: Clock) -> None:
    eve = make_user(name="Eve")
    sign_in(browser, make_user(name="Ada"))
    type_and_lapse(browser, clock, eve.email)
    assert browser.path == "/"
    assert not browser.has("Ada of the Night")


def test_it_is_kept_for_an_hour(browser: Browser, clock: Clock) -> None:
    ada = make_user()
    sign_in(browser, ada)
    type_and_lapse(browser, clock, ada.email)
    clock.move(minutes=61)
    assert not browser.open("/resume").has("Ada of the Night")


def test_it_lies_encrypted_and_without_passwords(browser: Browser, clock: Clock) -> None:
    sign_in(browser, make_user())
    browser.open("/account/password").fill({"Current password": PASSWORD, "New password": "blue tall otter sings"})
    clock.move(hours=9)
    browser.press("Change your password")
    assert count(KeptPost) == 0
    sign_in(browser, make_user())
    browser.open("/account/name").fill({"Name": "Readable name"})
    clock.move(hours=9)
    browser.press("Save your name")
    assert b"Readable" not in only(select(KeptPost.body))


def test_nothing_is_kept_for_a_stranger(app: Flask) -> None:
    assert Browser(app).send("POST", "/account/name", {"name": "Mallory"}).status_code == 303
    assert count(KeptPost) == 0
