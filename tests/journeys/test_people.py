"""People come in by a link that an admin hands over, and take on a role that is offered to them."""

from playwright.sync_api import Browser as ChromiumBrowser
from playwright.sync_api import Page, expect

from tests.journeys.stage import MEMBER, OWNER, with_member, with_owner
from tests.journeys.steps import PASSWORD, choose, fill, follow, log_in, person, press, reads, sees
from tests.support.live import Live


def test_somebody_new_chooses_a_password_by_the_link_and_the_link_is_then_spent(chromium: ChromiumBrowser, live: Live) -> None:
    with_owner(live)
    with person(chromium, live) as owner, person(chromium, live) as newcomer:
        log_in(owner, OWNER)
        sees(owner, "Home")
        link = create(owner, "Jón Þórsson", "jon@example.org")
        newcomer.goto(link)
        fill(newcomer, {"New password": "short"})
        press(newcomer, "Set the password")
        expect(newcomer.get_by_role("alert")).to_be_focused()
        fill(newcomer, {"New password": PASSWORD})
        press(newcomer, "Set the password")
        sees(newcomer, "Log in")
        log_in(newcomer, "jon@example.org")
        sees(newcomer, "Home")
        newcomer.goto(link)
        sees(newcomer, "Link no longer valid")


def create(owner: Page, name: str, email: str) -> str:
    """The one-time link of a person made in the browser."""
    owner.goto("/admin/users")
    follow(owner, "Create a person")
    fill(owner, {"Name": name, "Email": email})
    press(owner, "Create person")
    sees(owner, f"One-time link for {name}")
    return owner.get_by_label("Link with which they set their password").input_value()


def test_a_member_who_is_offered_a_role_accepts_it(chromium: ChromiumBrowser, live: Live) -> None:
    with_member(with_owner(live))
    with person(chromium, live) as owner, person(chromium, live) as member:
        log_in(owner, OWNER)
        sees(owner, "Home")
        offer(owner, "Åsa Öberg", "Admin")
        log_in(member, MEMBER)
        sees(member, "You are offered a role")
        reads(member, "admin")
        press(member, "Accept the role")
        follow(member, "Admin")
        sees(member, "Overview")
        owner.reload()
        expect(owner.get_by_role("main")).not_to_contain_text("on offer")
        reads(owner, "Admin")


def offer(owner: Page, name: str, role: str) -> None:
    owner.goto("/admin/users")
    follow(owner, name)
    follow(owner, "Change role")
    choose(owner, "Role", role)
    press(owner, "Save role")
    sees(owner, name)
    reads(owner, "on offer")
