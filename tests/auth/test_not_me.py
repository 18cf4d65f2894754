"""This wasn't me: a link in mails about a changed password and a new browser ends everything and leads to a new password."""

from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from tests.support.browser import Browser
from tests.support.clock import Clock
from tests.support.factors import first_step, give_app, second_step
from tests.support.make import PASSWORD, make_user, sign_in
from tests.support.openid.stage import link
from tests.support.post import link_in, mails, newest
from tests.support.stage import count, found, only, own_context, saving
from webapp.database import writing
from webapp.models.claimed import Claimed
from webapp.models.event import Event
from webapp.models.identity import Identity
from webapp.models.identity_acts import link_identity
from webapp.models.known_device import KnownDevice
from webapp.models.login_session import LoginSession
from webapp.models.own_account import change_password
from webapp.models.passkey import Passkey
from webapp.models.person import Person
from webapp.models.recovery_code import RecoveryCode
from webapp.models.totp import Totp
from webapp.models.trusted_device import TrustedDevice
from webapp.models.user import User

ADA = "ada@example.org"
NEW = "blue tall otter sings"


def log_in(browser: Browser, password: str = PASSWORD) -> Browser:
    return browser.open("/login").fill({"Email": ADA, "Password": password}).press("Log in")


@pytest.fixture
def thief(by_mail: Browser, app: Flask) -> Browser:
    """Ada has logged in before; somebody else does so now, with a browser of their own."""
    make_user(email=ADA)
    log_in(by_mail)
    return log_in(Browser(app))


def test_a_new_browser_is_told_with_a_way_out(thief: Browser, app: Flask) -> None:
    assert newest(ADA).subject == "A log-in with a new browser"
    assert Browser(app).open(link_in(newest(ADA))).heading == "This wasn't me"


def test_one_button_ends_every_log_in_and_leads_to_a_new_password(thief: Browser, app: Flask) -> None:
    owner = Browser(app).open(link_in(newest(ADA))).press("End every log-in")
    assert owner.heading == "Choose a password"
    assert thief.open("/account").heading == "Log in"
    assert set(found(select(LoginSession.revoked_reason))) == {"not me"}
    assert count(KnownDevice) == 0
    owner.fill({"New password": NEW}).press("Set the password")
    assert log_in(thief).status == 422
    assert log_in(Browser(app), NEW).path == "/"
    assert "user.not_me" in found(select(Event.action))


def test_a_changed_password_is_told_with_a_way_out(thief: Browser, app: Flask) -> None:
    first = link_in(newest(ADA))
    thief.open("/account/password").fill({"Current password": PASSWORD, "New password": NEW}).press("Change your password")
    assert newest(ADA).subject == "Your password was changed"
    assert Browser(app).open(first).status == 410
    Browser(app).open(link_in(newest(ADA))).press("End every log-in")
    assert thief.open("/account").heading == "Log in"


def test_opening_ends_nothing_and_hides_the_token(thief: Browser, app: Flask) -> None:
    link = link_in(newest(ADA))
    Browser(app).send("HEAD", link)
    other = Browser(app).open(link)
    assert (other.path, link.rpartition("/")[2] in other.html) == ("/not-me", False)
    assert thief.open("/account").path == "/account"


def test_it_works_once_and_for_a_day(thief: Browser, app: Flask, clock: Clock) -> None:
    link = link_in(newest(ADA))
    first, second = Browser(app).open(link), Browser(app).open(link)
    first.press("End every log-in")
    assert second.press("End every log-in").status == 410
    log_in(Browser(app))
    clock.move(hours=25)
    assert Browser(app).open(link_in(newest(ADA))).status == 410


def test_without_mail_the_words_stay(browser: Browser, app: Flask) -> None:
    ada = make_user(email=ADA)
    sign_in(browser, ada)
    log_in(Browser(app))
    log_in(Browser(app))
    assert "ask an administrator at once" in mails(ADA)[0].body
    assert [one.id for one in found(select(User))] == [ada.id]


def saved(user: User, moment: datetime, number: int, name: str) -> None:
    """A passkey and a trusted browser, added at that moment."""
    with saving() as session:
        kept = {"credential_id": name.encode(), "attested": b"-", "sign_count": 0, "is_backup_eligible": False}
        session.add(Passkey(user_id=user.id, number=number, name=name, created_at=moment, is_complete=True, **kept))
        device = {"token_hash": name, "bound_to": "-", "expires_at": moment + timedelta(days=30)}
        session.add(TrustedDevice(user_id=user.id, created_at=moment, **device))


