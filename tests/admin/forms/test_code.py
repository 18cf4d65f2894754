"""The code of a form as its builder makes it: shown once, renewed, and only for forms that say so."""

from sqlalchemy import select

from tests.support.browser import Browser
from tests.support.building import builder
from tests.support.stage import count, found
from webapp.models.event import Event
from webapp.models.form_code import FormCode


def test_a_code_is_made_and_shown_once(browser: Browser) -> None:
    builder(browser, "/settings").fill({"Whoever has its code may fill it in": True}).press("Save the settings")
    browser.follow("Make or renew the code").press("Make a code")
    assert browser.has("shown this once")
    browser.open(browser.path)
    assert browser.has("There is a code, made")
    assert not browser.has("shown this once. ")
    assert found(select(Event.action).where(Event.action == "form.code_made")) == ["form.code_made"]


def test_a_new_one_replaces_it(browser: Browser) -> None:
    builder(browser, "/code").press("Make a code")
    before = found(select(FormCode.code_hash))
    browser.open(browser.path).press("Make a new code")
    assert (count(FormCode), found(select(FormCode.code_hash)) == before) == (1, False)


def test_what_the_form_does_not_ask_for_is_said(browser: Browser) -> None:
    assert builder(browser, "/code").has("A code opens this form only once")
