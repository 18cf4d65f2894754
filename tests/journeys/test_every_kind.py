"""One page with every kind of question, all of them wrong: what a screen reader is told, the keyboard alone, 320 pixels."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser as ChromiumBrowser
from playwright.sync_api import Locator, Page, expect

from tests.journeys.steps import log_in, person, press, sees
from tests.support import stage
from tests.support.chromium import axe
from tests.support.every_kind import ASKED, CALC, PAGE, UNASKED
from tests.support.forms import make_form
from tests.support.live import Live
from tests.support.make import PASSWORD, make_user
from webapp.kinds import KINDS

# As what each kind is announced. A group has no error of its own here: its first row has.
ROLES = {
    **dict.fromkeys(("text", "long_text", "email", "phone", "url", "number", "money", "time", "signature"), "textbox"),
    **dict.fromkeys(("person", "address", "date", "datetime", "choices", "likert", "ranking"), "group"),
    **dict.fromkeys(("yes_no", "choice", "rating"), "radiogroup"),
    **dict.fromkeys(("file", "picture"), "button"),
    "country": "combobox",
    "consent": "checkbox",
}
# 1280 pixels at 400 % zoom.
ZOOMED = {"width": 320, "height": 256}
# Links within a sentence may be as low as its line; who presses a label presses its box.
SMALL = """() => [...document.querySelectorAll("main :is(a, button, input, select, textarea, summary)")]
  .filter((one) => one.checkVisibility() && one.type !== "hidden" && !one.closest("p, [aria-hidden]"))
  .filter((one) => [one, ...(one.labels ?? [])].every((part) => {
    const box = part.getBoundingClientRect();
    return Math.min(box.width, box.height) < 24;
  }))
  .map((one) => one.outerHTML)"""
# What has the focus: where in the document, whether it can be seen there, and what it is.
FOCUS = """() => {
  const here = document.activeElement;
  const box = here.getBoundingClientRect();
  const top = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height / 2, 20));
  const its = [here, ...(here.labels ?? [])];
  const isSeen = here !== document.body && top !== null && its.some((one) => one.contains(top) || top.contains(one));
  return [[...document.querySelectorAll("*")].indexOf(here), isSeen, here.outerHTML.slice(0, 200)];
}"""
HAS_FOCUS = "one => one === document.activeElement"
MOST_STOPS = 150


@pytest.fixture(scope="module")
def wrong(running: tuple[Live, Flask], chromium: ChromiumBrowser) -> Iterator[Page]:
    """The page after Continue was pressed with nothing answered."""
    live, app = running
    stage.put_on(app)
    make_form(PAGE, title="Season of excavations", slug="season", calc=CALC)
    with person(chromium, live) as tab:
        log_in(tab, make_user().email, PASSWORD)
        sees(tab, "Home")
        tab.goto("/forms/season")
        press(tab, "Start now")
        press(tab, "Continue")
        expect(tab.get_by_role("alert")).to_be_focused()
        tab.wait_for_load_state("networkidle")
        yield tab


def tree(tab: Page) -> dict[tuple[str, str], str]:
    """(role, name) → description, of everything that the browser tells a screen reader."""
    session = tab.context.new_cdp_session(tab)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    said = [[node.get(part, {}).get("value", "") for part in ("role", "name", "description")] for node in nodes]
    return {(role, name): description for role, name, description in reversed(said)}


def test_the_page_has_every_kind() -> None:
    assert {one["kind"] for one in (*ASKED, *UNASKED)} == set(KINDS)


def test_a_screen_reader_is_told_of_each_question_what_is_wrong_in_the_words_of_the_summary(wrong: Page) -> None:
    told, summary = tree(wrong), wrong.get_by_role("alert").get_by_role("link").all_inner_texts()
    called = [
        ("textbox", "Child’s name") if one["kind"] == "group" else (ROLES[one["kind"]], one["label"]["en"]) for one in ASKED
    ]
    described = [told.get(one, "not there") for one in called]
    assert [words[words.find("Error: ") :] for words in described] == [f"Error: {sentence}" for sentence in summary]
    assert ("RootWebArea", "Error: Everything about the project – Lodge") in told
    assert told["group", "First day"].startswith("For example 27 3 2027")
    assert axe(wrong) == []


def test_at_400_percent_nothing_goes_sideways_and_everything_can_be_hit(wrong: Page) -> None:
    before = wrong.viewport_size
    wrong.set_viewport_size(ZOOMED)
    assert wrong.evaluate("document.documentElement.scrollWidth") <= ZOOMED["width"]
    assert wrong.evaluate(SMALL) == []
    wrong.set_viewport_size(before)


def tab_to(tab: Page, wanted: Locator) -> None:
    for _ in range(MOST_STOPS):
        tab.keyboard.press("Tab")
        if wanted.evaluate(HAS_FOCUS):
            return
    raise AssertionError(f"Tab never comes to {wanted}.")


def test_tab_walks_the_page_as_it_is_read_and_what_has_the_focus_is_seen(wrong: Page) -> None:
    wrong.get_by_role("alert").focus()
    walked = []
    while not walked or "Save and exit" not in walked[-1][2]:
        wrong.keyboard.press("Tab")
        walked.append(wrong.evaluate(FOCUS))
        assert len(walked) < MOST_STOPS
    assert [at for at, *_rest in walked] == sorted(at for at, *_rest in walked)
    assert [html for _at, is_seen, html in walked if not is_seen] == []


def test_the_keyboard_alone_searches_and_ranks_and_comes_to_the_files(wrong: Page) -> None:
    wrong.get_by_role("alert").focus()
    tab_to(wrong, wrong.get_by_role("combobox", name="Country of the project"))
    wrong.keyboard.type("portug")
    wrong.keyboard.press("ArrowDown")
    wrong.keyboard.press("Enter")
    expect(wrong.get_by_role("combobox", name="Country of the project")).to_have_value("Portugal")
    tab_to(wrong, wrong.get_by_role("button", name="Move “Time” down"))
    wrong.keyboard.press("Enter")
    expect(wrong.get_by_role("button", name="Move “Time” down")).to_be_focused()
    tab_to(wrong, wrong.get_by_label("Letters of support"))


def test_the_keyboard_alone_adds_a_row_and_removes_it_and_the_focus_goes_along(wrong: Page) -> None:
    tab_to(wrong, wrong.get_by_role("button", name="Add another child"))
    wrong.keyboard.press("Enter")
    expect(wrong.get_by_role("group", name="Child 2").get_by_label("Child’s name")).to_be_focused()
    tab_to(wrong, wrong.get_by_role("button", name="Remove Child 2"))
    wrong.keyboard.press("Enter")
    expect(wrong.get_by_role("status").filter(has_text="Child is removed.")).to_be_focused()
