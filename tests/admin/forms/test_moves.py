"""Moving questions."""

from tests.support.browser import Browser
from tests.support.building import another, builder, outline


def test_a_question_moves_down_and_the_page_says_where_to(browser: Browser) -> None:
    builder(browser).press("Move down Child’s name")
    assert outline()[0][1] == ["f_swims", "f_name"]
    assert browser.has("Moved to position 2 of 3.")


def test_over_the_edge_of_its_page_it_goes_to_the_next_one(browser: Browser) -> None:
    builder(browser).press("Move down Swims?")
    assert outline() == [("p_child", ["f_name"]), ("p_course", ["f_swims", "f_shop"])]


def test_a_question_moves_up(browser: Browser) -> None:
    builder(browser).press("Move up Swims?")
    assert outline()[0][1] == ["f_swims", "f_name"]


def test_after_a_move_the_browser_goes_to_the_question(browser: Browser) -> None:
    builder(browser)
    browser.press("Move up Swims?")
    rows = [row.get("id") for row in browser.page.every("tr") if row.get("tabindex") == "-1"]
    assert "q-f_swims" in rows


def test_a_question_moves_to_any_place(browser: Browser) -> None:
    builder(browser).follow("Move to… Child’s name")
    browser.fill({"Page": "2. The course", "Place on the page": "At the end of the page"}).press("Move the question")
    assert outline() == [("p_child", ["f_swims"]), ("p_course", ["f_shop", "f_name"])]


def test_a_question_moves_after_another_one(browser: Browser) -> None:
    builder(browser).follow("Move to… Workshop")
    where = {"Page": "1. The child", "Place on the page": "Page 1, after “Child’s name”"}
    browser.fill(where).press("Move the question")
    assert outline()[0][1] == ["f_name", "f_shop", "f_swims"]


def test_the_two_lists_must_agree(browser: Browser) -> None:
    builder(browser).follow("Move to… Workshop")
    where = {"Page": "2. The course", "Place on the page": "Page 1, after “Child’s name”"}
    browser.fill(where).press("Move the question")
    assert browser.errors == ["“Child’s name” is not on that page: select a place on it"]


def test_a_move_on_a_stale_page_waits_for_a_decision(browser: Browser) -> None:
    builder(browser)
    another(browser).press("Duplicate Workshop")
    browser.press("Move down Child’s name")
    assert browser.status == 409
    assert browser.has("Duplicated “Workshop”")
    browser.press("Keep mine")
    assert outline()[0][1] == ["f_swims", "f_name"]
