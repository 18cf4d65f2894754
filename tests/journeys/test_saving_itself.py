"""A page of a form saves itself in a real browser, says so, says when it cannot, and never disagrees with its own button."""

from playwright.sync_api import Browser as ChromiumBrowser
from playwright.sync_api import Page, Route, expect

from tests.journeys.test_filling_in import heading, log_in, prepare
from tests.support.chromium import LaunchedPage
from tests.support.live import Live

AFTER_THE_PAUSE = 2_100


def typing(page: Page) -> None:
    """A page with a clock of its own, a name being typed."""
    page.clock.install()
    log_in(page)
    page.goto("/forms/summer-course")
    page.get_by_role("button", name="Start now").click()
    # Loaded: typing before that would go unseen, as it does without JavaScript.
    page.wait_for_load_state("networkidle")
    page.locator("#saved").evaluate("said => { said.textContent = '' }")
    page.locator("#f_name").press_sequentially("Bo")


def test_a_page_saves_itself_and_its_button_agrees_with_it(live: Live, chromium: ChromiumBrowser) -> None:
    prepare(live)
    with LaunchedPage(chromium, live.url) as page:
        typing(page)
        page.clock.fast_forward(AFTER_THE_PAUSE)
        expect(page.locator("#saved")).to_contain_text("Saved at")
        with LaunchedPage(chromium, live.url, storage_state=page.context.storage_state()) as elsewhere:
            elsewhere.goto(page.url)
            expect(elsewhere.locator("#f_name")).to_have_value("Bo")
        page.locator("#f_name").press_sequentially("b")
        page.locator("#f_name").press("Enter")
        expect(page).to_have_title("Error: About your child – Lodge")
        heading(page, "About your child")


def test_a_page_says_that_the_connection_is_gone_and_saves_when_it_is_back(live: Live, chromium: ChromiumBrowser) -> None:
    prepare(live)
    with LaunchedPage(chromium, live.url) as page:
        typing(page)
        page.context.set_offline(True)
        page.clock.fast_forward(AFTER_THE_PAUSE)
        expect(page.locator("#saved")).to_contain_text("Not saved: the connection is gone")
        page.context.set_offline(False)
        expect(page.locator("#saved")).to_contain_text("Saved at")


def test_a_button_pressed_during_a_save_waits_for_it(live: Live, chromium: ChromiumBrowser) -> None:
    prepare(live)
    with LaunchedPage(chromium, live.url) as page:
        typing(page)
        saves: list[Route] = []
        presses: list[str] = []

        def hold_saves(route: Route) -> None:
            if "autosave" in str(route.request.post_data):
                saves.append(route)
            else:
                presses.append(route.request.url)
                route.continue_()

        page.route("**/drafts/**", hold_saves)
        page.clock.fast_forward(AFTER_THE_PAUSE)
        page.locator("#f_name").press_sequentially("b")
        page.locator("#f_name").press("Enter")
        page.wait_for_timeout(200)
        assert (len(saves), presses) == (1, [])
        saves[0].continue_()
        expect(page).to_have_title("Error: About your child – Lodge")
