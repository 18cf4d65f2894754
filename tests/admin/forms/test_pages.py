"""The pages of a form."""

from tests.support.browser import Browser
from tests.support.building import another, builder, draft, outline


def test_a_page_is_added_at_the_end(browser: Browser) -> None:
    builder(browser).follow("Add a page").fill({"Title of the page": "Consent"}).press("Add the page")
    assert len(outline()) == 3
    assert draft().definition["pages"][2]["title"] == {"en": "Consent"}


def test_a_page_gets_another_title_and_text(browser: Browser) -> None:
    builder(browser).follow("Edit page 1")
    browser.fill({"Title of the page": "Your child", "Text above the questions": "**Hello**"}).press("Save the page")
    page = draft().definition["pages"][0]
    assert (page["title"], page["text"]) == ({"en": "Your child"}, {"en": "**Hello**"})


def test_a_page_needs_a_title(browser: Browser) -> None:
    builder(browser).follow("Edit page 1").fill({"Title of the page": " "}).press("Save the page")
    assert (browser.status, browser.errors) == (422, ["Enter a title, for example About you"])


def test_a_page_moves_and_the_page_says_where_to(browser: Browser) -> None:
    builder(browser).press("Move down page 1")
    assert [uid for uid, _items in outline()] == ["p_course", "p_child"]
    assert browser.has("Moved “The child” to position 2 of 2.")
    browser.press("Move up page 2")
    assert [uid for uid, _items in outline()] == ["p_child", "p_course"]


def test_two_people_on_one_page_are_both_heard(browser: Browser) -> None:
    builder(browser, "/pages/p_child")
    another(browser).fill({"Title of the page": "Theirs"}).press("Save the page")
    browser.fill({"Title of the page": "Mine"}).press("Save the page")
    assert browser.status == 409
    assert browser.has("Title of the page Mine Theirs")
    browser.press("Keep mine")
    assert draft().definition["pages"][0]["title"] == {"en": "Mine"}
