"""The first page of the back office."""

from tests.support.acting import does
from tests.support.browser import Browser
from tests.support.make import make_user, sign_in


def test_the_overview_counts_what_may_want_somebody(browser: Browser) -> None:
    owner = make_user("owner")
    does(owner, "suspend", make_user(), reason="Rude")
    make_user(email_confirmed_at=None)
    sign_in(browser, owner).open("/admin")
    assert browser.has("2 active people")
    assert browser.has("1 suspended")
    assert browser.has("1 with an unconfirmed address")
    assert browser.has("1 mails waiting in the outbox")


def test_the_overview_shows_what_happened_last(browser: Browser) -> None:
    owner = make_user("owner")
    does(owner, "suspend", make_user(), reason="Rude")
    sign_in(browser, owner).open("/admin").follow("Suspended")
    assert browser.path.startswith("/admin/events/")


def test_members_have_nothing_to_do_here(browser: Browser) -> None:
    assert sign_in(browser, make_user()).open("/admin").status == 403
