"""Legal pages as everybody reads them."""

from tests.support.browser import Browser
from tests.support.legal import put_up


def test_published_page_is_there_for_everybody_with_a_link_at_the_foot_of_each_page(browser: Browser) -> None:
    assert browser.open("/legal/privacy").status == 404
    put_up("privacy", "# Who reads it\n\nWe do.", news="All of it.")
    assert all(browser.open("/login").follow("Privacy").has(words) for words in ("Who reads it", "Version 1", "All of it."))


def test_older_version_says_that_it_is_not_in_force(browser: Browser) -> None:
    put_up("terms", "Be kind.")
    put_up("terms", "Be clear.")
    assert browser.open("/legal/terms/1").has("not in force any more")
    assert browser.follow("Version 2").has("Be clear.")
    assert [browser.open(f"/legal/{path}").status for path in ("terms/3", "imprint/1", "nothing")] == [404, 404, 404]
