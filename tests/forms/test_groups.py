"""Filling in a repeatable group: rows are added and removed by buttons of the page, and nothing typed is lost by them."""

from typing import Any

from sqlalchemy import select

from tests.support.browser import Browser
from tests.support.forms import make_form, page, question
from tests.support.make import make_user, sign_in
from tests.support.stage import only
from webapp.models.draft import Draft
from webapp.models.submission import Submission

NAME = question("text", "Name", "f_name")
BORN = question("date", "Birth date", "f_born", required=False)
KIDS = question("group", "Children", "f_kids", row={"en": "Child"}, max=3, items=[NAME, BORN])


def filling(browser: Browser, *items: Any) -> Browser:
    make_form(page(*(items or (KIDS,)), question("text", "Remarks", "f_more", required=False), title="Your children"))
    return sign_in(browser, make_user()).open("/forms/summer-course").press("Start now")


def names(browser: Browser, number: int = 1) -> str:
    """The name of the control in which a child's name stands."""
    rows = [one.get("value") for one in browser.page.every("input") if one.get("name") == "f_kids-row"]
    return f"f_kids-{rows[number - 1]}-f_name"


def test_a_row_is_added_and_everything_typed_stays(browser: Browser) -> None:
    filling(browser).fill({"Name": "Ada", "Remarks": "Both"}).press("Add another child")
    assert browser.has("Child 2")
    browser.fill({names(browser, 2): "Eva"}).press("Continue")
    assert browser.path.endswith("/check")
    assert [row["answers"]["f_name"] for row in only(select(Draft)).answers["f_kids"]] == ["Ada", "Eva"]


def test_no_more_rows_are_offered_than_there_may_be(browser: Browser) -> None:
    filling(browser).press("Add another child").press("Add another child")
    assert browser.has("You can add 3 at the most.")
    assert not browser.has("Add another child")


def test_a_removed_row_is_brought_back_as_it_was(browser: Browser) -> None:
    filling(browser).fill({"Name": "Ada"}).press("Add another child")
    browser.fill({names(browser, 2): "Eva"}).press("Remove Child 1")
    assert browser.has("Child “Ada” is removed.")
    browser.press("Undo Bring Ada back").press("Continue")
    assert [row["answers"]["f_name"] for row in only(select(Draft)).answers["f_kids"]] == ["Ada", "Eva"]


def test_what_is_removed_is_not_sent_and_gone_once_somebody_goes_on(browser: Browser) -> None:
    filling(browser).fill({"Name": "Ada"}).press("Add another child")
    browser.fill({names(browser, 2): "Eva"}).press("Remove Child 1").press("Continue").press("Send")
    assert [row["answers"]["f_name"] for row in only(select(Submission)).answers["f_kids"]] == ["Eva"]


def test_errors_name_the_row_and_lead_to_its_field(browser: Browser) -> None:
    filling(browser).fill({"Name": "Ada"}).press("Add another child").press("Continue")
    assert browser.status == 422
    assert browser.has("Child 2: Enter the name")
    assert f"#{names(browser, 2)}" in [link.get("href") for link in browser.page.every("a")]


def test_change_leads_to_the_row_and_back(browser: Browser) -> None:
    filling(browser).fill({"Name": "Ada"}).press("Continue").follow("Change Child 1: Name")
    assert f"at={names(browser)}" in browser.url
    browser.fill({"Name": "Eva"}).press("Add another child").press("Remove Child 2").press("Continue")
    assert browser.path.endswith("/check")
    assert browser.has("Eva")
