"""Pausing, closing, reopening, archiving."""

import pytest
from sqlalchemy import select

from tests.support.browser import Browser
from tests.support.building import builder, newest_form
from tests.support.forms import moved
from tests.support.stage import found
from webapp.models.event import Event


@pytest.mark.parametrize(
    ("link", "button", "state"), [("Pause", "Pause the form", "paused"), ("Close", "Close the form", "closed")]
)
def test_an_open_form_is_paused_or_closed_after_asking(browser: Browser, link: str, button: str, state: str) -> None:
    builder(browser).follow(link)
    assert newest_form().state == "open"
    browser.press(button)
    assert newest_form().state == state
    assert browser.has(f"is {state}")


def test_a_closed_form_is_opened_again(browser: Browser) -> None:
    builder(browser).follow("Close").press("Close the form").follow("Open again").press("Open the form")
    assert newest_form().state == "open"


def test_a_closed_form_is_archived(browser: Browser) -> None:
    builder(browser).follow("Close").press("Close the form").follow("Archive").press("Archive the form")
    assert newest_form().state == "archived"


def test_an_open_form_cannot_be_archived(browser: Browser) -> None:
    assert builder(browser, "/archive").status == 403


def test_pausing_what_is_paused_already_changes_nothing(browser: Browser) -> None:
    builder(browser, "/pause")
    moved(newest_form(), "pause")
    browser.press("Pause the form")
    assert (browser.status, newest_form().state) == (200, "paused")
    assert [action for action in found(select(Event.action)) if action == "form.pause"] == ["form.pause"]


def test_an_auditor_may_not(browser: Browser) -> None:
    assert builder(browser, "/pause", role="auditor").status == 403
