"""Calculations in words."""

from typing import Any

import pytest

from tests.models.documents import defined, item
from webapp.models.expression_reading import operand_of
from webapp.models.expression_words import expression_words

ITEMS = [
    item("price", "number"),
    item("n", "number", label="Number"),
    item("from", "date"),
    item("to", "date"),
    item("d", "choices"),
]
FORM = defined(ITEMS)
PRICE, N = {"f": "f_price"}, {"f": "f_n"}


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ({"sum": [{"mul": [PRICE, N]}, "12.50"]}, "“Price” × “Number” + 12.50"),
        ({"sum": [PRICE, {"mul": ["-1", N]}, "-5"]}, "“Price” − “Number” − 5"),
        ({"sum": [{"mul": ["-1", PRICE, N]}, "5"]}, "−“Price” × “Number” + 5"),
        ({"mul": [{"sum": [PRICE, N]}, "2"]}, "(“Price” + “Number”) × 2"),
        ({"mul": [{"days_between": [{"f": "f_from"}, {"f": "f_to"}]}, PRICE]}, "the days from “From” to “To” × “Price”"),
        ({"count": {"f": "f_d"}}, "the number of answers to “D”"),
        ({"count": [PRICE, N]}, "how many of “Price” and “Number” are answered"),
        ({"upper": {"f": "f_gone"}}, "a question that is gone (f_gone) in capitals"),
    ],
)
def test_a_calculation_is_said(document: Any, words: str) -> None:
    assert expression_words(operand_of(document), FORM, "en") == words
