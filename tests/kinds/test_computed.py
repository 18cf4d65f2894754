"""Computed: rounded as it is stored, written as its currency or unit is, and never typed."""

from decimal import Decimal
from typing import Any

import pytest

from tests.kinds.asking import asked, parsed, typed
from webapp.kinds.computed import Computed

KIND = Computed()


@pytest.mark.parametrize(
    ("settings", "value", "stored"),
    [
        ({}, Decimal("37.600"), "37.6"),
        ({}, Decimal("0.1234565"), "0.123457"),
        ({"decimals": 0}, Decimal("2.5"), "3"),
        ({"decimals": 2}, Decimal("-1.005"), "-1.01"),
        ({"currency": "EUR"}, Decimal("1.005"), "1.01"),
        ({"currency": "JPY"}, Decimal("1.5"), "2"),
        ({"decimals": 0}, Decimal("-0.4"), "0"),
        ({"decimals": 0}, Decimal("999999999999999.5"), None),
        ({}, "ADA", "ADA"),
        ({}, "", None),
        ({}, True, None),
        ({}, ["o_1"], None),
        ({}, None, None),
    ],
)
def test_what_a_calculation_comes_to_is_stored_rounded(settings: Any, value: Any, stored: str | None) -> None:
    assert KIND.settled(settings, value) == stored


@pytest.mark.parametrize(
    ("locale", "settings", "text"),
    [
        ("en", {"currency": "EUR"}, "-€1,234.50"),
        ("de", {"currency": "EUR"}, "-1.234,50\xa0€"),
        ("fr", {"currency": "EUR"}, "-1\u202f234,50\xa0€"),
        ("en", {"unit": {"en": "km"}}, "-1,234.5 km"),
        ("pl", {"decimals": 3}, "-1\xa0234,500"),
    ],
)
def test_it_is_written_as_its_language_writes_it(locale: str, settings: Any, text: str) -> None:
    assert KIND.text(asked("computed", locale=locale, **settings), "-1234.5") == text


def test_a_text_is_shown_and_sorted_as_a_text() -> None:
    assert KIND.text(asked("computed"), "ADA") == "ADA"
    assert KIND.keys(asked("computed"), "ADA") == ("ada",)
    assert KIND.keys(asked("computed"), "2") < KIND.keys(asked("computed"), "10")


def test_whatever_is_typed_under_its_name_is_not_read() -> None:
    assert typed("computed", ("f_a", "99")) is None
    assert parsed("computed", "99", required=True) is None


def test_an_amount_has_no_unit_besides() -> None:
    problems: list[tuple[str, str]] = []
    KIND.check({"currency": "EUR", "unit": {"en": "km"}}, "x", problems)
    assert problems == [("x.unit", "must be left blank where there is a currency")]
