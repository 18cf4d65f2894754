"""The outbox: what was written to whom."""

import pytest

from tests.support.browser import Browser
from tests.support.make import make_user, sign_in
from tests.support.stage import saving
from webapp.models.outbox import OutboxMail


@pytest.fixture
def admin(browser: Browser) -> Browser:
    return sign_in(browser, make_user("admin"))


def test_empty_outbox_says_what_will_be_here(admin: Browser) -> None:
    assert admin.open("/admin/outbox").has("No mail yet")


def test_mail_is_listed_and_read(admin: Browser) -> None:
    with saving():
        OutboxMail.post("ada@example.org", "Hello <Ada>", "First line.\n\nSecond & last.\n")
    assert admin.open("/admin/outbox").has("ada@example.org")
    assert admin.follow("Hello <Ada>").heading == "Hello <Ada>"
    assert admin.has("Second & last.")


def test_long_outbox_has_pages(admin: Browser) -> None:
    with saving():
        for number in range(51):
            OutboxMail.post("ada@example.org", f"Mail {number}", "Text.")
    admin.open("/admin/outbox")
    assert admin.has("Mail 50")
    assert not admin.has("Mail 0 ")
    assert admin.follow("Next").has("Mail 0")


def test_unknown_mail_is_not_found(admin: Browser) -> None:
    assert admin.open("/admin/outbox/7").status == 404


@pytest.mark.parametrize("role", ["auditor", "staff", "member"])
def test_others_do_not_read_mail(browser: Browser, role: str) -> None:
    assert sign_in(browser, make_user(role)).open("/admin/outbox").status == 403
