"""The stop about numbers in an address."""

import pytest

from tests.support.browser import Browser

LARGE = "123456789012345678901234567890"


def test_the_numbers_typed_on_the_page_are_added(browser: Browser) -> None:
    browser.open("/tour/add").fill({"First number": "-2", "Second number": "44"}).press("Add the numbers")
    assert browser.path == "/tour/add/-2/44"
    assert browser.has("-2 and 44 make 42")


@pytest.mark.parametrize(
    ("address", "total"),
    [("2/3", "5"), ("-2/-3", "-5"), ("-7/7", "0"), ("007/1", "8"), (f"{LARGE}/1", "123456789012345678901234567891")],
)
def test_the_numbers_of_the_address_are_added(browser: Browser, address: str, total: str) -> None:
    assert browser.open(f"/tour/add/{address}").has(f"make {total} ")


def test_numbers_of_4000_digits_are_added(browser: Browser) -> None:
    nines = "9" * 4000
    assert browser.open(f"/tour/add/{nines}/{nines}").has("make 1" + "9" * 3999 + "8")


@pytest.mark.parametrize("digits", [4001, 4300, 4301, 9999])
def test_longer_numbers_get_a_clear_answer(browser: Browser, digits: int) -> None:
    browser.open(f"/tour/add/-{'9' * digits}/1")
    assert browser.status == 422
    assert browser.has("Numbers of up to 4,000 digits are added here.")


@pytest.mark.parametrize("address", ["two/3", "2/3.5", "2/+3", "2/--3", "2", "٣/1"])
def test_what_is_no_whole_number_is_no_address(browser: Browser, address: str) -> None:
    assert browser.open(f"/tour/add/{address}").status in {400, 404}


@pytest.mark.parametrize("typed", ["", "two", "3.5", "1" * 4001])
def test_what_is_no_whole_number_is_refused_on_its_field(browser: Browser, typed: str) -> None:
    browser.open("/tour/add").fill({"Second number": typed}).press("Add the numbers")
    assert browser.status == 422
    assert len(browser.errors) == 1
