"""Telephone numbers."""

import pytest

from tests.kinds.asking import asked, parsed
from webapp.kinds import KINDS

PHONE = KINDS["phone"]


@pytest.mark.parametrize(
    ("raw", "region", "value"),
    [
        ("+44 20 7946 0018", None, "+442079460018"),
        ("0049 30 901820", "DE", "+4930901820"), ("(030) 901820", "DE", "+4930901820"),
        ("020 7946 0018", "GB", "+442079460018"),
        ("+39 06 698 12345", "DE", "+390669812345"), ("202-555-0143", "US", "+12025550143"),
        ("030\u2011901820", "DE", "+4930901820"),
    ],
)  # fmt: skip
def test_numbers_as_people_write_them(raw: str, region: str | None, value: str) -> None:
    assert parsed("phone", raw, region=region) == value


@pytest.mark.parametrize(
    "raw",
    [
        "1-800-FLOWERS",
        "0151 23456789 ext. 4",
        "٠٣٠٩٠١٨٢٠",
        "1_000",
        "+",
        "tel:+4930901820",
        "0" * 10_000,
        "+999 123456",
        "030\x00901820",
    ],
)
def test_what_is_no_number_says_what_one_looks_like(raw: str) -> None:
    assert parsed("phone", raw, label="Phone", region="DE") == "Phone must be a number, for example 030 123456"


def test_without_a_country_it_must_begin_with_plus() -> None:
    sentence = "Phone must be a number that begins with +, for example +44 20 7946 0018"
    assert parsed("phone", "030 901820", label="Phone") == sentence


def test_length_is_judged_by_country() -> None:
    assert parsed("phone", "+49 12", label="Phone") == "Phone is too short: give all of its digits"
    assert parsed("phone", "+44 20 7946 0018 12345", label="Phone") == "Phone is too long: give one number, without an extension"


def test_it_is_shown_as_its_country_writes_it_and_abroad_with_its_code() -> None:
    assert PHONE.text(asked("phone", region="GB"), "+442079460018") == "020 7946 0018"
    assert PHONE.text(asked("phone", region="DE"), "+442079460018") == "+44 20 7946 0018"
    assert PHONE.cells(asked("phone", region="GB"), "+442079460018") == ("+442079460018",)


def test_browsers_offer_the_number_of_the_person_only_where_it_is_theirs() -> None:
    assert PHONE.drawing(asked("phone", own=True)).autocomplete == "tel"
    assert PHONE.drawing(asked("phone")).autocomplete is None
