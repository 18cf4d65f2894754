"""Building a repeatable group: its questions stand indented below it, and are built like all others."""

from tests.support.browser import Browser
from tests.support.building import another, draft
from tests.support.forms import make_form, page, question
from tests.support.make import make_user, sign_in

NAME = question("text", "Name", "f_name")
KIDS = question("group", "Children", "f_kids", row={"en": "Child"}, items=[NAME])


def builder(browser: Browser, address: str = "") -> Browser:
    form = make_form(page(KIDS, question("text", "Remarks", "f_more", required=False), title="Children", uid="p_kids"))
    return sign_in(browser, make_user("admin")).open(f"/admin/forms/{form.id}{address}")


def inside() -> list[str]:
    return [one["uid"] for one in draft().definition["pages"][0]["items"][0]["items"]]


def test_a_question_is_added_to_a_group(browser: Browser) -> None:
    builder(browser, "/questions/f_kids").follow("Add a question to it")
    browser.fill({"What kind of question is it?": "Date"}).press("Continue")
    browser.fill({"Question": "Birth date"}).press("Add the question")
    assert browser.has("Birth date")
    assert [inside()[0], len(inside())] == ["f_name", 2]


def test_a_group_is_not_offered_in_a_group(browser: Browser) -> None:
    builder(browser, "/questions/new?page=f_kids")
    assert not browser.has("Repeatable group")
    assert browser.open(browser.path).has("Repeatable group")


def test_a_question_moves_into_a_group_and_out_again(browser: Browser) -> None:
    builder(browser).follow("Move to… Remarks").fill({"Page": "– Children", "Place on the page": "At the end of the page"})
    browser.press("Move the question")
    assert inside() == ["f_name", "f_more"]
    browser.press("Move down Remarks in Children")
    assert inside() == ["f_name"]


def test_saving_a_group_keeps_its_questions(browser: Browser) -> None:
    builder(browser, "/questions/f_kids").fill({"Most": "5"}).press("Save the question")
    assert inside() == ["f_name"]
    assert draft().definition["pages"][0]["items"][0]["max"] == 5


def test_a_group_is_removed_with_its_questions_and_copied_with_them(browser: Browser) -> None:
    builder(browser).press("Duplicate Children")
    assert len(draft().definition["pages"][0]["items"][1]["items"]) == 1
    browser.follow("Remove Remarks").press("Remove the question")
    assert browser.has("Removed “Remarks”")


def test_the_builder_says_why_it_cannot_be_listed(browser: Browser) -> None:
    builder(browser, "/questions/f_name")
    assert browser.has("It has several answers in one submission")


def test_a_condition_in_a_group_looks_at_its_own_row(browser: Browser) -> None:
    builder(browser, "/questions/new/text?page=f_kids").fill({"Question": "School"}).press("Add the question")
    browser.open(f"{browser.path}/logic/{inside()[1]}").fill({"Question": "Name"}).press("Next")
    browser.fill({"The answer": "is answered"}).press("Add the condition")
    assert draft().definition["pages"][0]["items"][0]["items"][1]["show"]


def test_a_preview_adds_rows(browser: Browser) -> None:
    builder(browser, "/preview").fill({"Name": "Ada"}).press("Add another child")
    assert browser.has("Child 2")
    assert 'value="Ada"' in browser.html


def test_people_who_change_the_same_question_of_a_group_see_both_values(browser: Browser) -> None:
    builder(browser, "/questions/f_name")
    another(browser).fill({"Question": "Theirs"}).press("Save the question")
    browser.fill({"Question": "Mine"}).press("Save the question")
    assert (browser.status, browser.has("Question Mine Theirs")) == (409, True)
    assert draft().definition["pages"][0]["items"][0]["items"][0]["label"] == {"en": "Theirs"}
