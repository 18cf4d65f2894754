"""A whole form built in the browser: three pages, eight questions, a condition; published and open."""

from tests.support.browser import Browser
from tests.support.building import newest_form, newest_version, outline
from tests.support.make import make_user, sign_in

PAGES = ("About the child", "The course", "How we reach you")
QUESTIONS = (
    (0, "Short text", {"Question": "Child’s name", "It must be answered": True, "Most characters": "80"}),
    (0, "Date", {"Question": "Date of birth", "It must be answered": True}),
    (0, "Yes or no", {"Question": "Can your child swim?", "It must be answered": True}),
    (1, "Single choice", {"Question": "Workshop", "It must be answered": True, "Options": "Pottery\nChess\nChoir"}),
    (1, "Several choices", {"Question": "Days", "Options": "Monday\nTuesday\nWednesday"}),
    (1, "Consent", {"Question": "My child may swim in the lake"}),
    (2, "E-mail address", {"Question": "Where do we write to?", "It must be answered": True}),
    (2, "Long text", {"Question": "Anything else"}),
)


def build_pages(browser: Browser) -> None:
    browser.follow("Edit page 1").fill({"Title of the page": PAGES[0]}).press("Save the page")
    for title in PAGES[1:]:
        browser.follow("Add a page").fill({"Title of the page": title}).press("Add the page")


def build_questions(browser: Browser) -> None:
    """Each goes to the end of its page, through the link that stands there."""
    last = {}
    for page, kind, filled in QUESTIONS:
        where = f"after {last[page]}" if page in last else f"at the beginning of page {page + 1}"
        browser.follow(f"Add question here, {where}").fill({"What kind of question is it?": kind}).press("Continue")
        browser.fill(filled).press("Add the question")
        last[page] = filled["Question"]


def build_condition(browser: Browser) -> None:
    browser.follow("Conditions and rules").fill({"Question or page": "– My child may swim in the lake"}).press("Next")
    browser.fill({"Question": "Can your child swim?"}).press("Next")
    browser.fill({"The answer": "is one of those ticked below", "Answers": ["Yes"]}).press("Add the condition")


def test_a_form_is_built_and_published_in_the_browser(browser: Browser) -> None:
    sign_in(browser, make_user("owner")).open("/admin/forms").follow("New form")
    browser.fill({"Title": "Summer course"}).press("Create the form")
    build_pages(browser)
    build_questions(browser)
    build_condition(browser)
    browser.follow("Publish").press("Publish version 1")
    assert [len(items) for _page, items in outline()] == [3, 3, 2]
    assert (newest_form().state, newest_version().change_class) == ("open", "first")
    assert newest_version().parsed.questions[5].show is not None
