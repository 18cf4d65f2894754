"""Dates in three boxes."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.kinds.asking import asked, parsed, typed, wrong_part
from webapp.kinds import KINDS


def boxes(text: str) -> dict[str, str]:
    return dict(zip(("day", "month", "year"), text.split("/"), strict=True))


@pytest.mark.parametrize("month", ["3", "03", "March", "march", "MAR", "mar.", " Mar "])
def test_months_by_number_or_name(month: str) -> None:
    assert parsed("date", {"day": "27", "month": month, "year": "1985"}) == "1985-03-27"


@pytest.mark.parametrize(
    ("text", "sentence", "part"),
    [
        ("//", "Enter your date of birth, for example 27 3 1985", "day"),
        ("27/3/", "Date of birth must include a year", "year"),
        ("/3/", "Date of birth must include a day and a year", "day"),
        ("32/3/1985", "Date of birth must have a day from 1 to 31", "day"),
        ("0/3/1985", "Date of birth must have a day from 1 to 31", "day"),
        ("27/13/1985", "Date of birth must have a month from 1 to 12, or its name", "month"),
        ("27/ju/1985", "Date of birth must have a month from 1 to 12, or its name", "month"),
        ("27/Mia/1985", "Date of birth must have a month from 1 to 12, or its name", "month"),
        ("27/s/1985", "Date of birth must have a month from 1 to 12, or its name", "month"),
        ("27/3/85", "Date of birth must have a year with 4 digits, for example 1985", "year"),
        ("27/3/12026", "Date of birth must have a year with 4 digits, for example 1985", "year"),
        ("29/2/2023", "Date of birth must be a real date: February 2023 has 28 days", "day"),
        ("٣/3/1985", "Date of birth must have a day from 1 to 31", "day"),
        ("1_0/3/1985", "Date of birth must have a day from 1 to 31", "day"),
        ("3/3/1_85", "Date of birth must have a year with 4 digits, for example 1985", "year"),
        ("99/99/99", "Date of birth must have a day from 1 to 31", "day"),
    ],
)
def test_an_error_names_the_first_wrong_box(text: str, sentence: str, part: str) -> None:
    assert parsed("date", boxes(text), label="Date of birth", required=True) == sentence
    assert wrong_part("date", boxes(text), label="Date of birth", required=True) == part


def test_the_leap_day_exists_in_leap_years() -> None:
    assert parsed("date", boxes("29/2/2024")) == "2024-02-29"


@pytest.mark.parametrize(
    ("limits", "sentence"),
    [
        ({"max": "today"}, "Visit must be today or earlier"),
        ({"max": "2026-11-21"}, "Visit must be 21 November 2026 or earlier"),
        ({"min": "2026-11-23"}, "Visit must be 23 November 2026 or later"),
    ],
)
def test_limits_are_named(limits: dict[str, str], sentence: str) -> None:
    assert parsed("date", boxes("22/11/2026"), label="Visit", **limits) == sentence


def test_today_is_within_both_limits_of_today() -> None:
    assert parsed("date", boxes("21/11/2026"), min="today", max="today") == "2026-11-21"


def test_boxes_are_read_together_and_kept_as_typed() -> None:
    assert typed("date", ("f_a-day", "27"), ("f_a-month", "x\x00")) == {"day": "27", "month": "x\ufffd", "year": ""}
    assert typed("date", ("f_a", "2026-11-21")) is None


@pytest.mark.parametrize("raw", [None, "", [], {"day": None}, {"day": 5}])
def test_whatever_an_old_draft_holds_does_no_harm(raw: object) -> None:
    assert parsed("date", raw, required=True) is not None


@given(st.dates(min_value=date(1000, 1, 1)))
def test_an_accepted_date_survives_being_typed_again(day: date) -> None:
    kind = KINDS["date"]
    assert parsed("date", kind.retype(asked("date"), day.isoformat())) == day.isoformat()


@pytest.mark.parametrize("month", ["März", "marz", "mars", "marzo", "marca", "marzec", "Mar.", "MARCH", "03"])
def test_months_are_known_by_name_in_every_language_of_ours(month: str) -> None:
    assert parsed("date", {"day": "27", "month": month, "year": "1985"}) == "1985-03-27"


def test_letters_that_begin_two_months_name_neither() -> None:
    assert wrong_part("date", {"day": "27", "month": "jui", "year": "1985"}) == "month"
