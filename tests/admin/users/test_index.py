"""The list of users: what a search finds, how one goes through its pages, and what an auditor sees."""

from tests.support.browser import Browser
from tests.support.make import make_user, sign_in


def test_admin_sees_everybody(browser: Browser) -> None:
    ada = make_user("admin", name="Ada")
    make_user(name="Zoë Noël", email="zoe@example.org")
    sign_in(browser, ada)
    browser.open("/admin/users")
    assert browser.has("Zoë Noël") and browser.has("2 people")
