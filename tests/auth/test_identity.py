"""Whom a provider names and nobody here is: the one switch decides about signing up, and no address links by itself."""

import pytest
from flask import Flask
from sqlalchemy import select

from tests.support.browser import Browser
from tests.support.clock import Clock
from tests.support.make import PASSWORD, make_group, make_user
from tests.support.openid.hostile import Hostile
from tests.support.openid.stage import leave, offer
from tests.support.post import mailing, subjects
from tests.support.settings import setting
from tests.support.stage import count, found, only
from webapp.models.event import Event
from webapp.models.group import membership
from webapp.models.identity import Identity
from webapp.models.login_session import LoginSession
from webapp.models.user import User


def arrive(browser: Browser, own: Hostile, **claims: object) -> Browser:
    own.claims = claims
    return browser.open(own.grant(leave(browser)))


def test_unknown_person_signs_up_with_what_the_provider_says(browser: Browser, own: Hostile) -> None:
    assert arrive(browser, own).heading == "New here with Acme"
    assert count(User) == 0
    assert browser.press("Sign up").path == "/"
    ada = only(select(User))
    assert (ada.name, ada.email, ada.password_hash, ada.status) == ("Ada Lovelace", "ada@example.org", None, "active")
    assert ada.email_confirmed_at is not None
    assert only(select(Identity.subject)) == "ada"
    assert found(select(Event.action).order_by(Event.id)) == ["user.signed_up", "user.identity_linked", "login_success"]


def test_they_go_on_to_where_they_were_going_and_come_back_by_the_provider(browser: Browser, own: Hostile) -> None:
    browser.open("/account/sessions")
    assert arrive(browser, own).press("Sign up").path == "/account/sessions"
    assert arrive(Browser(browser.client.application), own).path == "/"


def test_name_can_be_put_right_and_is_asked_for(browser: Browser, own: Hostile) -> None:
    arrive(browser, own)
    assert browser.fill({"Name": ""}).press("Sign up").errors == ["Enter your name."]
    browser.fill({"Name": "Augusta Ada"}).press("Sign up")
    assert only(select(User.name)) == "Augusta Ada"


@pytest.mark.parametrize(("mode", "words"), [("closed", "made by an administrator"), ("invite", "made by invitation")])
def test_switch_shuts_this_door_too(browser: Browser, own: Hostile, mode: str, words: str) -> None:
    setting(signup_mode=mode)
    arrive(browser, own)
    assert browser.has(words)
    assert "Sign up" not in browser.html.split("<main")[1]
    assert browser.send("POST", "/signup/identity", {"name": "Ada"}).status_code in {400, 403}
    assert count(User) == 0


def test_switch_that_was_shut_meanwhile_shuts_it(browser: Browser, own: Hostile) -> None:
    arrive(browser, own)
    setting(signup_mode="closed")
    assert browser.press("Sign up").status == 403
    assert count(User) == 0


def test_approval_is_waited_for(browser: Browser, own: Hostile) -> None:
    setting(signup_mode="approval")
    assert arrive(browser, own).press("Sign up").path == "/signup/waiting"
    assert only(select(User.status)) == "pending"
    assert count(LoginSession) == 0
    assert arrive(browser, own).has("waiting for approval")


def test_domain_counts_when_the_address_is_proven(browser: Browser, own: Hostile) -> None:
    setting(signup_mode="domain", signup_domains="example.org")
    assert arrive(browser, own).press("Sign up").path == "/"


@pytest.mark.parametrize(
    "claims", [{"email_verified": False}, {"email_verified": None}, {"email_verified": "true"}, {"email": "ada@example.com"}]
)
def test_domain_counts_for_nothing_else(browser: Browser, own: Hostile, claims: dict[str, object]) -> None:
    setting(signup_mode="domain", signup_domains="example.org")
    assert arrive(browser, own, **claims).has("Addresses of that domain cannot sign up here.")


def test_trusted_provider_need_not_say_that_an_address_is_proven(browser: Browser, own: Hostile) -> None:
    offer(own.provider(is_trusted=True))
    setting(signup_mode="domain", signup_domains="example.org")
    assert arrive(browser, own, email_verified=None).press("Sign up").path == "/"


def test_trusted_provider_that_says_it_is_not_is_believed(browser: Browser, own: Hostile) -> None:
    offer(own.provider(is_trusted=True))
    arrive(browser, own, email_verified=False).press("Sign up")
    assert only(select(User.email_confirmed_at)) is None


