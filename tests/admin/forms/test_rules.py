"""Rules across questions, built without JavaScript and said in sentences."""

from typing import Any

import pytest

from tests.support.browser import Browser
from tests.support.building import draft, rebuild
from tests.support.forms import document, make_form, option, page, question
from tests.support.make import make_user, sign_in

CLUB = page(
    question("date", "Start date", "f_from"),
    question("date", "End date", "f_to"),
    question("number", "Number of children", "f_n"),
    question("email", "Email", "f_mail"),
    question("email", "Email again", "f_again"),
    question("choices", "Days", "f_days", options=[option("Mon"), option("Tue")]),
    question("choice", "Shop", "f_shop", options=[option("Red"), option("Blue")]),
)


def adding(browser: Browser, about: str) -> Browser:
    form = make_form(CLUB)
    sign_in(browser, make_user("admin")).open(f"/admin/forms/{form.id}/logic")
    return browser.follow("Add a rule").fill({"Question": about}).press("Next")


def rules() -> list[dict[str, Any]]:
    return [{name: part for name, part in rule.items() if name != "uid"} for rule in draft().definition.get("rules", [])]


CASES = [
    (
        "End date",
        {"The answer": "is … or later", "Or the answer to": "Start date"},
        {"op": "ge", "l": {"f": "f_to"}, "r": {"f": "f_from"}},
        "End date must be the same as or after “Start date”",
    ),
    (
        "Number of children",
        {"The answer": "is from … to …", "Value": "1", "To": "3"},
        {"all": [{"f": "f_n", "op": "ge", "v": "1"}, {"f": "f_n", "op": "le", "v": "3"}]},
        "Number of children must be between 1 and 3",
    ),
    (
        "Email again",
        {"The answer": "is …", "Or the answer to": "Email"},
        {"op": "eq", "l": {"f": "f_again"}, "r": {"f": "f_mail"}},
        "Email again must be “Email”",
    ),
    (
        "The number of answers to “Days”",
        {"The answer": "is … or less", "Value": "1"},
        {"op": "le", "l": {"count": {"f": "f_days"}}, "r": "1"},
        "The number of answers to “Days” must be 1 or less",
    ),
    (
        "Shop",
        {"The answer": "is one of those ticked below", "Answers": ["Red"]},
        {"f": "f_shop", "op": "eq", "v": "o_red"},
        "Check your answer to “Shop”",
    ),
]


@pytest.mark.parametrize(("about", "filled", "line", "message"), CASES, ids=[case[0] for case in CASES])
def test_a_rule_is_written_with_the_sentence_that_people_are_told(
    browser: Browser, about: str, filled: dict, line: dict, message: str
) -> None:
    adding(browser, about).fill(filled).press("Add the rule")
    assert browser.status == 200, browser.errors
    (rule,) = rules()
    assert rule["assert"] == {"all": [line]}
    assert rule["message"] == {"en": message}


def test_a_bound_that_is_no_number_is_refused_at_its_box(browser: Browser) -> None:
    filled = {"The answer": "is from … to …", "Value": "1", "To": "many"}
    adding(browser, "Number of children").fill(filled).press("Add the rule")
    assert browser.status == 422
    assert browser.errors == ["The value must be a number, for example 1234.5"]


def test_its_words_and_its_place_are_changed(browser: Browser) -> None:
    adding(browser, "End date").fill({"The answer": "is … or later", "Or the answer to": "Start date"}).press("Add the rule")
    browser.fill({"What people are told": "End after you start", "At which question it is said": "Start date"})
    browser.press("Save the rule")
    assert [(rule["at"], rule["message"]["en"]) for rule in rules()] == [("f_from", "End after you start")]
    assert browser.open(browser.path.partition("/rules")[0] + "/logic").has("Holds if “End date” is “Start date” or later")


def test_lines_are_added_taken_out_and_asked_for_one_by_one(browser: Browser) -> None:
    adding(browser, "Number of children").fill({"The answer": "is … or more", "Value": "1"}).press("Add the rule")
    browser.follow("Email").fill({"The answer": "is answered"}).press("Add the line")
    browser.press("Ask for any of them")
    assert [*rules()[0]["assert"]] == ["any"]
    browser.press("Take out “Email” is answered")
    assert rules()[0]["assert"] == {"any": [{"f": "f_n", "op": "ge", "v": "1"}]}


def test_a_rule_without_lines_is_gone_and_so_is_one_that_is_removed(browser: Browser) -> None:
    adding(browser, "Number of children").fill({"The answer": "is … or more", "Value": "1"}).press("Add the rule")
    browser.press("Remove the rule")
    assert rules() == []
    assert browser.has("Undo brings it back")


def test_a_rule_of_an_import_is_shown_and_can_be_added_to(browser: Browser) -> None:
    form = make_form(CLUB)
    nested = {"not": {"op": "lt", "l": {"sum": [{"f": "f_n"}, "1"]}, "r": "3"}}
    rule = {"uid": "r_1", "assert": nested, "at": "f_n", "message": {"en": "More"}}
    rebuild(document(CLUB) | {"rules": [rule]})
    sign_in(browser, make_user("admin")).open(f"/admin/forms/{form.id}/rules/r_1")
    assert browser.has("it is not so that “Number of children” + 1 is less than 3")


def test_nothing_is_at_the_address_of_what_is_gone(browser: Browser) -> None:
    form = make_form(CLUB)
    sign_in(browser, make_user("admin"))
    for address in ("rules/r_gone", "rules/create?subject=f_gone", "rules/create?subject=sum:f_n"):
        assert browser.open(f"/admin/forms/{form.id}/{address}").status == 404
