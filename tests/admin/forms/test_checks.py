"""What stands before publishing, reachable at any time; and examples, tried again whenever the form changes."""

import copy

from sqlalchemy import select

from tests.support.browser import Browser
from tests.support.building import builder, draft, make_course, newest_form, rebuild
from tests.support.make import make_user, sign_in
from tests.support.stage import count, only
from webapp.models.form_example import FormExample


def kept(browser: Browser) -> Browser:
    """The checks of a course with one example: a child who swims, in a workshop not chosen yet."""
    builder(browser, "/preview").fill({"Child’s name": "Bo", "Swims?": "Yes"}).press("Continue")
    return browser.fill({"Name of the example": "A swimmer"}).press("Keep the example")


def changed(**fields: object) -> None:
    """The first question of the course, changed."""
    document = copy.deepcopy(draft().definition)
    document["pages"][0]["items"][0].update(fields)
    rebuild(document)


def test_problems_are_shown_with_the_way_to_mend_them(browser: Browser) -> None:
    builder(browser)
    changed(label={})
    browser.open(f"/admin/forms/{newest_form().id}/checks")
    assert browser.has("Enter a label for the question on page 1")
    assert "/questions/f_name" in browser.html


def test_an_example_comes_out_as_expected_while_nothing_changes(browser: Browser) -> None:
    kept(browser)
    assert browser.heading == "Checks"
    assert browser.has("A swimmer")
    assert browser.has("As expected")
    assert only(select(FormExample)).expected["refused"] == ["f_shop"]


def test_what_comes_out_differently_is_said_and_can_be_expected(browser: Browser) -> None:
    kept(browser)
    changed(max=1)
    assert browser.open(browser.path).has("“Child’s name” is refused now: Child’s name must be 1 character or fewer")
    browser.press("Expect it like this from now on A swimmer")
    assert browser.has("As expected")


def test_a_question_that_is_hidden_now_is_named(browser: Browser) -> None:
    kept(browser)
    document = copy.deepcopy(draft().definition)
    document["pages"][1]["show"] = {"all": [{"f": "f_swims", "op": "eq", "v": False}]}
    rebuild(document)
    browser.open(browser.path)
    assert browser.has("“Workshop” is not asked any more")
    assert browser.has("“Workshop” is not refused any more")


def test_publishing_says_how_many_examples_come_out_differently(browser: Browser) -> None:
    kept(browser)
    assert not browser.follow("Publish").has("comes out differently")
    changed(max=1)
    assert browser.open(browser.path).has("1 example comes out differently.")


def test_an_example_needs_a_name_and_keeps_what_was_typed(browser: Browser) -> None:
    builder(browser, "/preview").fill({"Child’s name": "Bo", "Swims?": "No"}).press("Continue").press("Keep the example")
    assert (browser.status, browser.errors) == (422, ["Enter a name, for example Family with two children"])
    browser.fill({"Name of the example": "Stays on land"}).press("Keep the example")
    assert only(select(FormExample)).answers["f_name"] == "Bo"


def test_an_example_is_removed_after_a_question(browser: Browser) -> None:
    kept(browser).follow("Remove the example A swimmer").press("Remove the example “A swimmer”")
    assert (browser.heading, count(FormExample)) == ("Checks", 0)


def test_an_example_of_another_form_is_not_found(browser: Browser) -> None:
    kept(browser)
    other = make_course(title="Another course")
    number = only(select(FormExample.id))
    assert browser.open(f"/admin/forms/{other.id}/checks/{number}/remove").status == 404


def test_no_export_holds_an_example(browser: Browser) -> None:
    kept(browser).open(f"/admin/forms/{newest_form().id}/export")
    assert "Bo" not in browser.text


def test_an_auditor_looks_and_keeps_nothing(browser: Browser) -> None:
    builder(browser, "/preview", role="auditor")
    assert not browser.has("Keep as an example")
    assert browser.follow("Checks").has("Nothing stands in the way.")
    assert sign_in(browser, make_user("auditor")).open(browser.path).status == 200
