"""Calculations that keep a form from being published, each named."""

from typing import Any

import pytest

from tests.models.documents import defined, item
from webapp.models.definition_checks import before_publishing

PRICE, NAME, TOTAL = item("price", "number"), item("name"), item("tot", "computed", label="Total")


def said(*items: dict[str, Any], **calc: Any) -> list[str]:
    calculations = [{"uid": f"f_{name}", "expr": expression} for name, expression in calc.items()]
    return [problem.sentence for problem in before_publishing(defined([*items], calc=calculations))]


def test_a_sound_calculation_may_be_published() -> None:
    assert said(PRICE, TOTAL, tot={"mul": [{"f": "f_price"}, "2"]}) == []


@pytest.mark.parametrize(
    ("items", "calc", "sentence"),
    [
        ([PRICE, TOTAL], {}, "Say how “Total” is calculated"),
        ([PRICE], {"gone": "1"}, "There is a calculation of a question that is not in the form (f_gone)"),
        ([PRICE], {"price": "1"}, "“Price” is answered by people: take its calculation out"),
        (
            [PRICE, TOTAL],
            {"tot": {"sum": [{"f": "f_no"}]}},
            "The calculation of “Total” asks about a question that is not in the form (f_no)",
        ),
        (
            [TOTAL, PRICE],
            {"tot": {"sum": [{"f": "f_price"}]}},
            "The calculation of “Total” asks about “Price”, which does not come before it",
        ),
        (
            [NAME, TOTAL],
            {"tot": {"sum": [{"f": "f_name"}]}},
            "The calculation of “Total” reckons with “Name”, which is no number there",
        ),
        (
            [PRICE, TOTAL],
            {"tot": {"days_between": [{"f": "f_price"}, "2026-01-01"]}},
            "The calculation of “Total” reckons with “Price”, which is no number there",
        ),
    ],
)
def test_what_is_wrong_is_named(items: list[dict[str, Any]], calc: Any, sentence: str) -> None:
    assert sentence in said(*items, **calc)


def test_calculations_that_wait_for_each_other_are_named() -> None:
    other = item("vat", "computed", label="VAT")
    found = said(PRICE, TOTAL, other, tot={"sum": [{"f": "f_vat"}]}, vat={"sum": [{"f": "f_tot"}]})
    assert "“Total” and “VAT” wait for each other: take one condition or calculation out" in found
