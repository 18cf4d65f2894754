"""While somebody answers: questions come and go, totals follow, nothing takes the focus. And without JavaScript too."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, expect

from tests.journeys.steps import PASSWORD, log_in
from tests.support.browser import Browser
from tests.support.chromium import LaunchedPage, axe
from tests.support.forms import document, make_form, option, page, question
from tests.support.live import serve
from tests.support.make import make_user, sign_in
from webapp.models.definition import Definition

PRICE = question("number", "Price", "f_price", decimals=2)
N = question("number", "Number", "f_n")
TOTAL = question("computed", "Total", "f_tot", currency="EUR")
SHOP = question("choice", "Shop", "f_shop", options=[option("Red"), option("Blue")])
WHY = question("text", "Why blue?", "f_why") | {"show": {"f": "f_shop", "op": "eq", "v": "o_blue"}}
GIFT = question("yes_no", "A gift?", "f_gift") | {"show": {"f": "f_tot", "op": "ge", "v": "100"}}
CALC = [{"uid": "f_tot", "expr": {"sum": [{"f": "f_price"}, {"mul": [{"f": "f_n"}, "12.50"]}]}}]
OLD = {"show": {"f": "f_age", "op": "ge", "v": "6"}}
PASS, FROM = question("file", "Pass", "f_pass", required=False) | OLD, question("country", "Country", "f_from") | OLD
FEE = question("computed", "Fee", "f_fee", currency="EUR")
KIDS = question(
    "group", "Children", "f_kids", row={"en": "Child"}, min=2, items=[question("number", "Age", "f_age"), FROM, PASS, FEE]
)
FEES = question("computed", "All fees", "f_fees", currency="EUR")
CALC += [{"uid": "f_fee", "expr": {"mul": [{"f": "f_age"}, "2.50"]}}, {"uid": "f_fees", "expr": {"sum": [{"f": "f_fee"}]}}]
ORDER = document(
    page(SHOP, WHY, PRICE, N, TOTAL, GIFT, title="Order", uid="p_order"), page(KIDS, FEES, title="Who"), title="Shop"
) | {"calc": CALC}


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory, chromium: Chromium) -> Iterator[Page]:
    """The first page of an order, in a member's tab."""
    folder: Path = tmp_path_factory.mktemp("shop")
    (folder / "shop.json").write_text(Definition.parse(ORDER).json)
    with serve(folder / "instance", workers="1") as live:
        words = ("users", "create", "ada@example.org", "--name", "Ada", "--role", "member", "--password-stdin")
        live.lodge(*words, typed=PASSWORD + "\n")
        live.lodge("forms", "import", str(folder / "shop.json"), "--publish")
        with LaunchedPage(chromium, live.url) as tab:
            log_in(tab, "ada@example.org")
            tab.goto("/forms/shop")
            tab.get_by_role("button", name="Start now").click()
            expect(tab.get_by_label("Price")).to_be_visible()
            yield tab


def test_questions_come_and_go_at_their_place_and_the_focus_stays(shop: Page) -> None:
    why = shop.get_by_label("Why blue?")
    expect(why).to_have_count(0)
    shop.get_by_label("Blue").check()
    expect(why).to_be_visible()
    assert shop.evaluate("document.activeElement.value") == "o_blue"
    shop.keyboard.press("Tab")
    expect(why).to_be_focused()
    why.fill("It is blue")
    shop.get_by_label("Red").check()
    expect(why).to_have_count(0)


def test_a_total_follows_what_is_typed_and_what_hangs_on_it_follows_too(shop: Page) -> None:
    shop.get_by_label("Price").fill("1,000.10")
    shop.get_by_label("Number").fill("2")
    expect(shop.get_by_role("status", name="Total")).to_have_text("€1,025.10")
    expect(shop.get_by_role("group", name="A gift?").or_(shop.get_by_role("radiogroup", name="A gift?"))).to_be_visible()
    shop.get_by_label("Price").fill("many")
    shop.get_by_label("Number").fill("")
    expect(shop.get_by_role("status", name="Total")).to_have_text("Not known yet")


