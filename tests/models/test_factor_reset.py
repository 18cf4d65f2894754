"""A second step that is to be removed a day from now: told at once, stopped by its person or an administrator, else done."""

import pytest
from flask import Flask
from sqlalchemy import select, update

from tests.support.acting import does, person
from tests.support.browser import Browser
from tests.support.clock import Clock
from tests.support.factors import give_app
from tests.support.make import make_user, sign_in
from tests.support.resets import REASON, announced, resets_noted
from tests.support.stage import count, found, only, own_context, saving
from webapp.models.event import Event, EventDetail
from webapp.models.factor_reset import FactorReset, announce
from webapp.models.outbox import OutboxMail
from webapp.models.permissions import Refused
from webapp.models.tidying import tidy
from webapp.models.totp import Totp
from webapp.models.user import User


@pytest.fixture
def ada(app: Flask) -> User:
    user = make_user(name="Ada")
    give_app(user)
    return user


def tidied() -> int:
    with own_context():
        return dict(tidy())["second steps removed as announced"]


def test_it_is_announced_on_the_page_and_done_a_day_later(browser: Browser, ada: User, clock: Clock) -> None:
    admin = sign_in(browser, make_user("admin")).open(f"/admin/users/{ada.id}/reset-factors")
    admin.fill({"Reason": REASON, "Wait for 24 hours": True}).press("Remove the second step")
    assert admin.has("Their second step is removed after ")
    assert (count(Totp), REASON in only(select(OutboxMail.body))) == (1, True)
    clock.move(hours=23, minutes=59)
    assert (tidied(), count(Totp)) == (0, 1)
    clock.move(minutes=1)
    assert (tidied(), tidied(), count(Totp), count(FactorReset)) == (1, 0, 0, 0)
    assert resets_noted() == ["user.factors_reset_asked", "user.factors_reset"]


def test_an_administrator_takes_it_back_and_they_are_told(browser: Browser, ada: User) -> None:
    announced(ada, make_user("admin"))
    sign_in(browser, make_user("admin")).open(f"/admin/users/{ada.id}").press("Keep their second step")
    assert (count(FactorReset), count(Totp)) == (0, 1)
    assert "Your second step stays" in found(select(OutboxMail.subject))
    assert resets_noted() == ["user.factors_reset_asked", "user.factors_reset_cancelled"]


def test_whoever_lost_the_right_to_it_removes_nothing(ada: User, clock: Clock) -> None:
    admin = make_user("admin")
    announced(ada, admin)
    with saving() as session:
        session.execute(update(User).where(User.id == admin.id).values(role="member"))
    clock.move(hours=25)
    assert (tidied(), count(Totp)) == (1, 1)
    assert resets_noted()[-1] == "user.factors_reset_dropped"
    assert only(select(EventDetail.content).join(Event).where(Event.action == resets_noted()[-1]))["reason"]


def test_done_at_once_nothing_is_announced_any_more(ada: User) -> None:
    admin = make_user("admin")
    announced(ada, admin)
    does(admin, "reset_factors", ada, reason=REASON)
    assert count(FactorReset) == 0


def test_it_is_announced_once_and_only_where_there_is_one(app: Flask, ada: User) -> None:
    admin, other = make_user("admin"), make_user()
    announced(ada, admin)
    with saving() as session:
        again = [announce(session.get_one(User, one.id), by=person(admin), reason=REASON, link_to=None) for one in (ada, other)]
    assert again == [False, False]


@pytest.mark.parametrize("target", ["admin", "owner"])
def test_only_people_below_are_announced_to(app: Flask, target: str) -> None:
    boss, admin = make_user(target), make_user("admin")
    give_app(boss)
    with pytest.raises(Refused), saving() as session:
        announce(session.get_one(User, boss.id), by=person(admin), reason=REASON, link_to=None)
