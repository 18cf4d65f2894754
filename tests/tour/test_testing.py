"""The stop about tests."""

from tests.support.browser import Browser


def test_it_shows_a_real_test(browser: Browser) -> None:
    browser.open("/tour/testing")
    assert browser.has("def test_the_numbers_typed_on_the_page_are_added(browser: Browser) -> None:")
    assert browser.has("tests/tour/test_add.py")