def test_what_the_browser_showed_is_judged_by_the_server_at_once(shop: Page) -> None:
    shop.get_by_label("Red").check()
    shop.get_by_label("Price").fill("99")
    shop.get_by_label("Number").fill("1")
    shop.get_by_role("button", name="Continue").click()
    expect(shop.get_by_role("alert")).to_contain_text("A gift?")
    assert axe(shop) == []
    shop.get_by_label("No", exact=True).check()
    shop.get_by_role("button", name="Continue").click()
    expect(shop.get_by_role("heading", level=1)).to_have_text("Who")


def test_each_row_of_a_group_shows_and_computes_what_hangs_on_it(shop: Page) -> None:
    first, second = shop.get_by_role("group", name="Child 1"), shop.get_by_role("group", name="Child 2")
    first.get_by_label("Age").fill("8")
    second.get_by_label("Age").fill("3")
    expect(first.get_by_role("combobox", name="Country")).to_be_visible()
    expect(second.get_by_role("combobox", name="Country")).to_have_count(0)
    expect(second.get_by_role("status", name="Fee")).to_have_text("€7.50")
    expect(shop.get_by_role("status", name="All fees")).to_have_text("€27.50")


def test_what_the_browser_shows_behaves_as_if_it_had_always_been_there(shop: Page) -> None:
    row = shop.get_by_role("group", name="Child 1")
    row.get_by_role("combobox", name="Country").fill("portug")
    row.get_by_role("option", name="Portugal").click()
    row.get_by_label("Age").fill("5")
    row.get_by_label("Age").fill("7")
    expect(row.get_by_role("combobox", name="Country")).to_have_value("Portugal")
    row.get_by_label("Pass").set_input_files([{"name": "pass.txt", "mimeType": "text/plain", "buffer": b"Ada"}])
    expect(row.get_by_text("uploaded", exact=True)).to_be_visible()
    assert axe(shop) == []
    shop.get_by_role("button", name="Continue").click()
    expect(shop.get_by_role("heading", level=1)).to_have_text("Check your answers before you send them")


def ordering(browser: Browser) -> Browser:
    """The same page without JavaScript."""
    make_form(page(SHOP, WHY, uid="p_order"), page(question("text", "Name")), title="Shop")
    return sign_in(browser, make_user()).open("/forms/shop").press("Start now")


def test_without_javascript_a_question_is_asked_once_its_page_was_sent(browser: Browser) -> None:
    ordering(browser)
    assert not browser.has("Why blue?")
    browser.fill({"Shop": "Blue"}).press("Continue")
    assert browser.has("Why blue?")
    assert browser.errors == []


def test_a_page_on_which_nothing_hangs_on_itself_loads_nothing(browser: Browser) -> None:
    ordering(browser)
    assert "live-answers" in browser.page.html
    browser.fill({"Shop": "Red"}).press("Continue")
    assert browser.has("Name")
    assert "live-answers" not in browser.page.html


def test_a_rule_over_two_pages_that_broke_on_the_way_back_is_told_on_check_answers(browser: Browser) -> None:
    ages = page(question("number", "From", "f_from"), uid="p_a"), page(question("number", "To", "f_to"), uid="p_b")
    holds = {"op": "ge", "l": {"f": "f_to"}, "r": {"f": "f_from"}}
    make_form(*ages, title="Ages", rules=[{"uid": "r_1", "assert": holds, "at": "f_to", "message": {"en": "To after from"}}])
    sign_in(browser, make_user()).open("/forms/ages").press("Start now").fill({"From": "1"}).press("Continue")
    browser.fill({"To": "5"}).press("Continue").follow("Change From").fill({"From": "9"}).press("Continue")
    assert browser.errors == ["To after from"]
    browser.press("Send")
    assert browser.status == 422
