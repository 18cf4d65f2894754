"""The organisation's colour reaches the pages through a sheet of its own."""

from tests.support.browser import Browser
from tests.support.make import make_user, sign_in


def test_the_default_colour_needs_no_sheet(browser: Browser) -> None:
    browser.open("/")
    assert "theme.css" not in browser.html


def test_a_colour_that_an_owner_sets_is_in_the_sheet_that_pages_link(browser: Browser) -> None:
    sign_in(browser, make_user("owner"))
    browser.open("/admin/settings/accent").fill({"Colour": "#7a1f5c"}).press("Save this setting")
    browser.open("/about")
    assert "/theme.css?v=7A1F5C" in browser.html
    assert "--brand:#7A1F5C;" in browser.send("GET", "/theme.css").get_data(as_text=True)


def test_a_pale_colour_comes_back_with_a_sentence(browser: Browser) -> None:
    sign_in(browser, make_user("owner"))
    browser.open("/admin/settings/accent").fill({"Colour": "#FFFF00"}).press("Save this setting")
    assert browser.status == 422
    assert browser.value("Colour") == "#FFFF00"