def test_what_the_thief_has_added_goes_and_what_was_there_before_stays(thief: Browser, app: Flask, clock: Clock) -> None:
    ada, link = only(select(User)), link_in(newest(ADA))
    saved(ada, clock.now - timedelta(hours=1), 1, "Own")
    clock.move(minutes=5)
    saved(ada, clock.now, 2, "Foreign")
    give_app(ada)
    Browser(app).open(link).press("End every log-in")
    assert found(select(Passkey.name)) == ["Own"]
    assert found(select(TrustedDevice.token_hash)) == ["Own"]
    assert count(Totp) == 0
    mail = next(one for one in mails(ADA) if one.subject == "What was added to your account was removed")
    assert [word in mail.body for word in ("the passkey “Foreign”", "the authenticator app", "Own")] == [True, True, False]
    assert "user.factors_taken_back" in found(select(Event.action))


def test_an_app_from_before_stays_and_nothing_is_told(thief: Browser, app: Flask, clock: Clock) -> None:
    ada, link = only(select(User)), link_in(newest(ADA))
    give_app(ada)
    earlier = clock.now - timedelta(days=1)
    with saving() as session:
        session.execute(update(Totp).values(created_at=earlier))
        session.execute(update(RecoveryCode).values(created_at=earlier))
    Browser(app).open(link).press("End every log-in")
    assert (count(Totp), count(RecoveryCode)) == (1, 10)
    assert "What was added to your account was removed" not in [one.subject for one in mails(ADA)]


def test_an_identity_goes_with_the_mail_that_told_of_it(by_mail: Browser, app: Flask, clock: Clock) -> None:
    ada = make_user(email=ADA)
    sign_in(by_mail, ada)
    thief = Person(id=ada.id, name=ada.name, login_session_id=only(select(LoginSession.id)))
    with own_context(), writing():
        link_identity(thief, Claimed("https://id.example.org", "eve", "Acme"), "http://localhost/not-me/{}".format)
    Browser(app).open(link_in(newest(ADA))).press("End every log-in")
    assert count(Identity) == 0


def test_a_browser_trusted_by_the_thief_as_they_came_in_is_asked_again(by_mail: Browser, app: Flask, clock: Clock) -> None:
    ada = make_user(email=ADA)
    phone = give_app(ada)
    earlier = clock.now - timedelta(days=1)
    with saving() as session:
        session.execute(update(Totp).values(created_at=earlier))
    second_step(first_step(Browser(app), ada), phone.code())
    clock.move(minutes=5)
    thief = first_step(Browser(app), ada)
    second_step(thief, phone.code(), trust=True)
    assert count(TrustedDevice) == 1
    Browser(app).open(link_in(newest(ADA))).press("End every log-in")
    assert (count(TrustedDevice), count(Totp)) == (0, 1)


def test_a_second_act_of_the_thief_saves_nothing_of_their_first(by_mail: Browser, app: Flask, clock: Clock) -> None:
    ada = make_user(email=ADA)
    sign_in(by_mail, ada)
    thief = Person(id=ada.id, name=ada.name, login_session_id=only(select(LoginSession.id)))
    saved(ada, clock.now - timedelta(hours=1), 1, "Own")
    clock.move(minutes=5)
    with own_context(), writing():
        link_identity(thief, Claimed("https://id.example.org", "eve", "Acme"), "http://localhost/not-me/{}".format)
    clock.move(minutes=5)
    with own_context(), writing():
        change_password(thief, "-", "http://localhost/not-me/{}".format)
    Browser(app).open(link_in(newest(ADA))).press("End every log-in")
    assert (count(Identity), found(select(Passkey.name))) == (0, ["Own"])


def test_what_comes_after_it_was_said_is_judged_by_itself(thief: Browser, app: Flask, clock: Clock) -> None:
    ada = only(select(User))
    Browser(app).open(link_in(newest(ADA))).press("End every log-in")
    clock.move(minutes=5)
    link(ada, "https://own.example.org")
    clock.move(minutes=5)
    log_in(thief)
    Browser(app).open(link_in(newest(ADA))).press("End every log-in")
    assert count(Identity) == 1
