"""Finding a question in a long form: a box on the outline, a page of results, no JavaScript."""

from tests.support.browser import Browser
from tests.support.building import builder
from tests.support.make import make_user, sign_in
from tests.support.make_forms import make_form, page, question


def long_form(browser: Browser, role: str = "admin") -> Browser:
    """The outline of a form with twelve questions."""
    form = make_form(pages=[page("All", *(question(f"Question {number}") for number in range(12)))])
    return sign_in(browser, make_user(role)).open(f"/admin/forms/{form.id}")


def test_a_question_is_found_from_the_outline_and_leads_to_its_editor(browser: Browser) -> None:
    long_form(browser).fill({"Find a question": "question 11"}).press("Search")
    assert browser.has("1 question")
    assert browser.follow("Question 11").heading == "Question 11"


def test_a_result_leads_to_its_place(browser: Browser) -> None:
    long_form(browser).fill({"Find a question": "question 3"}).press("Search")
    assert 'href="#q-f_question3"' in browser.html.replace(browser.path.removesuffix("/search"), "")
    assert 'id="q-f_question3"' in browser.follow("See its place: Question 3").html


def test_nothing_found_says_what_to_try(browser: Browser) -> None:
    builder(browser, "/search?q=unicorn")
    assert browser.has("No question says that. Try fewer words, or a part of a word.")


def test_an_auditor_finds_questions_without_links_to_change_them(browser: Browser) -> None:
    long_form(browser, "auditor").fill({"Find a question": "question 5"}).press("Search")
    assert browser.has("Question 5")
    assert "/questions/" not in browser.html
