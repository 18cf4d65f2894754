"""The whole tour in a real Chromium: without JavaScript, on a phone, in the dark, and looked over by axe."""

import pytest
from playwright.sync_api import Browser, Page

from tests.support.chromium import LaunchedPage, axe
from tests.support.live import Live
from webapp.tour.outline import STOPS

PHONE = {"width": 390, "height": 844}


def test_the_whole_tour_works_without_javascript(chromium: Browser, live: Live) -> None:
    with LaunchedPage(chromium, live.url, java_script_enabled=False, viewport=PHONE) as page:
        page.goto("/tour")
        page.get_by_role("link", name="Begin with a route").click()
        met = [page.get_by_role("heading", level=1).inner_text()]
        while page.locator("a[rel=next]").count():
            page.locator("a[rel=next]").click()
            met.append(page.get_by_role("heading", level=1).inner_text())
        assert met == [stop.label for stop in STOPS]


def test_a_cookie_changed_by_hand_is_refused_without_javascript(chromium: Browser, live: Live) -> None:
    with LaunchedPage(chromium, live.url, java_script_enabled=False) as page:
        page.goto("/tour/cookie")
        page.get_by_label("Note").fill("Tea at four")
        page.get_by_role("button", name="Sign the note").click()
        value = page.get_by_label("The cookie’s value").input_value()
        page.get_by_label("The cookie’s value").fill(f"x{value}")
        page.get_by_role("button", name="Send the changed cookie").click()
        assert page.get_by_text("Refused: the signature does not fit.").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(chromium: Browser, live: Live, scheme: str) -> None:
    with LaunchedPage(chromium, live.url, viewport=PHONE, color_scheme=scheme) as page:
        faults = {path: inspected(page, path) for path in ["/tour", *(f"/tour/{stop.room[5:]}" for stop in STOPS)]}
    assert {path: found for path, found in faults.items() if found} == {}


def inspected(page: Page, path: str) -> list[str]:
    page.goto(path)
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return axe(page) + (["scrolls sideways"] if wide else [])
