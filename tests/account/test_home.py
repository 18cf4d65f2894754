"""One's own page."""

from tests.support.browser import Browser
from tests.support.make import make_user, sign_in


def test_it_shows_what_is_known_and_where_to_change_it(browser: Browser) -> None:
    ada = make_user("staff", name="Ada Lovelace")
    sign_in(browser, ada).open("/account")
    assert all(browser.has(text) for text in ("Ada Lovelace", ada.email, "Staff"))
    assert browser.follow("Change Name").heading == "Change your name"


def test_visitor_is_asked_to_log_in(browser: Browser) -> None:
    assert browser.open("/account").heading == "Log in"
