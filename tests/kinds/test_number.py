"""Numbers: exact, and understood only where they can mean one thing."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.kinds.asking import asked, parsed
from webapp.kinds import KINDS
from webapp.kinds.reading import plain

numbers = st.decimals(min_value=-(10**15) + 1, max_value=10**15 - 1, places=3, allow_nan=False)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("1234.50", "1234.5"), ("1,234.50", "1234.5"), ("1.234,50", "1234.5"), ("1 234,50", "1234.5"),
        ("1\u202f234,50", "1234.5"), ("1'234.50", "1234.5"), ("1,234,567", "1234567"), ("1.234.567,8", "1234567.8"),
        ("12,5", "12.5"), ("0,123", "0.123"), ("1234,567", "1234.567"), ("007", "7"), ("-3", "-3"), ("\u22123", "-3"),
        ("+3", "3"), ("-0", "0"), ("5.", None), (".5", None), ("1.234", "1.234"),
    ],
)  # fmt: skip
def test_numbers_as_people_write_them(raw: str, value: str | None) -> None:
    expected = value or "Amount must be a number, for example 1234.5"
    assert parsed("number", raw, label="Amount", decimals=3) == expected


@pytest.mark.parametrize(
    "raw",
    ["NaN", "sNaN", "-nan", "Infinity", "-inf", "1e999999", "1E5", "1_000", "٣", "１２", "½", "0x10", "1,23,456", "12,3456,7",
     "1.234.5", "1,234.567.8", "--1", "1 2", "1,,2", "abc", "1" * 41, "9" * 4000, "1-", "$5"],
)  # fmt: skip
def test_what_python_would_take_and_people_do_not_write_is_refused(raw: str) -> None:
    assert parsed("number", raw, label="Amount", decimals=2) == "Amount must be a number, for example 1234.5"


def test_a_number_with_two_meanings_is_not_guessed() -> None:
    assert parsed("number", "1,234", label="Amount", decimals=3) == "Amount can be read in two ways: write 1234 or 1.2340"
    assert parsed("number", "1.234", label="Betrag", decimals=3, locale="de").startswith("Betrag can be read in two ways")


def test_one_meaning_by_the_language_of_the_form() -> None:
    assert parsed("number", "1,234", decimals=2) == "1234"
    assert parsed("number", "1.234", decimals=2, locale="de") == "1234"
    assert parsed("number", "1,234", decimals=3, locale="de") == "1.234"


def test_a_mark_that_could_be_decimals_is_never_swallowed() -> None:
    assert parsed("number", "1.234", label="Amount", decimals=2) == "Amount must have 2 decimal places or fewer"
    assert parsed("number", "1.5", label="Children") == "Children must be a whole number, without decimals"


@pytest.mark.parametrize(
    ("limits", "sentence"),
    [
        ({"min": "1", "max": "10"}, "Amount must be from 1 to 10"),
        ({"max": "10"}, "Amount must be 10 or less"),
        ({"min": "1000000"}, "Amount must be 1,000,000 or more"),
    ],
)
def test_limits_are_named(limits: dict[str, str], sentence: str) -> None:
    assert parsed("number", "11", label="Amount", **limits) == sentence


def test_limits_are_allowed_themselves() -> None:
    assert parsed("number", "10", min="10", max="10") == "10"


def test_more_digits_than_a_key_can_hold_are_refused() -> None:
    assert parsed("number", "1" * 16, label="Amount") == "Amount must have 15 digits or fewer"


@given(numbers, st.sampled_from(["en", "de", "fr-CH"]))
def test_an_accepted_number_survives_being_typed_again(number: Decimal, locale: str) -> None:
    question = asked("number", decimals=3, locale=locale)
    retyped = KINDS["number"].retype(question, plain(number))
    assert parsed("number", retyped, decimals=3, locale=locale) == plain(number)


@given(numbers, numbers)
def test_keys_sort_as_numbers_do(one: Decimal, two: Decimal) -> None:
    (first,), (second,) = (KINDS["number"].keys(asked("number"), plain(number)) for number in (one, two))
    assert (first < second) == (one < two)
    assert len(first) <= 64


@given(st.text(max_size=30))
def test_any_text_gets_an_answer_or_a_sentence(raw: str) -> None:
    assert parsed("number", raw, decimals=6) is None or isinstance(parsed("number", raw, decimals=6), str)
