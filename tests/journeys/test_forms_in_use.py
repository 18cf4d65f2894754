"""Forms as they are used: two children registered on a phone, a grant written over two days, a form changed under somebody."""

import re
from datetime import timedelta
from typing import Any

from playwright.sync_api import Browser as ChromiumBrowser
from playwright.sync_api import Page, expect

from tests.journeys.steps import PHONE, choose, fill, fill_date, follow, log_in, person, press, reads, sees
from tests.support.chromium import axe
from tests.support.files import PDF, photo
from tests.support.forms import make_form, option, page, question
from tests.support.live import Live
from tests.support.make import PASSWORD, make_user
from tests.support.places import fill_up
from tests.support.stage import saving
from webapp.models.draft import Draft

CHILD = [
    question("text", "Child’s name", "f_child"),
    question("date", "Date of birth", "f_born"),
    question("picture", "Photo", "f_photo"),
]
WORKSHOPS = [option("Pottery") | {"cap": 1}, option("Choir")]
KIDS = page(question("group", "Children", "f_kids", row={"en": "Child"}, max=3, items=CHILD), title="Your children", uid="p_kids")
SHOP = page(question("choice", "Which workshop?", "f_shop", options=WORKSHOPS), uid="p_shop")

NEEDS = [{"key": f"o_{number}", "label": {"en": need}} for number, need in enumerate(("A laboratory", "A driver"), 1)]
TITLE = question("text", "Title of the project", "f_title")
COSTS = page(
    TITLE,
    question("number", "People who take part", "f_people", min="1", max="50"),
    question("money", "Cost of each person", "f_cost", currency="EUR"),
    question("computed", "Cost in all", "f_all", required=False, currency="EUR"),
    title="The project",
    uid="p_costs",
)
NEED = page(
    question("likert", "How often do you need", "f_need", statements=NEEDS, scale=[option("Never"), option("Always")]),
    question("file", "Letters of support", "f_letter", max=3),
    title="What it takes",
    uid="p_need",
)
TOTAL = [{"uid": "f_all", "expr": {"mul": [{"f": "f_people"}, {"f": "f_cost"}]}}]

CHECK = "Check your answers before you send them"
AFTER_THE_PAUSE = 2_100
WIDER_THAN_ITSELF = "document.documentElement.scrollWidth > innerWidth"


def at(tab: Page, heading: str) -> None:
    """The page has come, axe finds nothing wrong with it, and it goes nowhere sideways."""
    sees(tab, heading)
    assert axe(tab) == []
    assert not tab.evaluate(WIDER_THAN_ITSELF)


def begin(tab: Page, user: Any, slug: str) -> None:
    log_in(tab, user.email, PASSWORD)
    sees(tab, "Home")
    tab.goto(f"/forms/{slug}")


def choose_file(tab: Page, name: str, content: bytes, *, number: int = 1) -> None:
    """It goes up at once: what says so is the button that takes it away again."""
    tab.locator("input[type=file]").nth(number - 1).set_input_files({"name": name, "mimeType": "", "buffer": content})
    expect(tab.get_by_role("button", name=f"Remove {name}")).to_be_visible()


def test_a_parent_registers_two_children_on_a_phone_and_waits_for_a_place(chromium: ChromiumBrowser, portal: Live) -> None:
    fill_up(make_form(KIDS, SHOP, title="Summer week", slug="summer-week", waiting=True))
    with person(chromium, portal, viewport=PHONE, has_touch=True) as parent:
        begin(parent, make_user(name="Åsa Öberg"), "summer-week")
        at(parent, "Summer week")
        press(parent, "Start now")
        sees(parent, "Children")
        register(parent, 1, "Núria", "27")
        press(parent, "Add another child")
        register(parent, 2, "Jón", "28")
        at(parent, "Children")
        press(parent, "Continue")
        at(parent, "Which workshop?")
        reads(parent, "Full, 0 people waiting")
        parent.get_by_label("Pottery").check()
        press(parent, "Continue")
        at(parent, CHECK)
        reads(parent, "Núria", "27 March 2018", "1.jpg", "Jón", "28 March 2018", "2.jpg", "Pottery is full.")
        press(parent, "Send and join the waiting list")
        at(parent, "Sent – Summer week")
        reads(parent, "You are number 1 on the waiting list for Pottery.")


def register(parent: Page, number: int, name: str, day: str) -> None:
    child = parent.get_by_role("group", name=f"Child {number}", exact=True)
    child.get_by_label("Child’s name").fill(name)
    fill_date(child, "Date of birth", day, "3", "2018")
    choose_file(parent, f"{number}.jpg", photo((300, 200)), number=number)


def test_a_researcher_writes_a_grant_over_two_days_on_two_devices(chromium: ChromiumBrowser, portal: Live) -> None:
    make_form(COSTS, NEED, title="Field grant", slug="field-grant", edit="while_open", calc=TOTAL)
    researcher = make_user(name="Ines Brandão")
    with person(chromium, portal) as laptop:
        laptop.clock.install()
        begin(laptop, researcher, "field-grant")
        press(laptop, "Start now")
        on_the_first_day(laptop)
    a_day_passes(researcher)
    with person(chromium, portal, viewport=PHONE, has_touch=True) as phone:
        begin(phone, researcher, "field-grant")
        on_the_second_day(phone)
        changes_it_afterwards(phone)


