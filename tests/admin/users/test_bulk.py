"""Acts upon many people: looked at first, frozen, done by a job as if to each alone, and taken back within a day."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, select, update

from tests.support.acting import does, person
from tests.support.browser import Browser
from tests.support.clock import Clock
from tests.support.jobs import work
from tests.support.make import make_group, make_user, sign_in
from tests.support.stage import count, found, only, saving
from webapp.models.event import Event
from webapp.models.group import Group, membership
from webapp.models.login_session import LoginSession
from webapp.models.long_job import LongJob
from webapp.models.outbox import OutboxMail
from webapp.models.user import User

PAGE = "/admin/users/bulk"


@pytest.fixture
def admin(browser: Browser) -> Browser:
    return sign_in(browser, make_user("admin", name="Olga"))


def choose(browser: Browser, act: str = "Suspend", q: str = "role:member", **typed: Any) -> Browser:
    typed = {"Reason": "Left the club"} | typed if act == "Suspend" else typed
    return browser.open(f"{PAGE}?q={q}").fill({"What is to be done?": act} | typed).press("See what would happen")


def frozen_in(browser: Browser) -> str:
    """What the page of the dry run carries along."""
    return next(str(box.get("value")) for box in browser.page.every("input") if box.get("name") == "frozen")


def statuses() -> list[str]:
    return found(select(User.status).where(User.role == "member").order_by(User.id))


def test_what_would_happen_is_shown_and_nothing_is_done(admin: Browser) -> None:
    make_user(name="Ada")
    make_user(name="Bo", status="suspended", suspended_reason="Left the club")
    choose(admin)
    assert admin.has("Suspend: 1 person, nothing to do for 1.")
    assert (count(LongJob), statuses()) == (0, ["active", "suspended"])


def test_it_is_done_to_each_as_to_one_alone(admin: Browser, app: Flask) -> None:
    ada = make_user(name="Ada")
    sign_in(Browser(app), ada)
    make_user(name="Bo")
    choose(admin).press("Suspend: 2 people")
    work()
    assert admin.open(admin.path).has("Done to 2 people.")
    assert statuses() == ["suspended", "suspended"]
    assert found(select(Event.action)) == ["user.suspended"] * 2
    assert len(set(found(select(Event.batch_id)))) == 1
    assert count(OutboxMail) == 2
    assert only(select(LoginSession.revoked_reason).where(LoginSession.user_id == ada.id)) == "suspended"


def test_exactly_those_who_were_looked_at_are_meant(admin: Browser) -> None:
    make_user(name="Ada")
    choose(admin)
    make_user(name="Bo, who came later")
    admin.press("Suspend: 1 person")
    work()
    assert statuses() == ["suspended", "active"]


def test_only_those_whose_box_is_ticked(admin: Browser) -> None:
    ada = make_user(name="Ada", email="ada@example.org")
    make_user(name="Bo")
    choose(admin, **{"To whom?": "Those who are ticked below", "People": [f"{ada.name}, {ada.email}"]}).press("Suspend: 1 person")
    work()
    assert statuses() == ["suspended", "active"]


def test_who_stands_too_high_is_told_and_left(admin: Browser) -> None:
    make_user("owner", name="Ofelia")
    make_user(name="Ada")
    choose(admin, q="")
    assert admin.has("You can act only on people whose role is below yours.")
    assert admin.has("You cannot change your own role or status.")
    admin.press("Suspend: 1 person")
    work()
    assert found(select(User.name).where(User.status == "suspended")) == ["Ada"]


def test_above_a_hundred_the_number_is_typed(admin: Browser) -> None:
    with saving() as session:
        session.add_all(User(name=f"Person {number}", email=f"p{number}@example.org") for number in range(101))
    choose(admin).press("Suspend: 101 people")
    assert admin.status == 422
    assert admin.has("Type the number of people, 101")
    admin.fill({"Number of people": "101"}).press("Suspend: 101 people")
    work()
    assert set(statuses()) == {"suspended"}


def test_what_is_missing_is_told_and_what_was_typed_stays(admin: Browser) -> None:
    make_user(name="Ada")
    assert choose(admin, Reason="").errors == ["Enter a reason."]
    assert admin.open(PAGE).fill({"Reason": "Left"}).press("See what would happen").errors == ["Choose what is to be done."]
    assert admin.has("Left")
    assert choose(admin, "Add to a group").errors == ["Choose a group."]


def test_what_was_made_up_starts_nothing(admin: Browser) -> None:
    make_user(name="Ada")
    choose(admin)
    answer = admin.send("POST", f"{PAGE}/start", {"frozen": "invented", "csrf_token": admin.csrf_token})
    assert (answer.status_code, count(LongJob)) == (303, 0)


def test_what_somebody_else_looked_at_starts_nothing(admin: Browser, app: Flask) -> None:
    make_user(name="Ada")
    frozen = frozen_in(choose(admin))
    other = sign_in(Browser(app), make_user("admin")).open(PAGE)
    answer = other.send("POST", f"{PAGE}/start", {"frozen": frozen, "csrf_token": other.csrf_token})
    assert (answer.status_code, count(LongJob)) == (303, 0)


def undo(browser: Browser) -> Browser:
    browser.open(browser.path).follow("Undo")
    browser.press(next(button for button in ("Undo it for 1 person", "Undo it for 2 people") if browser.has(button)))
    work()
    return browser.open(browser.path)


def test_it_is_taken_back_but_for_whom_somebody_changed_since(admin: Browser) -> None:
    ada, bo = make_user(name="Ada"), make_user(name="Bo")
    choose(admin).press("Suspend: 2 people")
    work()
    does(make_user("owner"), "unsuspend", bo)
    undo(admin)
    assert admin.has("Done to 1 person.")
    assert admin.has("Changed by somebody since, so left as they are")
    assert statuses() == ["active", "active"]
    assert only(select(Event.target_id).where(Event.action == "user.unsuspended", Event.batch_id != "")) == ada.id


def test_an_earlier_suspension_comes_back_as_it_was(admin: Browser) -> None:
    make_user(name="Ada", status="suspended", suspended_reason="Rude")
    choose(admin).press("Suspend: 1 person")
    work()
    undo(admin)
    assert only(select(User.suspended_reason).where(User.role == "member")) == "Rude"


@pytest.mark.parametrize(
    ("act", "before", "after"),
    [("Delete", {}, "deleted"), ("Lift the suspension", {"status": "suspended", "suspended_reason": "Rude"}, "active")],
)
def test_each_act_has_its_way_back(admin: Browser, act: str, before: dict[str, Any], after: str) -> None:
    make_user(**before)
    choose(admin, act).press(f"{act}: 1 person")
    work()
    assert statuses() == [after]
    undo(admin)
    assert statuses() == [before.get("status", "active")]


def test_groups_are_given_and_taken_and_the_others_stay(admin: Browser) -> None:
    ada = make_user(name="Ada")
    board, press = make_group("Board", ada), make_group("Press")
    choose(admin, "Add to a group", Group="Press").press("Add to a group: 1 person")
    work()
    assert set(found(select(membership.c.group_id))) == {board.id, press.id}
    undo(admin)
    assert found(select(membership.c.group_id)) == [board.id]


@pytest.mark.parametrize("act", ["Suspend", "Delete"])
def test_who_waited_for_approval_waits_again(admin: Browser, act: str) -> None:
    make_user(status="pending")
    choose(admin, act, q="status:pending").press(f"{act}: 1 person")
    work()
    undo(admin)
    assert statuses() == ["pending"]


def test_whether_the_reason_is_told_comes_back_too(admin: Browser) -> None:
    make_user(status="suspended", suspended_reason="Rude", is_reason_visible=True)
    choose(admin, "Lift the suspension").press("Lift the suspension: 1 person")
    work()
    undo(admin)
    assert only(select(User.is_reason_visible).where(User.role == "member")) is True


def test_who_is_deleted_cannot_be_suspended_and_that_is_told_before(admin: Browser, clock: Clock) -> None:
    make_user(status="deleted", deleted_at=clock.now)
    assert choose(admin, q="status:deleted").has("This account is deleted. Restore it first.")


def test_a_group_that_went_meanwhile_is_told_of_each(admin: Browser) -> None:
    make_user(name="Ada")
    make_group("Press")
    choose(admin, "Add to a group", Group="Press").press("Add to a group: 1 person")
    with saving() as session:
        session.execute(delete(Group))
    work()
    assert admin.open(admin.path).has("The group is not there any more.")


def test_a_search_that_was_not_understood_means_nobody(admin: Browser) -> None:
    make_user(name="Ada")
    admin.open(f"{PAGE}?q=rol:staff")
    assert admin.has("Back to the search")
    assert not admin.has("See what would happen")


def test_sent_twice_is_done_once(admin: Browser) -> None:
    make_user(name="Ada")
    sent = {"frozen": frozen_in(choose(admin)), "csrf_token": admin.csrf_token}
    places = {admin.send("POST", f"{PAGE}/start", sent).headers["Location"] for _ in range(2)}
    assert (len(places), count(LongJob)) == (1, 1)


def test_what_was_undone_is_not_gone_on_with(admin: Browser) -> None:
    make_user(name="Ada")
    choose(admin).press("Suspend: 1 person")
    work()
    job_id, by = only(select(LongJob.id)), person(make_user("owner"))
    undo(admin)
    with saving() as session:
        job = session.get_one(LongJob, job_id)
        job.status = "cancelled"
        session.flush()
        assert not job.retry(by=by)


def test_the_last_owner_stays_whatever_was_frozen(browser: Browser) -> None:
    olga, ofelia = make_user("owner", name="Olga"), make_user("owner", name="Ofelia")
    choose(sign_in(browser, olga), q="role:owner").press("Suspend: 1 person")
    with saving() as session:
        session.execute(update(User).where(User.id == olga.id).values(status="deleted", deleted_at=User.created_at))
    work()
    assert only(select(User.status).where(User.id == ofelia.id)) == "active"
