"""Behind the mail that announces the removal of a second step: one button keeps it."""

import pytest
from flask import Flask

from tests.support.browser import Browser
from tests.support.clock import Clock
from tests.support.factors import give_app
from tests.support.make import make_user, sign_in
from tests.support.resets import announced, resets_noted
from tests.support.stage import count, own_context
from webapp.models.factor_reset import FactorReset, remove_announced
from webapp.models.totp import Totp
from webapp.models.user import User


@pytest.fixture
def ada(app: Flask) -> User:
    user = make_user(name="Ada")
    give_app(user)
    return user


def test_whoever_has_the_mail_stops_it(browser: Browser, ada: User, clock: Clock) -> None:
    address = announced(ada, make_user("admin"))
    assert browser.open(address).press("Keep my second step").has("Your second step stays as it is.")
    clock.move(hours=25)
    with own_context():
        assert remove_announced() == 0
    assert (count(Totp), resets_noted()) == (1, ["user.factors_reset_asked", "user.factors_reset_stopped"])
    assert browser.open(address).status == 410
    assert sign_in(Browser(browser.client.application), ada).open("/account/activity").has("You stopped the removal")


def test_opening_the_link_stops_nothing(browser: Browser, ada: User) -> None:
    assert browser.open(announced(ada, make_user("admin"))).heading == "Keep your second step"
    assert count(FactorReset) == 1
