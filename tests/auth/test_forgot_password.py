"""A forgotten password where no mail is sent."""

from tests.support.browser import Browser


def test_it_says_to_ask_an_administrator(browser: Browser) -> None:
    assert browser.open("/login").follow("Forgot your password?").has("Ask an administrator")
