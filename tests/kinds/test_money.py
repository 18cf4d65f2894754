"""Amounts of money."""

import pytest

from tests.kinds.asking import asked, parsed
from webapp.kinds import KINDS

MONEY = KINDS["money"]


@pytest.mark.parametrize(
    ("raw", "currency", "locale", "value"),
    [
        ("12.50", "EUR", "en", "12.5"), ("€12.50", "EUR", "en", "12.5"), ("12,50 €", "EUR", "de", "12.5"),
        ("-€3", "EUR", "en", "-3"), ("EUR 1.234,50", "EUR", "de", "1234.5"), ("$5", "USD", "en", "5"), ("5 zł", "PLN", "pl", "5"),
        ("1,500", "JPY", "en", "1500"), ("1.234", "KWD", "en", "1.234"), ("10 eur", "EUR", "en", "10"),
    ],
)  # fmt: skip
def test_amounts_as_people_write_them(raw: str, currency: str, locale: str, value: str) -> None:
    assert parsed("money", raw, currency=currency, locale=locale) == value


@pytest.mark.parametrize("raw", ["$5", "5 USD", "5 pounds", "£5", "NaN", "Infinity", "1e999999"])
def test_another_currency_is_refused_by_its_name(raw: str) -> None:
    assert parsed("money", raw, label="Fee") == "Fee must be an amount in EUR, for example 1234.50"


@pytest.mark.parametrize("raw", ["1_000", "٣", "1-", "9" * 10_000])
def test_what_is_no_amount_is_refused(raw: str) -> None:
    assert parsed("money", raw, label="Fee") == "Fee must be a number, for example 1234.5"


def test_decimals_are_those_of_the_currency() -> None:
    assert parsed("money", "12.345", label="Fee") == "Fee must have 2 decimal places or fewer"
    assert parsed("money", "12.5", label="Fee", currency="JPY") == "Fee must be a whole number, without decimals"


def test_limits_are_said_with_the_currency() -> None:
    assert parsed("money", "0.5", label="Fee", min="1", max="1000") == "Fee must be from €1.00 to €1,000.00"


@pytest.mark.parametrize(("locale", "text"), [("en", "€1,234.50"), ("de", "1.234,50\xa0€"), ("fr", "1\u202f234,50\xa0€")])
def test_it_is_shown_as_the_language_writes_it(locale: str, text: str) -> None:
    assert MONEY.text(asked("money", locale=locale), "1234.5") == text


def test_a_table_has_the_currency_above_and_plain_amounts_below() -> None:
    question = asked("money", label="Fee", currency="USD")
    assert (MONEY.columns(question), MONEY.cells(question, "1234.5")) == (("Fee (USD)",), ("1234.50",))


def test_the_sign_stands_where_the_language_puts_it() -> None:
    assert MONEY.drawing(asked("money")).prefix == "€"
    assert MONEY.drawing(asked("money", locale="de")).suffix == "€"
