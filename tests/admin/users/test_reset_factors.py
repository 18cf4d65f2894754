"""Take the second step from somebody who has lost their phone."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.support.acting import does
from tests.support.browser import Browser
from tests.support.clock import Clock
from tests.support.factors import first_step, give_app, second_step
from tests.support.make import make_user, sign_in
from tests.support.stage import count, found, only
from webapp.models.event import Event
from webapp.models.outbox import OutboxMail
from webapp.models.permissions import Refused
from webapp.models.recovery_code import RecoveryCode
from webapp.models.totp import Totp
from webapp.models.trusted_device import TrustedDevice

REASON = "Lost the phone, showed a passport."


def test_it_takes_everything_and_tells_the_person_why(app: Flask) -> None:
    ada = make_user(name="Ada")
    phone = give_app(ada)
    second_step(first_step(Browser(app), ada), phone.code(), trust=True)
    admin = sign_in(Browser(app), make_user("admin")).open(f"/admin/users/{ada.id}").follow("Remove the second step")
    assert admin.fill({"Reason": REASON}).press("Remove the second step").has("Their second step was removed.")
    assert [count(model) for model in (Totp, RecoveryCode, TrustedDevice)] == [0, 0, 0]
    assert REASON in only(select(OutboxMail.body).where(OutboxMail.subject == "Your second step was removed"))
    assert "user.factors_reset" in found(select(Event.action))
    assert first_step(Browser(app), ada).path == "/"


def test_reason_is_asked_for(browser: Browser) -> None:
    ada = make_user()
    give_app(ada)
    sign_in(browser, make_user("admin")).open(f"/admin/users/{ada.id}/reset-factors")
    assert browser.press("Remove the second step").errors == ["Enter a reason."]
    assert count(Totp) == 1


def test_it_is_confirmed_first(browser: Browser, clock: Clock) -> None:
    ada = make_user()
    sign_in(browser, make_user("admin"), at=clock.now - timedelta(minutes=11))
    assert browser.open(f"/admin/users/{ada.id}/reset-factors").heading == "Confirm it's you"


@pytest.mark.parametrize(("actor", "target"), [("admin", "admin"), ("admin", "owner"), ("staff", "member")])
def test_only_people_below_can_be_reset(app: Flask, actor: str, target: str) -> None:
    ada = make_user(target)
    give_app(ada)
    with pytest.raises(Refused):
        does(make_user(actor), "reset_factors", ada, reason=REASON)
    assert count(Totp) == 1


def test_nobody_resets_their_own(app: Flask) -> None:
    owner = make_user("owner")
    give_app(owner)
    with pytest.raises(Refused, match="under your account"):
        does(owner, "reset_factors", owner, reason=REASON)


def test_nothing_is_offered_where_there_is_nothing(browser: Browser) -> None:
    ada = make_user()
    sign_in(browser, make_user("admin")).open(f"/admin/users/{ada.id}")
    assert not browser.has("Remove the second step")
