"""Changing one's own name."""

from sqlalchemy import select

from tests.support.browser import Browser
from tests.support.make import make_user, sign_in
from tests.support.stage import count, only
from webapp.models.event import Event
from webapp.models.user import User


def rename(browser: Browser, name: str) -> Browser:
    return browser.open("/account/name").fill({"Name": name}).press("Save your name")


def test_new_name_is_found_and_recorded(browser: Browser) -> None:
    ada = make_user(name="Ada")
    assert rename(sign_in(browser, ada), "  José Ñandú ").has("Your name was changed.")
    row = only(select(User))
    assert (row.name, row.name_key, row.version) == ("José Ñandú", "jose nandu", ada.version + 1)
    assert only(select(Event)).fields == ["name"]


def test_same_name_is_no_event(browser: Browser) -> None:
    rename(sign_in(browser, make_user(name="Ada")), "Ada")
    assert count(Event) == 0


def test_name_that_nobody_can_see_is_refused(browser: Browser) -> None:
    assert rename(sign_in(browser, make_user()), "\u200b \u2060").errors == ["Enter your name."]
    assert browser.status == 422


def test_name_is_one_line_whatever_is_sent(browser: Browser) -> None:
    rename(sign_in(browser, make_user(name="Ada")), "Ada\r\n\r\nhttps://evil.example/log-in\u2028now")
    assert only(select(User.name)) == "Ada  https://evil.example/log-in now"
