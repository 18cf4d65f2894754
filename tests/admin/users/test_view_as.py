"""Looking at the portal as somebody sees it: what they see and nothing else, unable to change anything, told to them."""

from datetime import timedelta

import pytest
from flask import Flask, g
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from tests.support.acting import does
from tests.support.browser import Browser
from tests.support.clock import Clock
from tests.support.forms import make_form
from tests.support.make import make_user, sign_in
from tests.support.stage import count, only
from webapp.database import writing
from webapp.models.draft import Draft
from webapp.models.event import Event, EventDetail
from webapp.models.permissions import Role
from webapp.models.person import Person
from webapp.models.user import User
from webapp.only_looking import ReadOnly


def view(browser: Browser, user: User, reason: str = "She asked for help") -> Browser:
    return browser.open(f"/admin/users/{user.id}/view-as").fill({"Reason": reason}).press(f"View as {user.name}")


@pytest.fixture
def ada(app: Flask) -> User:
    return make_user(name="Ada")


@pytest.fixture
def anna(browser: Browser, ada: User) -> Browser:
    """An administrator who looks as Ada does."""
    return view(sign_in(browser, make_user("admin", name="Anna")), ada)


def test_the_pages_are_hers_and_say_so(anna: Browser) -> None:
    assert anna.path == "/"
    assert anna.has("You are looking at the portal as Ada")
    assert anna.open("/admin/users").status == 403


def test_nothing_can_be_changed_and_what_was_there_stays(anna: Browser) -> None:
    form = make_form()
    anna.open(f"/forms/{form.slug}").press("Start now")
    assert (anna.status, count(Draft)) == (403, 0)
    assert anna.has("nothing can be changed. Stop viewing first.")


def test_the_database_itself_refuses(app: Flask, ada: User) -> None:
    rename = text("UPDATE \"user\" SET name = 'Ada L.'")
    with app.test_request_context():
        g.is_read_only = True
        with pytest.raises(ReadOnly), writing() as session:
            session.execute(rename)
    assert only(select(User.name).where(User.id == ada.id)) == "Ada"
    with app.test_request_context(), writing() as session:
        session.execute(rename)
    assert only(select(User.name).where(User.id == ada.id)) == "Ada L."


def test_both_stand_in_the_log_with_the_reason(anna: Browser, ada: User) -> None:
    event = only(select(Event).where(Event.action == "user.viewed"))
    assert (event.on_behalf_of, event.target_id) == (ada.id, ada.id)
    assert event.actor_id not in {None, ada.id}
    assert only(select(EventDetail.content))["reason"] == "She asked for help"


def test_she_sees_that_it_was_done(anna: Browser, app: Flask, ada: User) -> None:
    page = sign_in(Browser(app), ada).open("/account/activity")
    assert page.has("Your pages were looked at as you see them. The reason given: She asked for help")


@pytest.mark.parametrize("page", ["/account", "/account/tokens", "/account/two-factor", "/account/data", "/account/sessions"])
def test_what_is_hers_alone_is_not_shown(anna: Browser, page: str) -> None:
    assert anna.open(page).status == 403


def test_it_ends_after_half_an_hour(anna: Browser, clock: Clock) -> None:
    clock.move(minutes=29)
    assert anna.open("/").has("You are looking at the portal as Ada")
    clock.move(minutes=2)
    assert not anna.open("/").has("You are looking at the portal as Ada")


def test_it_ends_with_her_suspension_and_with_ones_own(anna: Browser, ada: User) -> None:
    does(make_user("owner"), "suspend", ada, reason="left")
    assert not anna.open("/").has("You are looking at the portal as Ada")
    assert anna.open("/admin/users").status == 200


def test_nobody_looks_upward_at_themselves_or_at_nobody(browser: Browser) -> None:
    admin, owner, gone = make_user("admin"), make_user("owner"), make_user(status="suspended")
    sign_in(browser, admin)
    assert browser.open(f"/admin/users/{owner.id}/view-as").status == 403
    assert browser.open(f"/admin/users/{admin.id}").status == 200
    assert not browser.has("View as")
    assert view(browser, gone).status == 403


def test_what_wants_a_confirmation_is_refused_as_everything_is(browser: Browser) -> None:
    admin, member = make_user("admin", name="Anna"), make_user(name="Mia")
    view(sign_in(browser, make_user("owner")), admin)
    browser.open(f"/admin/users/{member.id}/grant-role")
    assert browser.status == 403
    assert browser.has("nothing can be changed. Stop viewing first.")


def test_it_is_confirmed_every_time(browser: Browser, ada: User, clock: Clock) -> None:
    sign_in(browser, make_user("admin"), at=clock.now - timedelta(minutes=3))
    assert browser.open(f"/admin/users/{ada.id}/view-as").heading == "Confirm it's you"


def test_it_ends_when_the_viewer_loses_the_right(app: Flask, browser: Browser, ada: User) -> None:
    admin = make_user("admin", name="Anna")
    view(sign_in(browser, admin), ada)
    does(Person.command_line(), "set_role", admin, role=Role.STAFF)
    assert not browser.open("/").has("You are looking at the portal as Ada")
    assert browser.open("/inbox").status == 200


def test_a_database_that_is_away_is_not_taken_for_a_refusal(app: Flask) -> None:
    with app.test_request_context():
        g.is_read_only = True
        with pytest.raises(DBAPIError), writing() as session:
            session.execute(text("SELECT nothing FROM nowhere"))


def test_a_reason_is_needed(browser: Browser, ada: User) -> None:
    assert view(sign_in(browser, make_user("admin")), ada, "").errors == ["Enter a reason."]


def test_it_ends_when_the_viewed_rises_above_the_viewer(anna: Browser, ada: User) -> None:
    does(Person.command_line(), "set_role", ada, role=Role.OWNER)
    assert not anna.open("/").has("You are looking at the portal as Ada")
    assert anna.open("/admin/users").status == 200
