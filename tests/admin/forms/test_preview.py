"""The preview: the real engine, and nothing kept."""

from tests.support.browser import Browser
from tests.support.building import builder
from tests.support.make import make_user, sign_in
from tests.support.make_forms import make_form, page, question
from tests.support.stage import count
from webapp.models.draft import Draft


def test_an_example_stands_for_a_file(browser: Browser) -> None:
    form = make_form(pages=[page("You", question("Letter", "file", required=True))])
    sign_in(browser, make_user("admin")).open(f"/admin/forms/{form.id}/preview").press("Continue")
    assert browser.status == 200
    assert browser.has("example.pdf (32 KB)")


def test_the_preview_says_that_nothing_is_saved(browser: Browser) -> None:
    builder(browser, "/preview")
    assert browser.has("Preview – nothing is saved.")
    assert browser.heading == "The child"


def test_errors_are_those_that_people_will_see(browser: Browser) -> None:
    builder(browser, "/preview").press("Continue")
    assert (browser.status, browser.errors) == (422, ["Enter your child’s name"])


def test_a_condition_decides_which_page_follows(browser: Browser) -> None:
    builder(browser, "/preview").fill({"Child’s name": "Bo", "Swims?": "No"}).press("Continue")
    assert browser.heading == "Check your answers before you send them"
    browser.open(browser.path.rpartition("/")[0]).fill({"Child’s name": "Bo", "Swims?": "Yes"}).press("Continue")
    assert browser.heading == "The course"


def test_back_shows_what_was_typed(browser: Browser) -> None:
    builder(browser, "/preview").fill({"Child’s name": "Bo", "Swims?": "Yes"}).press("Continue").press("Back")
    assert browser.value("Child’s name") == "Bo"


def test_a_preview_leaves_no_draft(browser: Browser) -> None:
    builder(browser, "/preview").fill({"Child’s name": "Bo", "Swims?": "No"}).press("Continue")
    assert browser.has("Child’s name Bo")
    assert count(Draft) == 0


def test_a_broken_seal_holds_nothing(browser: Browser) -> None:
    builder(browser, "/preview")
    token = next(one.get("value") for one in browser.page.every("input") if one.get("name") == "csrf_token")
    answer = browser.send("POST", f"{browser.path}/p_child", {"csrf_token": token, "_kept": "e30.forged", "_do": "continue"})
    assert answer.status_code == 422


def test_an_auditor_may_preview(browser: Browser) -> None:
    assert builder(browser, "/preview", role="auditor").heading == "The child"
