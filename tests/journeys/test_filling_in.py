"""A member fills in a form with the keyboard alone, and once more without JavaScript; axe looks over every page."""

import json

from playwright.sync_api import Browser as ChromiumBrowser
from playwright.sync_api import Page, expect

from tests.support.chromium import LaunchedPage, axe
from tests.support.forms import document, option, page, question
from tests.support.live import Live

PASSWORD = "a long enough password 7"
ABOUT = page(
    question("text", "Child's name", "f_name"),
    question("date", "Date of birth", "f_born"),
    title="About your child",
    uid="p_about",
)
SWIM = page(question("yes_no", "Can your child swim?", "f_swim"), uid="p_swim")
REST = page(
    question("choice", "Workshop", "f_shop", options=[option("Pottery"), option("Weaving")]),
    question("long_text", "Anything else?", "f_more", required=False),
    question("consent", "I agree to photos", "f_ok"),
    title="The workshop",
    uid="p_rest",
)


def prepare(live: Live) -> None:
    live.lodge("users", "create", "ada@example.org", "--name", "Ada", "--role", "member", "--password-stdin", typed=PASSWORD)
    live.lodge("forms", "import", "-", "--publish", typed=json.dumps(document(ABOUT, SWIM, REST)))


def log_in(page: Page) -> None:
    page.goto("/login")
    page.get_by_label("Email").fill("ada@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page).to_have_title("Home – Lodge")


def tab_to(page: Page, focused: str) -> None:
    """Press Tab until the element of this selector has the focus."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", focused):
            return
    raise AssertionError(f"Tab does not reach {focused} on {page.url}")


def heading(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text(words)
    assert axe(page) == []


def test_the_keyboard_alone_fills_in_and_sends(live: Live, chromium_page: Page) -> None:
    prepare(live)
    page = chromium_page
    log_in(page)
    page.goto("/forms/summer-course")
    heading(page, "Summer course")
    tab_to(page, "main form button")
    page.keyboard.press("Enter")
    heading(page, "About your child")
    tab_to(page, "#f_name")
    page.keyboard.type("Bo")
    page.keyboard.press("Enter")
    expect(page).to_have_title("Error: About your child – Lodge")
    expect(page.locator(".error-summary")).to_be_focused()
    heading(page, "About your child")
    tab_to(page, "a[href^='#f_born']")
    page.keyboard.press("Enter")
    page.keyboard.type("27")
    for part in ("3", "2017"):
        page.keyboard.press("Tab")
        page.keyboard.type(part)
    page.keyboard.press("Enter")
    heading(page, "Can your child swim?")
    tab_to(page, "#f_swim")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    heading(page, "The workshop")
    tab_to(page, "#f_shop")
    page.keyboard.press("Space")
    tab_to(page, "#f_ok")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    heading(page, "Check your answers")
    tab_to(page, "form[action$='/submit'] button")
    page.keyboard.press("Enter")
    heading(page, "Sent")


def test_without_javascript_nothing_is_missing(live: Live, chromium: ChromiumBrowser) -> None:
    prepare(live)
    phone = {"width": 390, "height": 844}
    with LaunchedPage(chromium, live.url, viewport=phone, color_scheme="dark", java_script_enabled=False) as page:
        log_in(page)
        page.goto("/forms/summer-course")
        page.get_by_role("button", name="Start now").click()
        page.get_by_label("Child's name").fill("Bo")
        page.get_by_role("button", name="Back").click()
        page.get_by_role("link", name="Continue").click()
        expect(page.get_by_label("Child's name")).to_have_value("Bo")
        for part, typed in (("Day", "27"), ("Month", "march"), ("Year", "2017")):
            page.get_by_label(part).fill(typed)
        page.get_by_role("button", name="Continue").click()
        page.get_by_label("Yes").check()
        page.get_by_role("button", name="Continue").click()
        page.get_by_label("Pottery").check()
        page.get_by_label("I agree to photos").check()
        page.get_by_role("button", name="Continue").click()
        page.get_by_role("link", name="Change Can your child swim?").click()
        page.get_by_label("No", exact=True).check()
        page.get_by_role("button", name="Continue").click()
        expect(page).to_have_url(f"{page.url.partition('#')[0]}#row-f_swim")
        page.get_by_role("button", name="Send").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Sent – Summer course")
