"""A page that saves itself: what it keeps, what it is told, and what it leaves to the buttons."""

from typing import Any

from sqlalchemy import select

from tests.support.browser import Browser
from tests.support.filling import FilledForm
from tests.support.forms import make_form, page, question
from tests.support.make import make_user, sign_in
from tests.support.stage import only
from webapp.models.draft import Draft

NAME = question("text", "Name", "f_name")
TOWN = question("text", "Town", "f_town", required=False)
AGE = question("number", "Age", "f_age")


def begun(browser: Browser) -> Browser:
    make_form(page(NAME, TOWN, AGE, uid="p_about"))
    return sign_in(browser, make_user()).open("/forms/summer-course").press("Start now")


def shown_by(browser: Browser) -> dict[str, str]:
    form = next(one for one in browser.page.every("form") if one.get("id") == "answers")
    return dict(FilledForm(browser.page, form).pairs(None))


def autosave(browser: Browser, **typed: str) -> Any:
    """What the behavior sends: the page's own form as it stands, with another `_do`."""
    shown = shown_by(browser)
    return browser.send("POST", browser.path, {**shown, **typed, "_do": "autosave"})


def draft() -> Draft:
    return only(select(Draft))


def test_what_is_typed_is_kept_and_the_next_revision_told(browser: Browser) -> None:
    answer = autosave(begun(browser), f_name="Ada", f_age="seven")
    assert answer.status_code == 200
    assert (draft().answers, draft().raw["f_age"]) == ({"f_name": "Ada"}, "seven")
    assert answer.json["rev"] == draft().rev
    assert answer.json["sentence"].startswith("Saved at ")


def test_a_blank_is_no_answer_before_a_button_is_pressed(browser: Browser) -> None:
    autosave(begun(browser), f_name="Ada", f_age="7")
    assert "f_town" not in draft().answers
    assert browser.open(f"/drafts/{draft().id}").path.endswith("/p_about")


def test_typing_on_after_a_save_is_no_conflict_with_oneself(browser: Browser) -> None:
    told = autosave(begun(browser), f_name="Ad").json
    again = autosave(browser, f_name="Ada", _rev=str(told["rev"]), _seen=told["seen"])
    assert again.status_code == 200
    assert draft().answers == {"f_name": "Ada"}


def test_another_tab_that_answered_the_same_is_left_for_the_button_to_ask(browser: Browser) -> None:
    begun(browser)
    shown = browser.path
    autosave(browser, f_name="Eva")
    answer = autosave(browser, f_name="Ada")
    assert (answer.status_code, draft().answers) == (409, {"f_name": "Eva"})
    assert "Press Continue to choose" in answer.json["sentence"]
    assert browser.path == shown


def test_what_another_tab_answered_outlives_the_saves_of_a_page_that_does_not_show_it(browser: Browser) -> None:
    shown = shown_by(begun(browser))
    autosave(browser, f_name="Ada")
    first = browser.send("POST", browser.path, {**shown, "f_town": "Graz", "_do": "autosave"})
    assert "Another window has answered here as well" in first.json["sentence"]
    typed = {**shown, "f_town": "Graz", "f_age": "7", "_do": "autosave"}
    browser.send("POST", browser.path, {**typed, "_rev": str(first.json["rev"]), "_seen": first.json["seen"]})
    assert draft().answers == {"f_name": "Ada", "f_town": "Graz", "f_age": "7"}


def test_a_draft_sent_elsewhere_is_not_saved(browser: Browser) -> None:
    begun(browser)
    here, shown = browser.path, shown_by(browser)
    browser.fill({"Name": "Ada", "Age": "7"}).press("Continue").press("Send")
    answer = browser.send("POST", here, {**shown, "f_name": "Eva", "_do": "autosave"})
    assert answer.status_code == 303
