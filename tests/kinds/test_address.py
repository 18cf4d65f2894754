"""Postal addresses."""

from typing import Any

import pytest

from tests.kinds.asking import asked, parsed, wrong_part
from tests.kinds.test_question import drawn
from webapp.kinds import KINDS

ADDRESS = KINDS["address"]
BERLIN = {"line1": "Mill Lane 4", "line2": "", "postcode": "10115", "town": "Berlin", "country": "DE"}


def value(**parts: str) -> dict[str, str]:
    return {name: text for name, text in {**BERLIN, **parts}.items() if text}


def test_blank_parts_are_left_out_and_countries_are_found_by_name() -> None:
    assert parsed("address", BERLIN) == value()
    assert parsed("address", {**BERLIN, "country": "germany"}) == value()


@pytest.mark.parametrize(
    ("country", "typed", "kept"),
    [
        ("GB", "sw1a1aa", "SW1A 1AA"), ("NL", "1012js", "1012 JS"), ("PL", "00950", "00-950"), ("SE", "111 29", "111 29"),
        ("US", "205001234", "20500-1234"), ("CA", "k1a0b1", "K1A 0B1"), ("AO", "whatever 1", "whatever 1"), ("IE", "", None),
    ],
)  # fmt: skip
def test_a_postcode_is_written_as_its_country_does(country: str, typed: str, kept: str | None) -> None:
    assert parsed("address", {**BERLIN, "country": country, "postcode": typed}).get("postcode") == kept


@pytest.mark.parametrize(
    ("parts", "sentence", "part"),
    [
        ({"postcode": "1011"}, "Home must include a postcode of Germany, for example 10115", "postcode"),
        ({"postcode": "١٠١١٥"}, "Home must include a postcode of Germany, for example 10115", "postcode"),
        ({"postcode": ""}, "Home must include a postcode of Germany, for example 10115", "postcode"),
        ({"line1": ""}, "Home must include a street and number", "line1"),
        ({"town": "\u200b"}, "Home must include a town or city", "town"),
        ({"country": ""}, "Home must include a country", "country"),
        ({"country": "EU"}, "Home must include a country of the list", "country"),
        ({"line2": "x" * 201}, "Home: “Second line” must be 200 characters or fewer", "line2"),
    ],
)
def test_what_is_missing_or_wrong_is_named(parts: dict[str, str], sentence: str, part: str) -> None:
    assert parsed("address", {**BERLIN, **parts}, label="Home") == sentence
    assert wrong_part("address", {**BERLIN, **parts}, label="Home") == part


@pytest.mark.parametrize("raw", [None, "", ["x"], "Mill Lane 4", {"country": "DE"}])
def test_a_country_alone_is_a_blank_address(raw: Any) -> None:
    assert parsed("address", raw) is None
    assert parsed("address", raw, label="Home", required=True) == "Enter your home"


def test_it_reads_as_on_an_envelope() -> None:
    question = asked("address", region=True)
    london = value(town="London", postcode="SW1A 1AA", country="GB", region="Greater London")
    assert ADDRESS.display(question, london).items == ("Mill Lane 4\nLondon Greater London SW1A 1AA\nUnited Kingdom",)
    assert ADDRESS.text(question, value()) == "Mill Lane 4, 10115 Berlin, Germany"


def test_a_table_has_a_column_for_each_part() -> None:
    assert len(ADDRESS.columns(asked("address"))) == 5
    assert ADDRESS.cells(asked("address", region=True), value()) == ("Mill Lane 4", "", "10115", "Berlin", "", "DE")


def test_the_country_of_most_is_chosen_at_first() -> None:
    assert '<option value="PT" selected>' in drawn("address", country="PT")
    assert '<option value="DE" selected>' in drawn("address", {"f_a-country": "DE"}, country="PT")
