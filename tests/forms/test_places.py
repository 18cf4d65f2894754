"""Places of options as people see them: how many are left, what is full, and the way back to the question."""

from typing import Any

from flask import Flask

from tests.races.senders import ready
from tests.support.browser import Browser
from tests.support.forms import make_form, option, page, question
from tests.support.make import make_user, sign_in
from tests.support.page import words
from tests.support.places import fill_up
from tests.support.stage import count
from webapp.models.form import Form
from webapp.models.submission import Submission


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
