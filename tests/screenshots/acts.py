"""A picture: a name, whose browser, an address, and what is done on the page before it is looked at."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.screenshots.people import CAREFUL, LEAVING, WORKER
from tests.support.factors import SEED
from tests.support.make import PASSWORD
from webapp.models.recovery_code import codes_of

Act = Callable[[Page], None]


@dataclass(frozen=True)
class Shot:
    """One page in one state; `path` is filled in from the scene's places."""

    name: str
    who: str
    path: str
    act: Act | None = None


def press(button: str) -> Act:
    """Send the page as it stands: most say what is missing."""

    def act(page: Page) -> None:
        # The builder first asks whether the server can be reached, and sends its page then.
        with page.expect_navigation(wait_until="load"):
            page.get_by_role("main").get_by_role("button", name=button, exact=True).first.click()

    return act


def open_menus(page: Page) -> None:
    for menu in page.locator(".site-header details > summary:visible").all():
        menu.click()


def look_at_list(page: Page) -> None:
    """A list of people with a line of each kind, and a name as long as names are."""
    lines = ["Email;Name;Role;Groups", "olu@example.org;Oluwaseun Adebayo-Featherstonehaugh of the northern allotments;;"]
    lines += ["nobody;Bo;;", "cy@example.org;Cy;king;", "di@example.org;Di;;Gardeners of old", "olu@example.org;Olu;;"]
    page.get_by_label("List").fill(
        "\n".join([*lines, *(f"person.{number}@example.org;Person {number};;" for number in range(12))])
    )
    press("Look at the list")(page)


def look_at_group_list(page: Page) -> None:
    """Addresses of somebody and of nobody."""
    nobody = "nobody.of.that.name.has.ever.been.seen.around.here.at.all@a-rather-long-name-of-a-company.example.com"
    page.get_by_label("Addresses").fill(f"zoe@example.org owen@example.org asa.oberg@example.org jon@office.example.org {nobody}")
    press("Look at the list")(page)


def look_at_many(page: Page) -> None:
    """Suspend everybody: some of them stand too high."""
    page.get_by_label("Suspend", exact=True).check()
    page.get_by_label("Reason", exact=False).first.fill("Left the club")
    press("See what would happen")(page)


def refuse_without_words(page: Page) -> None:
    page.get_by_label("Refused").check()
    press("Save status and messages")(page)


def signed_up_badly(page: Page) -> None:
    page.get_by_label("Name").fill("Ada")
    page.get_by_label("Email").fill("not an address")
    page.get_by_label("Password", exact=True).fill("short")
    press("Sign up")(page)


def start_afresh(page: Page) -> None:
    """Forget who was here. From no page of the portal: what one asks for meanwhile would bring a cookie along."""
    page.goto("about:blank")
    page.context.clear_cookies()


# The recovery codes that were shown last.
codes = codes_of(SEED)


def give_password(page: Page, email: str = CAREFUL) -> None:
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    press("Log in")(page)


def give_wrong_code(page: Page) -> None:
    give_password(page)
    press("Log in")(page)


def as_worker(path: str, *acts: Act) -> Act:
    """With a log-in of its own, which has just been proven: what these pages do renews it or uses the proof up."""

    def act(page: Page) -> None:
        start_afresh(page)
        page.goto("/login")
        give_password(page, WORKER)
        page.goto(path)
        for one in acts:
            one(page)

    return act


def type_too_little(page: Page) -> None:
    page.get_by_role("textbox").fill("4")
    press("Save this setting")(page)


def show_terms(page: Page) -> None:
    page.get_by_label("Text", exact=True).fill("# Who may use it\n\nEverybody who lives here.\n\n- Be kind.\n- Be brief.")
    press("Show how it will look")(page)


def named(page: Page) -> None:
    page.get_by_label("Name", exact=True).fill("Backup script on the machine in the cellar")


def give_leavers_password(page: Page) -> None:
    give_password(page, LEAVING)


def make_codes(page: Page) -> None:
    """With a log-in of its own: new codes mean a new token, and the cookies of the scene would be old."""
    start_afresh(page)
    page.goto("/login")
    give_password(page)
    page.get_by_label("Code").fill(codes.pop())
    press("Log in")(page)
    page.goto("/account/two-factor/codes/new")
    press("Make new codes")(page)
    codes[:] = page.locator("code").all_inner_texts()


# Whom a provider has named, sealed as the portal keeps it in a cookie.
came: list[str] = []


def come_by_provider(page: Page) -> None:
    page.context.add_cookies([{"name": "offer", "value": came[0], "url": page.url}])
    page.goto("/signup/identity")


def come_and_link(page: Page) -> None:
    come_by_provider(page)
    page.goto("/account/identities")


def asked_for_mail(page: Page) -> None:
    page.get_by_label("Email").fill("venkata.lakshmi.balasubramaniam.venkataraghavan@example.com")
    press("Sign up")(page)


def wrong_code(page: Page) -> None:
    asked_for_mail(page)
    page.get_by_label("Code").fill("BCDF-GHJK")
    press("Continue")(page)
