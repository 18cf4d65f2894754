"""A restore asked for in the browser: the server stops, restores, and answers again, as it was then."""

import time
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.support.live import Live
from tests.support.make import PASSWORD


def log_in(page: Page) -> None:
    page.goto("/login")
    page.get_by_label("Email").fill("ada@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url("**/")


def test_an_owner_restores_a_backup_in_the_browser(live: Live, chromium_page: Page, tmp_path: Path) -> None:
    create = ("users", "create", "{}@example.org", "--name", "{}", "--role", "owner", "--password-stdin")
    live.lodge(*(word.format("ada") for word in create), typed=PASSWORD)
    live.lodge("backup", "create")
    live.lodge(*(word.format("later") for word in create), typed=PASSWORD)
    log_in(chromium_page)
    chromium_page.goto("/admin/backups")
    chromium_page.get_by_role("link", name="Restore").click()
    day = chromium_page.locator("main strong").first.inner_text()
    chromium_page.get_by_label("Type the day of the backup").fill(day)
    chromium_page.get_by_role("button", name="Restore this backup").click()
    expect(chromium_page.get_by_role("heading", level=1)).to_have_text("The backup is being restored")
    deadline = time.monotonic() + 30
    while "later@example.org" in live.lodge("users", "list"):
        assert time.monotonic() < deadline
    assert "ada@example.org" in live.lodge("users", "list")
