"""Countries."""

from typing import Any

import pytest

from tests.kinds.asking import asked, parsed
from tests.kinds.test_question import drawn
from webapp.kinds import KINDS
from webapp.kinds.territories import countries, country_codes

COUNTRY = KINDS["country"]


@pytest.mark.parametrize("raw", ["DE", "de", "Germany", "germany ", "Deutschland", "Allemagne", "Niemcy"])
def test_a_code_or_a_name_in_any_of_our_languages_is_understood(raw: str) -> None:
    assert parsed("country", raw) == "DE"


@pytest.mark.parametrize("raw", ["XX", "EU", "Atlantis", "D", "276", "x" * 10_000, "DE\x00", "ＤＥ "])
def test_what_is_no_country_is_refused(raw: str) -> None:
    assert parsed("country", raw, label="Where?") == "Select one of the countries listed under “Where?”"


@pytest.mark.parametrize("raw", [None, "", " ", ["DE"], {"keys": ["DE"]}])
def test_a_required_one_is_asked_for(raw: Any) -> None:
    assert parsed("country", raw, label="Country", required=True) == "Select your country"


def test_names_are_those_of_the_language_and_in_its_order() -> None:
    assert COUNTRY.text(asked("country", locale="de"), "AT") == "Österreich"
    assert list(countries("de"))[:2] == ["AF", "EG"]
    assert 245 < len(country_codes()) < 255


def test_the_select_shows_what_was_chosen() -> None:
    html = drawn("country", {"f_a": "PT"}, own=True)
    assert '<option value="PT" selected>Portugal' in html
    assert 'autocomplete="country"' in html
