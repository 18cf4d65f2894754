"""Removing a question or a page."""

from sqlalchemy import select

from tests.support.browser import Browser
from tests.support.building import builder, draft, outline
from tests.support.stage import only
from webapp.models.form_draft import FormDraftRevision

DROP = "Take them out: what they hid is then always shown"
KEEP = "Leave them: the form cannot be published until I have changed them"


def test_a_question_is_removed_after_asking(browser: Browser) -> None:
    builder(browser).follow("Remove Workshop")
    assert outline()[1][1] == ["f_shop"]
    browser.press("Remove the question")
    assert outline()[1][1] == []
    assert browser.has("Removed “Workshop”. Undo brings it back.")


def test_what_depends_on_it_is_listed_and_must_be_decided(browser: Browser) -> None:
    builder(browser).follow("Remove Swims?")
    assert browser.has("These have conditions that speak of it: “The course”")
    browser.press("Remove the question")
    assert browser.errors == ["Select what should happen to the conditions"]
    assert "f_swims" in outline()[0][1]


def test_conditions_go_with_the_question_when_asked_to(browser: Browser) -> None:
    builder(browser).follow("Remove Swims?")
    browser.fill({"What should happen to these conditions?": DROP}).press("Remove the question")
    assert "show" not in draft().definition["pages"][1]


def test_conditions_that_stay_keep_the_form_from_being_published(browser: Browser) -> None:
    builder(browser).follow("Remove Swims?")
    browser.fill({"What should happen to these conditions?": KEEP}).press("Remove the question")
    assert browser.follow("Publish").has("To mend first")


def test_a_page_is_removed_with_its_questions(browser: Browser) -> None:
    builder(browser).follow("Remove page 2")
    assert browser.has("Its 1 question goes with it.")
    browser.press("Remove the page")
    assert outline() == [("p_child", ["f_name", "f_swims"])]


def test_a_page_whose_answers_are_needed_elsewhere_asks_what_to_do(browser: Browser) -> None:
    builder(browser).follow("Remove page 1").press("Remove the page")
    assert (browser.status, browser.errors) == (422, ["Select what should happen to the conditions"])


def test_each_step_says_what_it_was(browser: Browser) -> None:
    builder(browser).follow("Remove Workshop").press("Remove the question")
    newest = select(FormDraftRevision.what).order_by(FormDraftRevision.rev.desc()).limit(1)
    assert only(newest) == "Removed “Workshop”"
