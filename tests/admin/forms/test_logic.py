"""When questions and pages are shown."""

import pytest

from tests.support.browser import Browser
from tests.support.building import builder, draft, item, rebuild
from tests.support.forms import document, make_form, option, page, question
from tests.support.make import make_user, sign_in

CHOSEN = "is one of those ticked below"
ASKED = {
    "text": question("text", "Subject", "f_subject"),
    "number": question("number", "Subject", "f_subject"),
    "date": question("date", "Subject", "f_subject"),
    "datetime": question("datetime", "Subject", "f_subject", max="2020-01-01", step=15),
    "choice": question("choice", "Subject", "f_subject", options=[option("Red"), option("Blue")]),
    "choices": question("choices", "Subject", "f_subject", options=[option("Red"), option("Blue")]),
    "consent": question("consent", "Subject", "f_subject"),
    "long_text": question("long_text", "Subject", "f_subject"),
}
CASES = [
    ("number", {"The answer": "is … or more", "Value": "6.50"}, {"f": "f_subject", "op": "ge", "v": "6.5"}),
    ("text", {"The answer": "is …", "Value": "Bo"}, {"f": "f_subject", "op": "eq", "v": "Bo"}),
    ("date", {"The answer": "is before …", "Value": "2020-05-01"}, {"f": "f_subject", "op": "lt", "v": "2020-05-01"}),
    ("datetime", {"The answer": "is after …", "Value": "1.5.2020 2pm"}, {"f": "f_subject", "op": "gt", "v": "2020-05-01T14:00"}),
    ("choice", {"The answer": CHOSEN, "Answers": ["Red"]}, {"f": "f_subject", "op": "eq", "v": "o_red"}),
    ("choice", {"The answer": CHOSEN, "Answers": ["Red", "Blue"]}, {"f": "f_subject", "op": "in", "v": ["o_red", "o_blue"]}),
    ("choice", {"The answer": "is blank"}, {"f": "f_subject", "op": "empty"}),
    ("choices", {"The answer": CHOSEN, "Answers": ["Red"]}, {"f": "f_subject", "op": "has", "v": "o_red"}),
    ("consent", {"The answer": "is ticked"}, {"not": {"f": "f_subject", "op": "empty"}}),
    ("long_text", {"The answer": "is answered"}, {"not": {"f": "f_subject", "op": "empty"}}),
]  # fmt: skip


def about(browser: Browser, kind: str) -> Browser:
    """The page that asks how the answer to a question of this kind must be."""
    form = make_form(page(ASKED[kind], question("text", "Hidden", "f_hidden")))
    sign_in(browser, make_user("admin")).open(f"/admin/forms/{form.id}/logic/f_hidden")
    return browser.fill({"Question": "Subject"}).press("Next")


@pytest.mark.parametrize(("kind", "filled", "line"), CASES, ids=[f"{case[0]}-{case[2].get('op', 'not')}" for case in CASES])
def test_a_condition_is_written_for_every_kind(browser: Browser, kind: str, filled: dict, line: dict) -> None:
    about(browser, kind).fill(filled).press("Add the condition")
    assert browser.status == 200, browser.errors
    assert item("f_hidden")["show"] == {"all": [line]}


def test_a_value_that_could_be_no_answer_is_refused(browser: Browser) -> None:
    about(browser, "number").fill({"The answer": "is … or more", "Value": "many"}).press("Add the condition")
    assert browser.status == 422
    assert "number" in browser.errors[0]


def test_an_answer_must_be_ticked(browser: Browser) -> None:
    about(browser, "choice").fill({"The answer": CHOSEN}).press("Add the condition")
    assert browser.errors == ["Tick at least one answer"]


def test_conditions_are_listed_in_sentences(browser: Browser) -> None:
    assert builder(browser, "/logic").has("The course Shown if “Swims?” is Yes")


def test_only_earlier_questions_are_offered(browser: Browser) -> None:
    builder(browser, "/logic/f_swims")
    offered = [one.text for one in browser.page.every("option")]
    assert offered == ["Choose an earlier question", "Child’s name"]


def test_nothing_can_depend_on_the_first_question_of_all(browser: Browser) -> None:
    assert builder(browser, "/logic/f_name").has("Nothing is asked before it")


def test_a_line_is_taken_out(browser: Browser) -> None:
    builder(browser, "/logic/p_course").press("Take out “Swims?” is Yes")
    assert "show" not in draft().definition["pages"][1]


def test_all_or_any_of_several_lines(browser: Browser) -> None:
    builder(browser, "/logic/p_course").fill({"Question": "Child’s name"}).press("Next")
    browser.fill({"The answer": "is answered"}).press("Add the condition")
    assert browser.has("Shown if all of these hold")
    browser.press("Ask for any of them")
    assert browser.has("Shown if any of these holds")
    assert len(draft().definition["pages"][1]["show"]["any"]) == 2


def test_always_show_it_takes_all_lines_out(browser: Browser) -> None:
    builder(browser, "/logic/p_course").press("Always show it")
    assert browser.has("It is always shown.")


def test_a_condition_from_elsewhere_is_kept_and_can_be_added_to(browser: Browser) -> None:
    nested = {"not": {"any": [{"f": "f_name", "op": "empty"}, {"f": "f_name", "op": "eq", "v": "Bo"}]}}
    builder(browser)
    rebuild(document(page(question("text", "Name", "f_name"), {**question("text", "More", "f_more"), "show": nested}, uid="p_1")))
    browser.open(f"{browser.path}/logic/f_more").fill({"Question": "Name"}).press("Next")
    browser.fill({"The answer": "is answered"}).press("Add the condition")
    assert item("f_more")["show"]["all"][0] == nested
