"""The way back from looking at the portal as somebody else."""

import pytest
from sqlalchemy import select

from tests.admin.users.test_view_as import view
from tests.support.browser import Browser
from tests.support.clock import Clock
from tests.support.make import make_user, sign_in
from tests.support.stage import found
from webapp.models.event import Event


@pytest.fixture
def anna(browser: Browser) -> Browser:
    """An administrator who looks as Ada does."""
    return view(sign_in(browser, make_user("admin", name="Anna")), make_user(name="Ada"))


def test_stopping_leads_back_to_her_page_and_ones_own_rights(anna: Browser) -> None:
    anna.press("Stop viewing")
    assert anna.heading == "Ada"
    assert anna.path.startswith("/admin/users/")
    assert not anna.has("You are looking at the portal")
    assert found(select(Event.action).order_by(Event.id))[-1] == "user.viewing_ended"


def test_logging_out_ends_both(anna: Browser) -> None:
    anna.press("Log out")
    assert anna.open("/account").heading == "Log in"


def test_who_looks_as_nobody_is_led_home(browser: Browser) -> None:
    browser.open("/login")
    sign_in(browser, make_user()).open("/")
    assert browser.send("POST", "/viewing/stop", {"csrf_token": browser.csrf_token}).headers["Location"] == "/"


def test_a_cookie_that_was_kept_looks_no_more(anna: Browser, clock: Clock) -> None:
    held = anna.client.get_cookie("lodge", domain="localhost")
    assert held is not None
    anna.press("Stop viewing")
    clock.move(minutes=2)
    thief = Browser(anna.client.application)
    thief.client.set_cookie("lodge", held.value, domain="localhost")
    assert thief.open("/account").heading == "Log in"
    assert anna.open("/account").status == 200