def on_the_first_day(laptop: Page) -> None:
    """Half a page, kept by nothing but the page itself."""
    at(laptop, "The project")
    laptop.wait_for_load_state("networkidle")
    laptop.locator("#saved").evaluate("said => { said.textContent = '' }")
    fill(laptop, {"Title of the project": "Salt in the snow", "People who take part": "12"})
    laptop.clock.fast_forward(AFTER_THE_PAUSE)
    expect(laptop.locator("#saved")).to_contain_text("Saved at")


def a_day_passes(user: Any) -> None:
    day = timedelta(days=1)
    with saving() as session:
        draft = session.query(Draft).filter_by(user_id=user.id).one()
        draft.created_at, draft.updated_at, draft.expires_at = (
            draft.created_at - day,
            draft.updated_at - day,
            draft.expires_at - day,
        )


def on_the_second_day(phone: Page) -> None:
    at(phone, "Field grant")
    follow(phone, "Continue")
    sees(phone, "The project")
    expect(phone.get_by_label("People who take part")).to_have_value("12")
    fill(phone, {"Cost of each person": "1,250.50"})
    press(phone, "Continue")
    sees(phone, "What it takes")
    choose_file(phone, "letter.pdf", PDF)
    press(phone, "Continue")
    expect(phone.get_by_role("alert")).to_be_focused()
    at(phone, "What it takes")
    choose(phone, "A laboratory", "Always")
    choose(phone, "A driver", "Never")
    press(phone, "Continue")
    at(phone, CHECK)
    reads(phone, "€15,006.00", "letter.pdf", "A laboratory: Always")
    follow(phone, "Change Cost of each person")
    fill(phone, {"Cost of each person": "1000"})
    press(phone, "Continue")
    reads(phone, "€12,000.00")
    press(phone, "Send")
    at(phone, "Sent – Field grant")


def changes_it_afterwards(phone: Page) -> None:
    reference = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]", phone.get_by_role("main").inner_text())
    assert reference is not None
    press(phone, "Change your answers")
    at(phone, "Check your changes before you send them")
    follow(phone, "Change People who take part")
    fill(phone, {"People who take part": "10"})
    press(phone, "Continue")
    reads(phone, reference.group(), "Before: 12", "Now: 10", "Before: €12,000.00", "Now: €10,000.00")
    press(phone, "Send the changes")
    at(phone, "Sent – Field grant")
    reads(phone, reference.group(), "letter.pdf", "€10,000.00", "You changed it")


def test_an_admin_changes_a_form_while_somebody_is_about_to_send_it(chromium: ChromiumBrowser, portal: Live) -> None:
    form = make_form(page(TITLE, COSTS["items"][1], title="The project", uid="p_costs"), title="Small grant", slug="small-grant")
    with person(chromium, portal) as admin, person(chromium, portal) as member:
        begin(member, make_user(), "small-grant")
        press(member, "Start now")
        fill(member, {"Title of the project": "Salt in the snow", "People who take part": "12"})
        press(member, "Continue")
        sees(member, CHECK)
        log_in(admin, make_user("admin").email, PASSWORD)
        sees(admin, "Home")
        tighten(admin, form.id)
        is_told_what_changed(member)
        sends_what_they_have_seen(member)


def tighten(admin: Page, form_id: int) -> None:
    """One question more, and no more than ten people."""
    admin.goto(f"/admin/forms/{form_id}/questions/f_people")
    fill(admin, {"Largest number": "10"})
    with admin.expect_navigation():  # leaving while it is being saved would be a race
        press(admin, "Save the question")
    admin.goto(f"/admin/forms/{form_id}/questions/new/text")
    fill(admin, {"Question": "Town"})
    admin.get_by_label("It must be answered").check()
    press(admin, "Add the question")
    reads(admin, "Added “Town”.")
    follow(admin, "Publish")
    at(admin, "Publish")
    press(admin, "Publish version 2")


def is_told_what_changed(member: Page) -> None:
    """The page that they see is not the form any more: nothing of it is sent."""
    assert status_of_sending(member) == 409
    at(member, CHECK)
    reads(member, "Your answers or the form changed since you opened this page.", "1 new question, 1 answer needs checking")
    assert status_of_sending(member) == 422
    expect(member.get_by_role("alert")).to_be_focused()
    at(member, CHECK)
    follow(member, "Change People who take part")
    at(member, "The project")


def sends_what_they_have_seen(member: Page) -> None:
    fill(member, {"People who take part": "9", "Town": "Hallstatt"})
    press(member, "Continue")
    sees(member, CHECK)
    reads(member, "Salt in the snow", "9", "Hallstatt")
    assert status_of_sending(member) == 303
    at(member, "Sent – Small grant")


def status_of_sending(member: Page) -> int:
    with member.expect_response(lambda answer: answer.url.endswith("/submit")) as answered:
        press(member, "Send")
    return answered.value.status
