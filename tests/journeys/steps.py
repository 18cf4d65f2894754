"""What a person does with a page, in words: everything is found by its label or by what it is called."""

import re
from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Any

from playwright.sync_api import Browser as ChromiumBrowser
from playwright.sync_api import Page, expect

from tests.support.chromium import LaunchedPage
from tests.support.live import Live

PASSWORD = "plum kettle orbit 47 lantern"
# A machine that is busy with other tests answers late; what is right at once never waits.
expect.set_options(timeout=15_000)
PHONE = {"width": 390, "height": 844}


def person(chromium: ChromiumBrowser, live: Live, **options: Any) -> AbstractContextManager[Page]:
    """A browser of one's own, with nothing in it."""
    return LaunchedPage(chromium, live.url, **options)


def press(page: Page, button: str) -> None:
    page.get_by_role("button", name=button, exact=True).click()


def follow(page: Page, link: str) -> None:
    page.get_by_role("link", name=link, exact=True).first.click()


def fill(page: Page, answers: Mapping[str, str]) -> None:
    """By label, whether or not it goes on with "(optional)"."""
    for label, answer in answers.items():
        page.get_by_label(re.compile(rf"^\s*{re.escape(label)}(\s*\(optional\))?\s*$")).fill(answer)


def choose(page: Page, group: str, answer: str) -> None:
    """One of several answers to a question, or a box of a group."""
    page.get_by_role("group", name=group).or_(page.get_by_role("radiogroup", name=group)).get_by_label(answer, exact=True).check()


def fill_date(page: Page, group: str, day: str, month: str, year: str) -> None:
    boxes = page.get_by_role("group", name=group)
    for part, typed in (("Day", day), ("Month", month), ("Year", year)):
        boxes.get_by_label(part).fill(typed)


def sees(page: Page, heading: str) -> None:
    """The page has come when its heading stands there."""
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)


def reads(page: Page, *texts: str) -> None:
    for text in texts:
        expect(page.get_by_role("main")).to_contain_text(text)


def log_in(page: Page, email: str, password: str = PASSWORD) -> None:
    page.goto("/login")
    fill(page, {"Email": email, "Password": password})
    press(page, "Log in")


def sign_up(page: Page, name: str, email: str) -> None:
    page.goto("/signup")
    fill(page, {"Name": name, "Email": email, "Password": PASSWORD})
    press(page, "Sign up")


AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
# This authenticator would take the first quiet offer; with it gone there are only buttons.
NO_OFFERS = "PublicKeyCredential.isConditionalMediationAvailable = async () => false"


def with_authenticator(page: Page, *, has_offers: bool = False) -> None:
    """A device that keeps passkeys and says at once that its holder is there."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable", {"enableUI": False})
    session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    if not has_offers:
        page.add_init_script(NO_OFFERS)
