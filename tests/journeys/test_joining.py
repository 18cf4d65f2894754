"""What goes by mail: people sign up on a phone, join by invitation, and take back an address that a thief has changed."""

import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser as ChromiumBrowser

from tests.journeys.stage import MEMBER, OWNER, with_member, with_owner
from tests.journeys.steps import PASSWORD, PHONE, choose, fill, follow, log_in, person, press, reads, sees, with_authenticator
from tests.support.chromium import axe
from tests.support.live import serve
from tests.support.smtp import Mailbox, listening


def link_in(mailbox: Mailbox) -> str:
    """The link of the newest mail."""
    return re.findall(r"http://\S+", mailbox.text())[0]


def code_in(mailbox: Mailbox) -> str:
    return re.findall(r"\b[A-Z]{4}-[A-Z]{4}\b", mailbox.text())[0]


def test_somebody_signs_up_by_mail_on_a_phone(chromium: ChromiumBrowser, tmp_path: Path) -> None:
    with (
        listening() as mailbox,
        serve(tmp_path / "instance", smtp_url=f"{mailbox.url}?tls=none", jobs="child") as live,
        person(chromium, live, viewport=PHONE, is_mobile=True, has_touch=True) as phone,
    ):
        with_owner(live)
        phone.goto("/")
        follow(phone, "Sign up")
        fill(phone, {"Email": "asa@example.org"})
        press(phone, "Sign up")
        sees(phone, "Check your email")
        reads(phone, "a link (24 hours) and a code (15 minutes) to asa@example.org")
        assert mailbox.wait(1) == ["Confirm your email address"]
        press(phone, "Send it again")
        reads(phone, "Only the newest link")
        mailbox.wait(2)
        fill(phone, {"Code": code_in(mailbox).replace("-", "").lower()})
        press(phone, "Continue")
        sees(phone, "Finish signing up")
        reads(phone, "asa@example.org")
        fill(phone, {"Name": "Åsa Öberg", "Password": PASSWORD})
        press(phone, "Sign up")
        sees(phone, "Home")
        phone.goto("/account")
        reads(phone, "Åsa Öberg", "asa@example.org")


def test_somebody_signs_up_with_a_passkey_and_never_has_a_password(chromium: ChromiumBrowser, tmp_path: Path) -> None:
    with (
        listening() as mailbox,
        serve(tmp_path / "instance", smtp_url=f"{mailbox.url}?tls=none", jobs="child") as live,
        person(chromium, live) as page,
    ):
        with_owner(live)
        with_authenticator(page)
        page.goto("/signup")
        fill(page, {"Email": "asa@example.org"})
        press(page, "Sign up")
        mailbox.wait(1)
        page.goto(link_in(mailbox))
        sees(page, "Finish signing up")
        assert axe(page) == []
        press(page, "Sign up with a passkey")
        reads(page, "Fill in “Name” first.")
        fill(page, {"Name": "Åsa Öberg"})
        press(page, "Sign up with a passkey")
        sees(page, "Your recovery codes")
        follow(page, "I have kept them")
        sees(page, "Home")
        page.context.clear_cookies()
        page.goto("/login")
        press(page, "Use a passkey")
        sees(page, "Home")
        page.goto("/account")
        reads(page, "Åsa Öberg", "asa@example.org")


def test_somebody_who_was_invited_joins_and_accepts_the_role(chromium: ChromiumBrowser, tmp_path: Path) -> None:
    with (
        listening() as mailbox,
        serve(tmp_path / "instance", smtp_url=f"{mailbox.url}?tls=none", jobs="child", signup_mode="invite") as live,
        person(chromium, live) as owner,
        person(chromium, live, java_script_enabled=False) as newcomer,
    ):
        with_owner(live)
        log_in(owner, OWNER)
        sees(owner, "Home")
        owner.goto("/admin/invitations")
        follow(owner, "Invite somebody")
        fill(owner, {"Email": "jon@example.org"})
        choose(owner, "Role", "Staff")
        press(owner, "Invite")
        reads(owner, "The invitation was sent to jon@example.org.", "Open")
        newcomer.goto("/signup")
        reads(newcomer, "made by invitation")
        assert mailbox.wait(1) == ["You are invited"]
        newcomer.goto(link_in(mailbox))
        sees(newcomer, "You are invited")
        fill(newcomer, {"Name": "Jón Þórsson", "Password": PASSWORD})
        press(newcomer, "Sign up")
        sees(newcomer, "You are offered a role")
        press(newcomer, "Accept the role")
        follow(newcomer, "Inbox")
        owner.reload()
        reads(owner, "Used")


def test_an_address_is_changed_and_taken_back(chromium: ChromiumBrowser, tmp_path: Path) -> None:
    with (
        listening() as mailbox,
        serve(tmp_path / "instance", smtp_url=f"{mailbox.url}?tls=none", jobs="child") as live,
        person(chromium, live) as thief,
        person(chromium, live, viewport=PHONE) as owner,
    ):
        with_member(live)
        log_in(thief, MEMBER)
        sees(thief, "Home")
        thief.goto("/account")
        thief.get_by_role("link", name="Change Email").click()
        fill(thief, {"New email address": "thief@example.com"})
        press(thief, "Send the link")
        reads(thief, "Open the link that we have sent to thief@example.com")
        mailbox.wait(2)
        thief.goto(link_to(mailbox, "thief@example.com"))
        press(thief, "Use this address")
        reads(thief, "Your email address is thief@example.com now.", "thief@example.com")
        mailbox.wait(4)
        owner.goto(link_to(mailbox, MEMBER))
        sees(owner, "Take your address back")
        press(owner, "Change it back")
        sees(owner, "Choose a password")
        fill(owner, {"New password": "a new pass phrase of five words"})
        press(owner, "Set the password")
        log_in(owner, MEMBER, "a new pass phrase of five words")
        sees(owner, "Home")
        thief.goto("/account")
        sees(thief, "Log in")


def link_to(mailbox: Mailbox, address: str) -> str:
    """The last link of the newest mail to somebody."""
    mail = [one for one in mailbox.came if address in str(one["To"])][-1]
    body: Any = mail.get_body(("plain",))
    return re.findall(r"http://\S+", str(body.get_content()))[-1]
