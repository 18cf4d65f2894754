"""Somebody has the portal do now what it does every hour, and watches it end without touching the page."""

from pathlib import Path

from playwright.sync_api import Browser as ChromiumBrowser

from tests.journeys.stage import OWNER, with_owner
from tests.journeys.steps import follow, log_in, person, press, reads, sees
from tests.support.live import serve

TIDY = "Drop what has expired, lift what has lapsed"


def test_a_regular_job_is_done_at_once_and_the_page_says_so_by_itself(chromium: ChromiumBrowser, tmp_path: Path) -> None:
    with serve(tmp_path / "instance", workers="1", jobs="child") as live, person(chromium, with_owner(live)) as owner:
        log_in(owner, OWNER)
        sees(owner, "Home")
        owner.goto("/admin/jobs")
        press(owner, f"Run now {TIDY}")
        sees(owner, TIDY)
        reads(owner, "This job is done.")
        follow(owner, "Jobs")
        reads(owner, "The schedule is kept by")
        reads(owner, "Grace Hopper")
