"""A day of an administrator: people invited from a spreadsheet, sign-ups, a wrong act undone, a backup restored."""

import re
import time
from pathlib import Path

from playwright.sync_api import Browser as ChromiumBrowser
from playwright.sync_api import Page, expect

from tests.journeys.stage import OWNER, with_owner
from tests.journeys.steps import PASSWORD, choose, fill, follow, log_in, person, press, reads, sees, sign_up
from tests.support.live import Live, serve

PATIENCE = 30
FAULTY = (
    ["nobody", "someone at example.org", "@example.org", "two@@example.org", "spa ce@example.org"]
    + [f"guest.{number}@example.org" for number in range(4)]
    + [OWNER, "late@example.org;;king", "later@example.org;;;Gardeners"]
)


def spreadsheet() -> bytes:
    """Three hundred lines as Excel saves them, twelve of them faulty in every way."""
    well = [f"guest.{number}@example.org;Guest {number};;" for number in range(288)]
    return "\r\n".join(["E-mail;Name;Role;Groups", *well, *FAULTY]).encode("utf-8-sig")


def wait_for(page: Page, text: str) -> None:
    """A job that is being done: the page is looked at again until it says so."""
    deadline = time.monotonic() + PATIENCE
    while text not in page.get_by_role("main").inner_text():
        assert time.monotonic() < deadline, page.get_by_role("main").inner_text()[:400]
        page.wait_for_timeout(300)
        page.reload()


def test_a_day_of_an_administrator(chromium: ChromiumBrowser, tmp_path: Path) -> None:
    with serve(tmp_path / "instance", workers="1", jobs="child") as live, person(chromium, with_owner(live)) as page:
        live.lodge("users", "create", "bea@example.org", "--name", "Bea", "--password-stdin", typed=PASSWORD)
        live.lodge("backup", "create")
        log_in(page, OWNER)
        sees(page, "Home")
        invites_three_hundred(page)
        approves(page, chromium, live)
        suspends_with_a_reason(page)
        undoes_a_wrong_act(page)
        finds_out_who(page)
        restores_last_nights_backup(page, live)


def invites_three_hundred(page: Page) -> None:
    page.goto("/admin/invitations")
    follow(page, "Invite a list")
    page.get_by_label("File").set_input_files({"name": "guests.csv", "mimeType": "text/csv", "buffer": spreadsheet()})
    press(page, "Look at the list")
    reads(page, "288 people would be invited, 12 lines would be left out")
    press(page, "Invite 288 people")
    wait_for(page, "288 people were invited.")


def approves(page: Page, chromium: ChromiumBrowser, live: Live) -> None:
    page.goto("/admin/settings/signup-mode")
    page.get_by_label("Everybody, once an administrator has approved them").check()
    press(page, "Save this setting")
    with person(chromium, live) as newcomer:
        sign_up(newcomer, "Carla Newcomer", "carla@example.org")
        page.goto("/admin/users/waiting")
        reads(page, "Carla Newcomer")
        press(page, "Approve Carla Newcomer")
        log_in(newcomer, "carla@example.org")
        sees(newcomer, "Home")


def suspends_with_a_reason(page: Page) -> None:
    page.goto("/admin/users")
    follow(page, "Carla Newcomer")
    follow(page, "Suspend")
    fill(page, {"Reason": "Sent the same form forty times"})
    press(page, "Suspend Carla Newcomer")
    reads(page, "Sent the same form forty times")


def undoes_a_wrong_act(page: Page) -> None:
    page.goto("/admin/users?q=status%3Aactive")
    follow(page, "Change several at once")
    choose(page, "What is to be done?", "Delete")
    press(page, "See what would happen")
    press(page, "Delete: 1 person")
    wait_for(page, "Done to 1 person.")
    follow(page, "Undo")
    press(page, "Undo it for 1 person")
    wait_for(page, "Done to 1 person.")
    page.goto("/admin/users?q=bea")
    expect(page.get_by_role("row", name=re.compile("Bea"))).to_contain_text("Active")


def finds_out_who(page: Page) -> None:
    page.goto("/admin/users?q=bea")
    follow(page, "Bea")
    follow(page, "Change role")
    choose(page, "Role", "Staff")
    press(page, "Save role")
    page.goto("/admin/events?action=user.role_granted")
    reads(page, "Grace Hopper", "Bea")


def restores_last_nights_backup(page: Page, live: Live) -> None:
    page.goto("/admin/backups")
    page.get_by_role("link", name="Restore").first.click()
    day = page.locator("main strong").first.inner_text()
    fill(page, {"Type the day of the backup": day})
    press(page, "Restore this backup")
    sees(page, "The backup is being restored")
    deadline = time.monotonic() + PATIENCE
    while "carla@example.org" in live.lodge("users", "list"):
        assert time.monotonic() < deadline
    assert "bea@example.org" in live.lodge("users", "list")
