"""Changing one's own address: confirmed first, proven by a link to the new one, told to the old one."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.support.acting import person
from tests.support.browser import Browser
from tests.support.clock import Clock
from tests.support.make import PASSWORD, make_user, sign_in
from tests.support.post import link_in, links_in, mailing, mails, newest, subjects
from tests.support.stage import count, found, only, saving
from tests.support.together import together
from webapp.database import writing
from webapp.models.address_change import finish_change
from webapp.models.event import Event
from webapp.models.link import Link
from webapp.models.outbox import OutboxMail
from webapp.models.user import User

OLD, NEW = "ada@example.org", "ada@new.example"


@pytest.fixture
def ada(browser: Browser) -> User:
    user = make_user(email=OLD, name="Ada")
    sign_in(browser, user)
    return user


@pytest.fixture
def by_mail(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    mailing(app, monkeypatch)


def ask(browser: Browser, email: str = NEW) -> Browser:
    return browser.open("/account/email").fill({"New email address": email}).press("Send the link")


def email_of(user: User) -> str:
    return str(only(select(User.email).where(User.id == user.id)))


def test_nothing_changes_until_the_link_is_used(browser: Browser, ada: User, by_mail: None) -> None:
    assert ask(browser).has(f"Open the link that we have sent to {NEW} within 60 minutes.")
    assert email_of(ada) == OLD
    browser.send("HEAD", link_in(newest(NEW)))
    browser.open(link_in(newest(NEW)))
    assert (browser.path, email_of(ada)) == ("/account/email/confirm", OLD)
    assert browser.press("Use this address").has(f"Your email address is {NEW} now.")
    assert email_of(ada) == NEW


def test_the_new_address_is_proven_and_the_change_is_an_event(browser: Browser, ada: User, by_mail: None) -> None:
    ask(browser).open(link_in(newest(NEW))).press("Use this address")
    assert only(select(User.email_confirmed_at)) > ada.email_confirmed_at
    assert found(select(Event.action).order_by(Event.id)) == ["user.email_change_asked", "user.email_changed"]


def test_the_old_address_is_told_at_request_and_completion(browser: Browser, ada: User, by_mail: None) -> None:
    ask(browser).open(link_in(newest(NEW))).press("Use this address")
    assert subjects(OLD) == ["A change of your email address was asked for", "Your email address was changed"]
    assert "/not-me/" in mails(OLD)[0].body
    assert "/undo-email/" in mails(OLD)[1].body
    assert subjects(NEW) == ["Confirm your new email address", "Your email address was changed"]


def test_it_wants_confirmation_first(browser: Browser, clock: Clock) -> None:
    sign_in(browser, make_user(email=OLD), at=clock.now - timedelta(minutes=11))
    assert browser.open("/account/email").path == "/account/confirm"
    assert browser.fill({"Password": PASSWORD}).press("Confirm").path == "/account/email"


def test_only_the_person_who_asked_can_use_the_link(browser: Browser, ada: User, by_mail: None, app: Flask) -> None:
    ask(browser)
    link = link_in(newest(NEW))
    assert sign_in(Browser(app), make_user()).open(link).status == 410
    visitor = Browser(app).open(link)
    assert visitor.heading == "Log in"
    assert visitor.fill({"Email": OLD, "Password": PASSWORD}).press("Log in").heading == "Confirm your new email address"


def test_a_link_works_once_and_for_an_hour(browser: Browser, ada: User, by_mail: None, clock: Clock) -> None:
    ask(browser)
    link = link_in(newest(NEW))
    clock.move(minutes=61)
    assert browser.open(link).status == 410
    link = link_in((sign_in(browser, ada), ask(browser), newest(NEW))[2])
    browser.open(link).press("Use this address")
    assert browser.open(link).status == 410


def test_a_newer_request_kills_the_older_link(browser: Browser, ada: User, by_mail: None) -> None:
    ask(browser, "first@new.example")
    ask(browser, "second@new.example")
    assert browser.open(link_in(newest("first@new.example"))).status == 410


def test_a_changed_password_kills_the_link(browser: Browser, ada: User, by_mail: None) -> None:
    ask(browser)
    browser.open("/account/password").fill({"Current password": PASSWORD, "New password": "blue tall otter sings"})
    browser.press("Change your password")
    assert browser.open(link_in(newest(NEW))).status == 410


def test_an_address_of_somebody_else_gets_the_same_answer_and_another_mail(browser: Browser, ada: User, by_mail: None) -> None:
    make_user(email=NEW)
    assert ask(browser).has(f"Open the link that we have sent to {NEW}")
    assert ask(browser).has(f"Open the link that we have sent to {NEW}")
    assert subjects(NEW) == ["This address has an account already"]


def test_an_address_that_is_taken_meanwhile_is_not_taken_twice(browser: Browser, ada: User, by_mail: None) -> None:
    ask(browser)
    make_user(email=NEW)
    assert browser.open(link_in(newest(NEW))).press("Use this address").has("That address cannot be used.")
    assert email_of(ada) == OLD


def test_tokens_for_the_old_address_die(browser: Browser, ada: User, by_mail: None) -> None:
    with saving() as session:
        Link.make("reset", user=session.get_one(User, ada.id))
    ask(browser).open(link_in(newest(NEW))).press("Use this address")
    assert found(select(Link.purpose).where(Link.used_at.is_(None))) == ["undo"]


def test_ones_own_address_is_refused_and_an_unproven_one_can_be_proven(browser: Browser, ada: User, by_mail: None) -> None:
    assert ask(browser, "ADA@Example.org").errors == ["That is your address already."]
    with saving() as session:
        session.get_one(User, ada.id).email_confirmed_at = None
    ask(browser, OLD).open(link_in(newest(OLD))).press("Use this address")
    assert only(select(User.email_confirmed_at)) is not None
    assert len(mails(OLD)) == 1


def test_somebody_who_asks_too_often_waits(browser: Browser, ada: User, by_mail: None) -> None:
    for _ in range(5):
        ask(browser)
    assert ask(browser).errors == ["You asked for this too often. Try again later."]
    assert len(mails(NEW)) == 5


def test_twenty_at_once_change_it_once(ada: User) -> None:
    with saving() as session:
        token = Link.make("email", user=session.get_one(User, ada.id), address_key=NEW, email=NEW)[1]

    def finish() -> bool:
        with writing():
            return finish_change(token, by=person(ada), undo=lambda token: f"http://localhost/undo-email/{token}")

    assert sorted(together(*[finish] * 20)) == [False] * 19 + [True]
    assert found(select(Event.action)) == ["user.email_changed"]
    assert subjects(NEW) == ["Your email address was changed"]


def test_without_mail_it_holds_at_once_and_unconfirmed(browser: Browser, ada: User) -> None:
    browser.open("/account/email").fill({"New email address": NEW}).press("Change your address")
    assert browser.has(f"{NEW} (not confirmed)")
    assert (email_of(ada), only(select(User.email_confirmed_at))) == (NEW, None)
    assert OLD in found(select(OutboxMail.recipient))
    assert list(links_in(mails(OLD)[0])) == []


def test_without_mail_a_taken_address_is_refused(browser: Browser, ada: User) -> None:
    make_user(email=NEW)
    browser.open("/account/email").fill({"New email address": NEW}).press("Change your address")
    assert browser.errors == ["That address cannot be used. Enter a different one."]
    assert (email_of(ada), count(Event)) == (OLD, 0)


def test_a_strange_mailbox_reads_nothing_that_the_one_who_asks_wrote(browser: Browser, ada: User, by_mail: None) -> None:
    browser.open("/account/name").fill({"Name": "Win a prize: https://evil.example/ now"}).press("Save your name")
    ask(browser)
    assert "evil.example" not in newest(NEW).body
