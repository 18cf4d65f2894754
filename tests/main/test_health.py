"""Whether the portal lives and is ready."""

from tests.support.browser import Browser


def test_it_lives(browser: Browser) -> None:
    assert browser.open("/livez").status == 200


def test_it_is_ready_on_its_database(browser: Browser) -> None:
    assert browser.open("/readyz").status == 200
