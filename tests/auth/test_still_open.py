"""When strangers have used up an account's tries, its person still gets in: by passkey, by provider, by mail."""

from flask import Flask

from tests.auth.test_forgot_password import NEW, ask, choose
from tests.auth.test_log_in import REFUSED, log_in
from tests.auth.test_log_in_limits import exhaust, from_network
from tests.support.authenticator import enrol, log_in_with
from tests.support.browser import Browser
from tests.support.make import make_user, sign_in
from tests.support.openid.hostile import hostile
from tests.support.openid.stage import leave, link, offer
from tests.support.post import link_in, newest
from webapp.models.user import User


def locked(app: Flask) -> User:
    ada = make_user()
    exhaust(app, ada.email)
    assert log_in(from_network(app, "192.0.2.1"), ada.email).errors == [REFUSED]
    return ada


def test_a_passkey_opens_a_locked_account(app: Flask) -> None:
    ada = locked(app)
    key = enrol(sign_in(Browser(app), ada))
    assert log_in_with(from_network(app, "192.0.2.1"), key).path == "/"


def test_a_provider_opens_a_locked_account(app: Flask) -> None:
    ada = locked(app)
    with hostile() as provider:
        offer(provider.provider())
        link(ada, provider.issuer)
        browser = from_network(app, "192.0.2.1")
        assert browser.open(provider.grant(leave(browser))).path == "/"


def test_a_new_password_by_mail_opens_a_locked_account(by_mail: Browser, app: Flask) -> None:
    ada = locked(app)
    stranger = from_network(app, "192.0.2.1")
    choose(ask(stranger, ada.email), link_in(newest(ada.email)))
    assert stranger.fill({"Email": ada.email, "Password": NEW}).press("Log in").path == "/"


def test_who_mistyped_too_often_gets_in_with_the_new_password_at_once(by_mail: Browser) -> None:
    ada = make_user()
    for _ in range(10):
        log_in(by_mail, ada.email, "wrong")
    assert log_in(by_mail, ada.email).errors == [REFUSED]
    choose(ask(by_mail, ada.email), link_in(newest(ada.email)))
    assert by_mail.fill({"Email": ada.email, "Password": NEW}).press("Log in").path == "/"
