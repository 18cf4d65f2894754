"""Who may have something done to many people, and take back what somebody else had done."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.admin.users.test_bulk import choose, statuses, undo
from tests.support.acting import does
from tests.support.browser import Browser
from tests.support.clock import Clock
from tests.support.jobs import work
from tests.support.make import make_user, sign_in
from tests.support.stage import count, found, only
from webapp.models import bulk_jobs
from webapp.models.long_job import LongJob
from webapp.models.user import User


def test_nobody_undoes_what_somebody_above_them_did(browser: Browser, app: Flask) -> None:
    make_user(name="Ada")
    choose(sign_in(browser, make_user("owner"))).press("Suspend: 1 person")
    work()
    path = f"{browser.path}/undo"
    eve = sign_in(Browser(app), make_user("admin")).open(path)
    assert eve.press("Undo it for 1 person").status == 403
    browser.open(path).press("Undo it for 1 person")
    assert found(select(LongJob.kind).order_by(LongJob.id)) == ["act_in_bulk", "undo_in_bulk"]
    work()
    assert statuses() == ["active"]


def test_it_is_confirmed_first(browser: Browser, clock: Clock) -> None:
    make_user(name="Ada")
    choose(sign_in(browser, make_user("admin")))
    clock.move(minutes=11)
    assert browser.press("Suspend: 1 person").heading == "Confirm it's you"
    assert count(LongJob) == 0


def test_a_suspension_with_a_last_day_approves_nobody(browser: Browser, clock: Clock) -> None:
    make_user(name="Ada", status="pending")
    choose(sign_in(browser, make_user("admin")), q="status:pending", **{"Suspended until": f"{clock.now:%Y-%m-%d}"})
    assert browser.has("Nobody has approved this person yet: suspend them without a last day.")


def test_the_last_day_of_a_suspension_is_everybodys(browser: Browser, clock: Clock) -> None:
    make_user(name="Ada")
    choose(sign_in(browser, make_user("admin")), **{"Suspended until": f"{clock.now:%Y-%m-%d}"}).press("Suspend: 1 person")
    work()
    assert only(select(User.suspended_until).where(User.role == "member")).date() == clock.now.date() + timedelta(days=1)


def test_who_was_suspended_anew_since_stays_so(browser: Browser) -> None:
    ada, admin = make_user(name="Ada"), make_user("admin")
    choose(sign_in(browser, admin)).press("Suspend: 1 person")
    work()
    does(make_user("owner"), "suspend", ada, reason="Stole")
    undo(browser)
    assert (statuses(), only(select(User.suspended_reason).where(User.id == ada.id))) == (["suspended"], "Stole")


def test_whether_it_can_be_undone_is_asked_again_once_it_is_held(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    make_user(name="Ada")
    choose(sign_in(browser, make_user("admin"))).press("Suspend: 1 person")
    work()
    path = browser.path
    browser.open(f"{path}/undo")
    monkeypatch.setattr(bulk_jobs, "can_be_taken_back", lambda job: False)
    assert browser.press("Undo it for 1 person").path == path
    assert count(LongJob) == 1
