"""The stop about a route."""

from tests.support.browser import Browser


def test_it_greets(browser: Browser) -> None:
    assert browser.open("/tour/hello").has("Hello, world")


def test_it_shows_the_view_with_its_file_and_lines(browser: Browser) -> None:
    browser.open("/tour/hello")
    assert browser.has("webapp/tour/hello.py lines 10 to 13")
    assert browser.has('@bp.get("/hello") @public def show() -> str:')
