"""The whole job: a portal is set up, a form is built, filled in on a phone, seen through, and its sender shown the door."""

import csv
import io
import re

from playwright.sync_api import Browser as ChromiumBrowser
from playwright.sync_api import Page, expect

from tests.journeys.building import add_page, add_question, new_form, publish, show_only_if
from tests.journeys.steps import (
    PASSWORD,
    PHONE,
    choose,
    fill,
    fill_date,
    follow,
    log_in,
    person,
    press,
    reads,
    sees,
    sign_up,
)
from tests.support.live import Live

FORM = "Summer courses"


def test_a_portal_from_its_first_minute_to_a_member_who_has_to_leave(chromium: ChromiumBrowser, live: Live) -> None:
    with person(chromium, live) as owner, person(chromium, live, viewport=PHONE, has_touch=True) as member:
        set_up(owner, live)
        build(owner)
        sign_up(member, "Åsa Öberg", "asa@example.org")
        reference = fill_in(member)
        with person(chromium, live) as staff:
            become_staff(owner, staff)
            see_it_through(staff, reference)
        see_where_it_stands(member, reference)
        hold_it_in_a_table(owner, reference)
        suspend(owner)
        member.goto("/submissions")
        sees(member, "Log in")
        log_in(member, "asa@example.org")
        sees(member, "Log in")


def set_up(owner: Page, live: Live) -> None:
    owner.goto(live.set_up_url)
    sees(owner, "Set up this portal")
    fill(owner, {"Name": "Grace Hopper", "Email": "grace@example.org", "Password": PASSWORD})
    press(owner, "Create the owner account")
    sees(owner, "Home")


def build(owner: Page) -> None:
    """Three pages, eight questions, one of them under a condition."""
    new_form(owner, FORM, "Your child")
    add_question(owner, "Short text", "Child’s name")
    add_question(owner, "Date", "Date of birth")
    add_question(owner, "Yes or no", "Does your child take medicine?")
    add_question(owner, "Long text", "Which medicine?")
    add_page(owner, "The course")
    add_question(owner, "Single choice", "Which course?", {"Options": "Pottery\nWoodwork\nTheatre"})
    add_question(owner, "Number", "How many weeks?", {"Smallest number": "1", "Largest number": "6"})
    add_page(owner, "You")
    add_question(owner, "E-mail address", "Your email address")
    add_question(owner, "Consent", "I agree to the rules of the house")
    show_only_if(owner, "Which medicine?", subject="Does your child take medicine?", answer="Yes")
    publish(owner)
    reads(owner, "Open")


def fill_in(member: Page) -> str:
    """Back and forth, with a mistake, and on to Send; returns the reference."""
    sees(member, "Home")
    follow(member, FORM)
    press(member, "Start now")
    sees(member, "Your child")
    fill(member, {"Child’s name": "Núria"})
    choose(member, "Does your child take medicine?", "No")
    fill_date(member, "Date of birth", "31", "2", "2018")
    press(member, "Continue")
    summary = member.get_by_role("alert")
    expect(summary).to_be_focused()
    summary.get_by_role("link").first.click()
    expect(member.get_by_label("Day")).to_be_focused()
    fill_date(member, "Date of birth", "27", "March", "2018")
    choose(member, "Does your child take medicine?", "Yes")
    press(member, "Continue")
    fill(member, {"Which medicine?": "An inhaler"})
    press(member, "Continue")
    sees(member, "The course")
    choose(member, "Which course?", "Woodwork")
    fill(member, {"How many weeks?": "2"})
    go_back_and_forth(member)
    press(member, "Continue")
    sees(member, "You")
    fill(member, {"Your email address": "asa@example.org"})
    member.get_by_label("I agree to the rules of the house").check()
    press(member, "Continue")
    return check_and_send(member)


def go_back_and_forth(member: Page) -> None:
    """What was typed on a page survives leaving it by Back, unfinished as it is."""
    press(member, "Back")
    sees(member, "Your child")
    expect(member.get_by_label("Child’s name")).to_have_value("Núria")
    expect(member.get_by_label("Which medicine?")).to_have_value("An inhaler")
    press(member, "Continue")
    sees(member, "The course")
    expect(member.get_by_label("Woodwork")).to_be_checked()
    expect(member.get_by_label("How many weeks?")).to_have_value("2")


def check_and_send(member: Page) -> str:
    sees(member, "Check your answers before you send them")
    reads(member, "27 March 2018", "An inhaler", "Woodwork")
    follow(member, "Change How many weeks?")
    fill(member, {"How many weeks?": "3"})
    press(member, "Continue")
    sees(member, "Check your answers before you send them")
    press(member, "Send")
    sees(member, f"Sent – {FORM}")
    return re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]", member.get_by_role("main").inner_text()).group()  # type: ignore[union-attr]


def become_staff(owner: Page, staff: Page) -> None:
    """The owner makes an account and hands over its link; its person chooses a password and accepts the role."""
    owner.goto("/admin/users/new")
    fill(owner, {"Name": "Jón Þórsson", "Email": "jon@example.org"})
    choose(owner, "Role", "Staff")
    press(owner, "Create person")
    sees(owner, "One-time link for Jón Þórsson")
    staff.goto(owner.get_by_label("Link with which they set their password").input_value())
    fill(staff, {"New password": PASSWORD})
    press(staff, "Set the password")
    log_in(staff, "jon@example.org")
    sees(staff, "You are offered a role")
    press(staff, "Accept the role")


def see_it_through(staff: Page, reference: str) -> None:
    follow(staff, "Inbox")
    reads(staff, "Åsa Öberg", "Received")
    follow(staff, reference)
    reads(staff, "An inhaler")
    choose(staff, "Status", "Accepted")
    staff.get_by_label("Message to the member").fill("See you in July.")
    press(staff, "Save status and messages")
    reads(staff, "Saved.", "See you in July.")


def see_where_it_stands(member: Page, reference: str) -> None:
    member.goto("/submissions")
    reads(member, reference, "Accepted")
    follow(member, FORM)
    reads(member, "See you in July.")


def hold_it_in_a_table(owner: Page, reference: str) -> None:
    owner.goto("/inbox")
    owner.get_by_role("navigation", name="Form").get_by_role("link", name=FORM).click()
    with owner.expect_download() as coming:
        press(owner, "Export as CSV")
    rows = list(csv.reader(io.StringIO(coming.value.path().read_text("utf-8-sig")), delimiter=","))
    assert len(rows) == 2
    assert {"Núria", "An inhaler", "Woodwork", "3"} <= set(rows[1])
    assert any(reference in cell for cell in rows[1])


def suspend(owner: Page) -> None:
    owner.goto("/admin/users")
    owner.get_by_role("link", name="Åsa Öberg").click()
    follow(owner, "Suspend")
    fill(owner, {"Reason": "A complaint is looked into."})
    press(owner, "Suspend Åsa Öberg")
    reads(owner, "Suspended")
