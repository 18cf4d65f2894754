"""Taking one's address back: a week long, whatever a thief has changed since."""

import pytest
from flask import Flask
from sqlalchemy import select

from tests.support.browser import Browser
from tests.support.clock import Clock
from tests.support.make import PASSWORD, make_user, sign_in
from tests.support.post import link_in, mails, newest, subjects
from tests.support.stage import found, only, saving
from webapp.models.event import Event
from webapp.models.login_session import LoginSession
from webapp.models.user import User

ADA, THIEF = "ada@example.org", "thief@evil.example"
NEW = "blue tall otter sings"


def take_over(browser: Browser, email: str = THIEF) -> None:
    """Somebody who sits at Ada's open browser changes the address, with their own mailbox."""
    browser.open("/account/email").fill({"New email address": email}).press("Send the link")
    browser.open(link_in(newest(email))).press("Use this address")


@pytest.fixture
def thief(by_mail: Browser) -> Browser:
    sign_in(by_mail, make_user(email=ADA))
    take_over(by_mail)
    return by_mail


def undo(app: Flask) -> Browser:
    return Browser(app).open(link_in(newest(ADA))).press("Change it back")


def test_the_address_comes_back_and_everybody_is_out(thief: Browser, app: Flask) -> None:
    owner = undo(app)
    assert owner.heading == "Choose a password"
    assert only(select(User.email)) == ADA
    assert thief.open("/account").heading == "Log in"
    assert set(found(select(LoginSession.revoked_reason))) == {"address taken back"}
    owner.fill({"New password": NEW}).press("Set the password")
    assert owner.fill({"Email": ADA, "Password": NEW}).press("Log in").path == "/"


def test_both_addresses_are_told_and_it_is_an_event(thief: Browser, app: Flask) -> None:
    undo(app)
    assert subjects(ADA)[-1] == "Your email address was changed back"
    assert subjects(THIEF)[-1] == "An email address was changed back"
    assert "user.email_change_undone" in found(select(Event.action))


def test_another_password_and_another_address_do_not_close_the_way_back(thief: Browser, app: Flask) -> None:
    thief.open("/account/password").fill({"Current password": PASSWORD, "New password": NEW}).press("Change your password")
    take_over(thief, "elsewhere@evil.example")
    undo(app)
    assert only(select(User.email)) == ADA
    assert Browser(app).open(link_in(newest(THIEF))).status == 410


def test_opening_changes_nothing_and_hides_the_token(thief: Browser, app: Flask) -> None:
    link = link_in(newest(ADA))
    Browser(app).send("HEAD", link)
    page = Browser(app).open(link)
    assert (page.path, link.rpartition("/")[2] in page.html, only(select(User.email))) == ("/undo-email", False, THIEF)


def test_it_works_once_and_for_a_week(thief: Browser, app: Flask, clock: Clock) -> None:
    link = link_in(newest(ADA))
    clock.move(days=6, hours=23)
    first, second = Browser(app).open(link), Browser(app).open(link)
    first.press("Change it back")
    assert second.press("Change it back").status == 410


def test_after_a_week_it_is_over(thief: Browser, app: Flask, clock: Clock) -> None:
    clock.move(days=7, minutes=1)
    assert Browser(app).open(link_in(newest(ADA))).status == 410


def test_an_address_that_somebody_else_has_by_now_is_not_taken_from_them(thief: Browser, app: Flask) -> None:
    make_user(email=ADA, name="Other")
    assert undo(app).has("This address belongs to another account by now.")
    assert found(select(User.email).order_by(User.id)) == [THIEF, ADA]


def test_a_suspended_account_has_no_way_back(thief: Browser, app: Flask) -> None:
    with saving() as session:
        user = session.get_one(User, 1)
        user.status, user.suspended_reason = "suspended", "Abuse."
    assert Browser(app).open(link_in(mails(ADA)[-1])).status == 410


def test_a_thief_who_deletes_the_account_does_not_close_the_way_back(thief: Browser, app: Flask) -> None:
    thief.open("/account/delete").fill({"Type your email address to confirm": THIEF}).press("Delete my account")
    owner = undo(app)
    assert (only(select(User.email)), only(select(User.status))) == (ADA, "active")
    owner.fill({"New password": NEW}).press("Set the password")
    assert owner.fill({"Email": ADA, "Password": NEW}).press("Log in").path == "/"
