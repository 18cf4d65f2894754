"""Somebody loses their phone and gets back in; somebody logs in with a passkey and never types a password again."""

import pyotp
from playwright.sync_api import Browser as ChromiumBrowser
from playwright.sync_api import Page, expect

from tests.journeys.stage import MEMBER, with_member
from tests.journeys.steps import PASSWORD, PHONE, fill, follow, log_in, person, press, reads, sees, with_authenticator
from tests.support.chromium import axe
from tests.support.live import Live


def test_the_phone_is_lost_and_a_recovery_code_lets_its_owner_back_in(chromium: ChromiumBrowser, live: Live) -> None:
    with_member(live)
    with person(chromium, live) as laptop, person(chromium, live, viewport=PHONE) as other:
        log_in(laptop, MEMBER)
        sees(laptop, "Home")
        laptop.goto("/account")
        follow(laptop, "Change Second step")
        follow(laptop, "Add an app")
        assert axe(laptop) == []
        add_app(laptop)
        sees(laptop, "Your recovery codes")
        codes = laptop.locator("code").all_inner_texts()
        with laptop.expect_download() as download:
            press(laptop, "Download as text")
        assert codes[3] in download.value.path().read_text()
        # The phone is in the river.
        log_in(other, MEMBER)
        sees(other, "Enter your code")
        fill(other, {"Code": codes[3].lower()})
        press(other, "Log in")
        sees(other, "Home")
        other.goto("/account/two-factor")
        reads(other, "9 recovery codes are left.")
        follow(other, "Remove the app")
        press(other, "Remove the app")
        reads(other, "The app was removed.")
        other.context.clear_cookies()
        log_in(other, MEMBER)
        sees(other, "Home")


def add_app(page: Page) -> None:
    key = page.get_by_label("The same key to copy").input_value()
    fill(page, {"Code from the app": pyotp.TOTP(key).now()})
    press(page, "Add the app")


def test_a_passkey_is_added_and_logs_in_alone(chromium: ChromiumBrowser, live: Live) -> None:
    with_member(live)
    with person(chromium, live) as page:
        with_authenticator(page)
        log_in(page, MEMBER)
        sees(page, "Home")
        add_passkey(page)
        page.goto("/account/passkeys")
        reads(page, "My laptop")
        log_out(page)
        page.goto("/login")
        press(page, "Use a passkey")
        sees(page, "Home")
        page.goto("/account/sessions")
        reads(page, "passkey")


def test_the_browser_offers_the_passkey_among_its_suggestions(chromium: ChromiumBrowser, live: Live) -> None:
    with_member(live)
    with person(chromium, live) as page:
        with_authenticator(page, has_offers=True)
        log_in(page, MEMBER)
        sees(page, "Home")
        add_passkey(page)
        log_out(page)
        page.goto("/login")
        sees(page, "Home")


def add_passkey(page: Page) -> None:
    page.goto("/account/passkeys")
    follow(page, "Add a passkey")
    expect(page.get_by_text("This browser cannot make passkeys")).to_be_hidden()
    fill(page, {"Name": "My laptop"})
    assert axe(page) == []
    press(page, "Add a passkey")
    sees(page, "Your recovery codes")
    follow(page, "I have kept them")


def log_out(page: Page) -> None:
    page.locator(".account-menu > summary").click()
    press(page, "Log out")
    expect(page.get_by_role("link", name="Log in").first).to_be_visible()


def test_it_confirms_and_is_the_second_step_after_a_password(chromium: ChromiumBrowser, live: Live) -> None:
    with_member(live)
    with person(chromium, live) as page:
        with_authenticator(page)
        log_in(page, MEMBER)
        sees(page, "Home")
        add_passkey(page)
        log_out(page)
        log_in(page, MEMBER)
        sees(page, "One more step")
        assert axe(page) == []
        press(page, "Use a passkey")
        sees(page, "Home")
        page.goto("/account/confirm")
        assert axe(page) == []
        press(page, "Confirm with a passkey")
        sees(page, "Home")


def test_a_device_without_passkeys_says_so_and_the_password_still_works(chromium: ChromiumBrowser, live: Live) -> None:
    with_member(live)
    with person(chromium, live) as page:
        with_authenticator(page)
        page.goto("/login")
        press(page, "Use a passkey")
        expect(page.get_by_role("status").filter(has_text="Nothing was done")).to_be_visible()
        fill(page, {"Email": MEMBER, "Password": PASSWORD})
        press(page, "Log in")
        sees(page, "Home")


def test_without_javascript_no_passkey_is_offered_and_the_page_says_why(chromium: ChromiumBrowser, live: Live) -> None:
    with_member(live)
    with person(chromium, live, java_script_enabled=False) as page:
        page.goto("/login")
        expect(page.get_by_role("button", name="Use a passkey")).to_be_hidden()
        log_in(page, MEMBER)
        page.goto("/account/passkeys/new")
        reads(page, "This browser cannot make passkeys")
        expect(page.get_by_role("button", name="Add a passkey")).to_be_hidden()
