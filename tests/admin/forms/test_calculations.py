"""Calculations, built term by term and said in words."""

from typing import Any

import pytest

from tests.support.browser import Browser
from tests.support.building import draft, rebuild
from tests.support.filling import NotOnThePage
from tests.support.forms import document, make_form, option, page, question
from tests.support.make import make_user, sign_in

SHOP = page(
    question("number", "Price", "f_price", decimals=2),
    question("number", "Number", "f_n"),
    question("choices", "Days", "f_days", options=[option("Mon"), option("Tue")]),
    question("date", "First day", "f_from"),
    question("date", "Last day", "f_to"),
    question("computed", "Total", "f_tot"),
    question("number", "After it", "f_late"),
)
PRICE, N = {"f": "f_price"}, {"f": "f_n"}
CASES: list[tuple[dict[str, str], Any]] = [
    ({"The answer": "Price", "Times the answer": "Number"}, {"mul": [PRICE, N]}),
    ({"The answer": "Price"}, PRICE),
    ({"Number": "12.50"}, "12.5"),
    ({"The answer": "The number of answers to “Days”", "Number": "3"}, {"mul": [{"count": {"f": "f_days"}}, "3"]}),
    ({"Or the days from": "First day", "To": "Last day"}, {"days_between": [{"f": "f_from"}, {"f": "f_to"}]}),
]


def calculating(browser: Browser) -> Browser:
    make_form()
    form = rebuild(document(SHOP))
    return sign_in(browser, make_user("admin")).open(f"/admin/forms/{form.id}/calculations/f_tot")


def calc() -> Any:
    return [one["expr"] for one in draft().definition.get("calc", [])]


@pytest.mark.parametrize(("filled", "term"), CASES, ids=[" ".join(case[0]) for case in CASES])
def test_a_term_is_written(browser: Browser, filled: dict, term: Any) -> None:
    calculating(browser).fill(filled).press("Add the part")
    assert calc() == [{"sum": [term]}]


def test_the_total_of_the_specification_is_built_and_said(browser: Browser) -> None:
    calculating(browser).fill({"The answer": "Price", "Times the answer": "Number"}).press("Add the part")
    browser.fill({"Number": "12.50"}).press("Add the part")
    assert browser.has("Total = “Price” × “Number” + 12.5")
    assert calc() == [{"sum": [{"mul": [PRICE, N]}, "12.5"]}]


def test_a_term_is_taken_away_and_taken_out(browser: Browser) -> None:
    calculating(browser).fill({"The answer": "Price"}).press("Add the part")
    browser.fill({"What is done with it": "Take it away", "The answer": "Number"}).press("Add the part")
    assert browser.has("Total = “Price” − “Number”")
    browser.press("Take out −“Number”").press("Take out “Price”")
    assert calc() == []


@pytest.mark.parametrize(
    ("filled", "sentence"),
    [
        ({}, "Choose an answer, or type a number"),
        ({"Number": "many"}, "The number must be a number, for example 1234.5"),
        ({"Or the days from": "First day"}, "Choose both days"),
    ],
)
def test_what_is_no_term_is_refused(browser: Browser, filled: dict, sentence: str) -> None:
    assert calculating(browser).fill(filled).press("Add the part").errors == [sentence]


def test_only_what_is_answered_before_it_can_be_reckoned_with(browser: Browser) -> None:
    with pytest.raises(NotOnThePage):
        calculating(browser).fill({"The answer": "After it"}).press("Add the part")


def test_whoever_adds_a_calculation_is_led_to_how_it_is_calculated(browser: Browser) -> None:
    form = make_form()
    sign_in(browser, make_user("admin")).open(f"/admin/forms/{form.id}/logic").follow("Add a calculation")
    browser.fill({"Question": "Deposit", "Currency": "EUR"}).press("Add the question")
    assert browser.has("Nothing is added up yet")
