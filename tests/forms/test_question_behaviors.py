"""What JavaScript adds to questions: lists that are searched, options that are moved, signatures that are drawn."""

import json
from typing import Any

from playwright.sync_api import Browser, Page, expect

from tests.journeys.stage import MEMBER, with_member
from tests.journeys.steps import log_in, person, press
from tests.support.chromium import axe
from tests.support.forms import document, option, page, question
from tests.support.live import Live

OPTIONS = [option(name) for name in ("Pottery", "Chess", "Choir")]
LINES: dict[str, Any] = {"statements": [option("Warm")], "scale": [option("No"), option("Yes")]}
FORM = document(
    page(
        question("country", "Country"),
        question("ranking", "Workshops", options=OPTIONS, places=2),
        question("signature", "Signature"),
        question("likert", "The room", **LINES),
        question("rating", "Your rating"),
        title="All of it",
    )
)


def draw(tab: Page) -> None:
    tab.locator(".signature-pad").scroll_into_view_if_needed()
    paper = tab.locator(".signature-pad").bounding_box() or {}
    tab.mouse.move(paper["x"] + 30, paper["y"] + 30)
    tab.mouse.down()
    for step in range(1, 9):
        tab.mouse.move(paper["x"] + 30 + step * 20, paper["y"] + 30 + (step % 2) * 40)
    tab.mouse.up()


def answer(tab: Page) -> None:
    tab.get_by_role("combobox", name="Country").fill("portug")
    tab.get_by_role("combobox", name="Country").press("ArrowDown")
    tab.get_by_role("combobox", name="Country").press("Enter")
    tab.get_by_role("button", name="Move “Choir” up").click()
    tab.get_by_label("Yes", exact=True).check()
    tab.get_by_label("4", exact=True).check()
    draw(tab)


def test_a_list_is_searched_options_are_moved_and_a_signature_is_drawn(chromium: Browser, live: Live) -> None:
    with_member(live).lodge("forms", "import", "-", "--publish", typed=json.dumps(FORM))
    with person(chromium, live) as tab:
        log_in(tab, MEMBER)
        tab.goto("/forms/summer-course")
        press(tab, "Start now")
        expect(tab.locator(".signature-pad")).to_be_visible()
        assert axe(tab) == []
        answer(tab)
        press(tab, "Continue")
        shown = tab.locator("main").inner_text()
        assert all(words in shown for words in ("Portugal", "1. Pottery", "2. Choir", "Warm: Yes", "4 of 5"))
        expect(tab.get_by_role("img", name="Signature, drawn by hand")).to_be_visible()