def test_unproven_address_is_unconfirmed_here(browser: Browser, own: Hostile) -> None:
    arrive(browser, own, email_verified=False).press("Sign up")
    assert only(select(User.email_confirmed_at)) is None


def test_where_mail_is_sent_no_account_has_an_unproven_address(app: Flask, own: Hostile, monkeypatch: pytest.MonkeyPatch) -> None:
    mailing(app, monkeypatch)
    make_user(email="ada@example.org")
    browser = arrive(Browser(app), own, email_verified=False)
    assert browser.has("Acme has not confirmed that ada@example.org is yours.")
    assert not browser.has("exists already")


def test_provider_without_an_address_makes_no_account(browser: Browser, own: Hostile) -> None:
    assert arrive(browser, own, email=None).has("Acme has not told us your email address")


def test_address_that_is_taken_never_links_by_itself(browser: Browser, own: Hostile) -> None:
    make_user(email="Ada@Example.org")
    arrive(browser, own)
    assert browser.has("An account with this address exists already.")
    assert (count(Identity), count(LoginSession)) == (0, 0)


def test_log_in_first_then_link(browser: Browser, own: Hostile) -> None:
    ada = make_user(email="ada@example.org")
    arrive(browser, own).follow("Log in first")
    browser.fill({"Email": ada.email, "Password": PASSWORD}).press("Log in")
    assert (browser.path, browser.heading) == ("/account/identities", "Log-ins elsewhere")
    browser.press("Link Acme")
    assert only(select(Identity.user_id)) == ada.id
    assert "You can now log in with Acme" in subjects(ada.email)
    assert arrive(Browser(browser.client.application), own).path == "/"


def test_offer_can_be_declined_and_the_way_goes_on(browser: Browser, own: Hostile) -> None:
    ada = make_user(email="ada@example.org")
    browser.open("/account/sessions")
    arrive(browser, own).follow("Log in first")
    browser.fill({"Email": ada.email, "Password": PASSWORD}).press("Log in")
    assert browser.press("Do not link").path == "/account/sessions"
    assert not browser.open("/account/identities").has("You came with Acme")
    assert count(Identity) == 0


def test_offer_is_over_after_a_quarter_of_an_hour(browser: Browser, own: Hostile, clock: Clock) -> None:
    arrive(browser, own)
    clock.move(minutes=16)
    assert browser.open("/signup/identity").path == "/login"


def test_offer_cannot_be_made_up(browser: Browser, own: Hostile) -> None:
    browser.client.set_cookie("offer", "gAAAAAinvented", domain="localhost")
    assert browser.open("/signup/identity").path == "/login"


def test_two_who_press_at_once_are_one_account(browser: Browser, own: Hostile) -> None:
    other = Browser(browser.client.application)
    arrive(browser, own), arrive(other, own)
    browser.press("Sign up")
    assert other.press("Sign up").status == 403
    assert (count(User), count(Identity)) == (1, 1)


def test_groups_come_with_the_account(browser: Browser, own: Hostile) -> None:
    offer(own.provider(groups={"engineers": "Engineering"}, roles={"desk": "staff"}))
    group = make_group("Engineering")
    arrive(browser, own, groups=["engineers", "desk"]).press("Sign up")
    assert only(select(membership.c.group_id)) == group.id
    assert only(select(User.role)) == "staff"


def test_word_about_an_address_counts_for_that_address_only(browser: Browser, own: Hostile) -> None:
    own.about = {"email": "boss@example.org", "email_verified": False}
    arrive(browser, own, email=None, email_verified=True).press("Sign up")
    assert (only(select(User.email)), only(select(User.email_confirmed_at))) == ("boss@example.org", None)


def test_page_about_the_person_proves_their_address(browser: Browser, own: Hostile) -> None:
    own.about = {"email": "boss@example.org", "email_verified": True}
    arrive(browser, own, email=None, email_verified=None).press("Sign up")
    assert only(select(User.email_confirmed_at)) is not None


def test_groups_that_mean_nothing_here_leave_room_for_one_that_does(browser: Browser, own: Hostile) -> None:
    offer(own.provider(groups={"engineers": "Engineering"})), make_group("Engineering")
    arrive(browser, own, groups=[*(f"{number}" * 100 for number in range(40)), "engineers"]).press("Sign up")
    assert len(found(select(membership.c.user_id))) == 1
