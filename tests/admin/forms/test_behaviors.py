"""What JavaScript adds to the builder: a preview while typing, questions that are dragged or lifted. And axe."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.steps import PASSWORD, log_in, sees
from tests.support.chromium import LaunchedPage, axe
from tests.support.documents import path_of
from tests.support.live import Live, serve

PAGES = (
    "",
    "/questions/f_shop",
    "/questions/new",
    "/logic",
    "/logic/f_lake",
    "/settings",
    "/preview",
    "/search?q=a",
    "/checks",
    "/publish",
    "/versions",
)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """One server for all of these: with an admin, and the summer course as form 1."""
    with serve(tmp_path_factory.mktemp("builder") / "instance", workers="1") as live:
        words = ("users", "create", "ada@example.org", "--name", "Ada", "--role", "admin", "--password-stdin")
        live.lodge(*words, typed=PASSWORD + "\n")
        live.lodge("forms", "import", path_of("summer-course"))
        yield live


@pytest.fixture
def builder(chromium: Browser, office: Live) -> Iterator[Page]:
    """An admin's tab on the outline of a copy of the summer course."""
    with LaunchedPage(chromium, office.url) as page:
        log_in(page, "ada@example.org")
        page.goto("/admin/forms/1")
        page.get_by_role("button", name="Duplicate the form").click()
        sees(page, "Copy of Summer course")
        yield page


def order(page: Page) -> list[str]:
    """The first three questions."""
    names = page.locator("tr[id] td:first-child a").all_inner_texts()
    return [name.split()[0] for name in names][:3]


def test_a_question_is_lifted_with_space_and_dropped_elsewhere(builder: Page) -> None:
    builder.get_by_role("button", name="Lift Date of birth").focus()
    for key in ("Space", "ArrowDown", "Space"):
        builder.keyboard.press(key)
    expect(builder.get_by_role("status").first).to_contain_text("Moved to position 3 of 9.")
    assert order(builder) == ["Child’s", "Can", "Date"]
    assert builder.evaluate("document.activeElement.id").startswith("q-f_")


def test_escape_leaves_everything_where_it_was(builder: Page) -> None:
    builder.get_by_role("button", name="Lift Date of birth").focus()
    for key in ("Space", "ArrowDown", "Escape", "ArrowDown"):
        builder.keyboard.press(key)
    assert order(builder) == ["Child’s", "Date", "Can"]


def test_a_question_is_dragged_by_its_handle(builder: Page) -> None:
    handle, goal = builder.get_by_role("button", name="Lift Child’s name"), builder.locator("tr[id]").nth(2)
    handle.drag_to(goal, target_position={"x": 60, "y": 10})
    expect(builder.get_by_role("status").first).to_contain_text("Moved to position 3 of 9.")


def test_the_preview_follows_what_is_typed(builder: Page) -> None:
    builder.get_by_role("link", name="Workshop", exact=True).click()
    builder.get_by_label("Question", exact=True).fill("Which workshop <b>?")
    builder.get_by_label("Options").fill("Weaving\nSailing")
    expect(builder.locator("#live-preview")).to_contain_text("Which workshop <b>?")
    expect(builder.locator("#live-preview")).to_contain_text("Sailing")


def test_nothing_typed_is_lost_when_the_connection_is_gone_and_saving_works_again_later(builder: Page) -> None:
    builder.get_by_role("link", name="Workshop", exact=True).click()
    builder.wait_for_load_state("networkidle")
    builder.get_by_label("Question", exact=True).fill("Which workshop?")
    builder.context.set_offline(True)
    builder.get_by_role("button", name="Save the question").click()
    expect(builder.get_by_text("Not saved: the connection is gone.")).to_be_visible()
    expect(builder.get_by_label("Question", exact=True)).to_have_value("Which workshop?")
    builder.context.set_offline(False)
    expect(builder.get_by_text("The connection is back. Save again now.")).to_be_visible()
    builder.get_by_role("button", name="Save the question").click()
    sees(builder, "Which workshop?")


def dropped(page: Page, address: str, label: str, button: str) -> None:
    """Type into a page of form 1, save it into a dead connection, and load the page anew once that is back."""
    page.goto(f"/admin/forms/{address}")
    page.wait_for_load_state("networkidle")
    page.get_by_label(label, exact=True).fill("Typed on a train")
    page.context.set_offline(True)
    page.get_by_role("button", name=button).click()
    expect(page.get_by_text("Not saved: the connection is gone.")).to_be_visible()
    page.context.set_offline(False)
    page.reload()


def test_what_was_typed_into_any_page_is_offered_back_after_a_failed_save_and_a_reload(builder: Page) -> None:
    pages = ("1/pages/new", "Title of the page", "Add the page"), ("1/settings", "Title", "Save the settings")
    for address, label, button in (*pages, ("new", "Title", "Create the form")):
        dropped(builder, address, label, button)
        expect(builder.get_by_label(label, exact=True)).not_to_have_value("Typed on a train")
        builder.get_by_role("button", name="Put it back").click()
        expect(builder.get_by_label(label, exact=True)).to_have_value("Typed on a train")
        expect(builder.get_by_role("button", name="Put it back")).to_have_count(0)


def test_what_was_saved_is_not_offered_again_nor_what_was_discarded(builder: Page) -> None:
    dropped(builder, "1/statuses/new", "Name", "Add the status")
    builder.get_by_role("button", name="Put it back").click()
    builder.get_by_label("Done: it is settled, in their favour").check()
    builder.get_by_role("button", name="Add the status").click()
    expect(builder.get_by_text("“Typed on a train” was added.")).to_be_visible()
    dropped(builder, "1/pages/new", "Title of the page", "Add the page")
    builder.get_by_role("button", name="Discard it").click()
    for address in ("1/statuses/new", "1/pages/new"):
        builder.goto(f"/admin/forms/{address}")
        builder.wait_for_load_state("networkidle")
        expect(builder.get_by_role("button", name="Put it back")).to_have_count(0)


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_axe_finds_nothing_on_any_page(builder: Page, colours: str) -> None:
    builder.emulate_media(color_scheme=colours)
    found = {}
    for address in PAGES:
        builder.goto(f"/admin/forms/1{address}")
        found[address] = axe(builder)
    assert found == {address: [] for address in PAGES}
