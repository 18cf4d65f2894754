"""Places of options as people see them: how many are left, what is full, and the way back to the question."""

from typing import Any

from flask import Flask
from sqlalchemy import select

from tests.races.senders import ready
from tests.support.browser import HOME, Browser
from tests.support.forms import make_form, option, page, question
from tests.support.make import make_user, sign_in
from tests.support.page import words
from tests.support.places import fill_up
from tests.support.stage import count, only
from webapp.models.capacity import form_scope, option_scope
from webapp.models.form import Form
from webapp.models.outbox import OutboxMail
from webapp.models.submission import Submission
from webapp.models.user import User


def workshops(kind: str = "choice", **settings: Any) -> Form:
    options = [option("Pottery") | {"cap": 3, "hint": {"en": "In the barn"}}, option("Chess") | {"cap": 1}, option("Choir")]
    return make_form(page(question(kind, "Workshop", "f_workshop", options=options)), **settings)


def begin(browser: Browser, form: Form) -> Browser:
    sign_in(browser, make_user())
    return browser.open(f"/forms/{form.slug}").press("Start now")


def test_what_is_left_stands_beside_each_option(browser: Browser) -> None:
    begin(browser, workshops())
    hints = [words(one) for one in browser.page.every("div") if one.get("class") == "hint"]
    assert hints == ["3 places left · In the barn", "1 place left"]


def test_a_list_says_it_behind_the_option(browser: Browser) -> None:
    options = [option(f"Room{number}") | {"cap": number} for number in range(16)]
    begin(browser, make_form(page(question("choice", "Room", "f_room", options=options))))
    listed = [words(one) for one in browser.page.every("option")]
    assert listed[1:3] == ["Room0 (Full)", "Room1 (1 place left)"]


def test_a_full_option_is_refused_at_its_question(browser: Browser) -> None:
    form = workshops()
    begin(browser, form)
    fill_up(form)
    browser.fill({"Workshop": "Chess"}).press("Continue")
    assert (browser.status, browser.errors) == (422, ["Chess is full. Choose another."])


def test_of_several_options_the_full_one_is_named(browser: Browser) -> None:
    form = workshops("choices")
    begin(browser, form)
    fill_up(form)
    browser.fill({"Workshop": ["Choir", "Pottery"]}).press("Continue")
    assert browser.errors == ["Pottery is full. Choose another."]


def test_who_comes_too_late_is_back_at_the_question_with_everything_kept(app: Flask, browser: Browser) -> None:
    form = workshops()
    begin(browser, form).fill({"Workshop": "Chess"}).press("Continue")
    assert ready(app, form, {"f_workshop": "o_chess"}).send().status_code == 303
    browser.press("Send")
    assert (browser.status, browser.errors) == (409, ["Chess is now full. Choose another."])
    assert browser.value("Workshop") == ["o_chess"]
    browser.fill({"Workshop": "Choir"}).press("Continue")
    assert browser.heading == "Check your answers before you send them"
    browser.press("Send")
    assert count(Submission) == 2


def test_a_form_that_counts_nothing_asks_nothing(browser: Browser) -> None:
    begin(browser, make_form(page(question("choice", "Workshop", "f_w", options=[option("Choir"), option("Chess")]))))
    assert not browser.has("left")


def test_joining_the_waiting_list_is_said_before_it_happens_and_afterwards(app: Flask, browser: Browser) -> None:
    form = workshops(waiting=True)
    assert [ready(app, form, {"f_workshop": "o_chess"}).send().status_code for _ in range(2)] == [303, 303]
    begin(browser, form)
    assert browser.has("Full, 1 person waiting")
    browser.fill({"Workshop": "Chess"}).press("Continue")
    assert browser.has("Chess is full. 1 person is on its waiting list before you.")
    browser.press("Send and join the waiting list")
    assert browser.has("You are number 2 on the waiting list for Chess.")
    receipt = only(select(OutboxMail.body).where(OutboxMail.user_id == only(select(User.id).order_by(User.id.desc()).limit(1))))
    assert "You are number 2 on the waiting list for Chess." in receipt


def test_who_has_not_agreed_to_wait_is_asked_first(app: Flask, browser: Browser) -> None:
    form = workshops(waiting=True)
    begin(browser, form).fill({"Workshop": "Chess"}).press("Continue")
    ready(app, form, {"f_workshop": "o_chess"}).send()
    browser.press("Send")
    assert browser.errors == ["Chess is now full. Choose another, or go on to join the waiting list."]
    browser.press("Continue").press("Send and join the waiting list")
    assert browser.has("You are number 1 on the waiting list for Chess.")


def test_nobody_waits_where_the_form_does_not_offer_it(app: Flask, browser: Browser) -> None:
    form = workshops()
    begin(browser, form)
    draft = browser.path.split("/")[2]
    browser.fill({"Workshop": "Chess"}).press("Continue")
    fill_up(form)
    browser.open(f"/drafts/{draft}/check")
    assert browser.has("Choose another, or come back later: your answers are kept.")
    seen = {one.get("name"): one.get("value") for one in browser.page.every("input")}
    accepted = [form_scope(form.id), option_scope(form.id, "f_workshop", "o_chess")]
    sent = browser.send("POST", f"/drafts/{draft}/submit", {**seen, "_wait": accepted}, headers={"Origin": HOME})
    assert (sent.status_code, count(Submission)) == (409, 0)


def test_a_full_form_with_a_waiting_list_can_be_begun(app: Flask, browser: Browser) -> None:
    form = workshops(waiting=True, quota=1)
    ready(app, form, {"f_workshop": "o_choir"}).send()
    begin(browser, form).fill({"Workshop": "Choir"}).press("Continue")
    assert browser.has("Every place is taken. 0 people are on the waiting list before you.")
    browser.press("Send and join the waiting list")
    assert browser.has("You are number 1 on the waiting list.")


def test_a_full_form_without_one_cannot(app: Flask, browser: Browser) -> None:
    form = workshops(quota=1)
    ready(app, form, {"f_workshop": "o_choir"}).send()
    sign_in(browser, make_user())
    browser.open(f"/forms/{form.slug}")
    assert browser.has("Every place is taken.")
    assert not browser.has("Start now")
