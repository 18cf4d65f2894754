"""Logging in with what one has at one's organisation: npm's oidc-provider asks, Lodge believes it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser as ChromiumBrowser
from playwright.sync_api import Page, expect

from tests.journeys.stage import MEMBER, with_member
from tests.journeys.steps import PASSWORD, PHONE, fill, follow, person, press, reads, sees
from tests.support import stage
from tests.support.live import Live, serve
from tests.support.openid.real import running
from tests.support.openid.stage import offer
from webapp import create_app


@contextmanager
def with_provider(folder: Path) -> Iterator[Live]:
    """A portal where people log in with Acme as well."""
    with serve(folder / "instance") as live, running(f"{live.url}/login/oidc/acme/callback") as real:
        stage.put_on(create_app(live.environ))
        offer(real.provider())
        yield live


def log_in_there(page: Page, name: str) -> None:
    """Acme's own pages: who are you, and may Lodge know."""
    page.locator("[name=login]").fill(name)
    page.locator("[name=password]").fill("any")
    page.locator("button[type=submit]").click()
    page.locator("[name=prompt][value=consent]").wait_for(state="attached")
    page.locator("button[type=submit]").click()


def test_somebody_links_what_they_have_at_work_and_logs_in_with_it(chromium: ChromiumBrowser, tmp_path: Path) -> None:
    with with_provider(tmp_path) as live, person(chromium, live, viewport=PHONE, java_script_enabled=False) as phone:
        with_member(live)
        phone.goto("/login")
        press(phone, "Log in with Acme")
        # The provider names her by the address that she has here. That opens nothing.
        log_in_there(phone, MEMBER.partition("@")[0])
        sees(phone, "New here with Acme")
        reads(phone, "An account with this address exists already.")
        follow(phone, "Log in first")
        fill(phone, {"Email": MEMBER, "Password": PASSWORD})
        press(phone, "Log in")
        sees(phone, "Log-ins elsewhere")
        press(phone, "Link Acme")
        reads(phone, "From now on you can log in with Acme.", MEMBER)
        phone.context.clear_cookies(domain="localhost")
        phone.goto("/login")
        press(phone, "Log in with Acme")  # where she is logged in still
        sees(phone, "Home")


def test_newcomer_signs_up_without_a_password(chromium: ChromiumBrowser, tmp_path: Path) -> None:
    with with_provider(tmp_path) as live, person(chromium, live) as newcomer:
        newcomer.goto("/signup")
        press(newcomer, "Sign up with Acme")
        log_in_there(newcomer, "ada")
        sees(newcomer, "New here with Acme")
        expect(newcomer.get_by_label("Name")).to_have_value("Ada Lovelace")
        press(newcomer, "Sign up")
        sees(newcomer, "Home")
        # What would hurt in the wrong hands has Acme ask who she is once more.
        newcomer.goto("/account/email")
        sees(newcomer, "Confirm it's you")
        press(newcomer, "Confirm with Acme")
        log_in_there_again(newcomer, "ada")
        sees(newcomer, "Change your email address")
        newcomer.goto("/login/oidc/acme")
        sees(newcomer, "Home")


def log_in_there_again(page: Page, name: str) -> None:
    """Acme knows what Lodge may know, and asks only who it is."""
    page.locator("[name=login]").fill(name)
    page.locator("[name=password]").fill("any")
    page.locator("button[type=submit]").click()
