"""Changing what was sent: when the form allows it, what is kept of before, and that it happens once."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from tests.support.browser import Browser
from tests.support.forms import make_form, moved, option, page, question, republish
from tests.support.make import make_user, sign_in
from tests.support.stage import count, found, only, saving
from webapp.models.draft import Draft
from webapp.models.event import Event
from webapp.models.form import Form
from webapp.models.outbox import OutboxMail
from webapp.models.submission import AnswerKey, Capacity, FieldStat, Submission, SubmissionRevision, SubmissionText

NAME = question("text", "Your name", "f_name", indexed=True)
BOAT = question("choice", "Boat", "f_boat", options=[option("Red") | {"cap": 1}, option("Blue")])
ABOUT = page(NAME, title="About you", uid="p_name"), page(BOAT, uid="p_boat")
CHANGE, SEND = "Change your answers", "Send the changes"


def sent(browser: Browser, edit: str = "while_open", boat: str = "Red", **settings: Any) -> Browser:
    """A member who has sent one form, on its confirmation."""
    make_form(*ABOUT, edit=edit, **settings)
    return send(sign_in(browser, make_user()), boat)


def send(browser: Browser, boat: str = "Red") -> Browser:
    browser.open("/forms/summer-course").press("Start now").fill({"Your name": "Ada"}).press("Continue")
    return browser.fill({"Boat": boat}).press("Continue").press("Send")


def renamed(browser: Browser, name: str = "Grace") -> Browser:
    """Who has changed the name, on the page that is checked before it is sent."""
    return browser.press(CHANGE).follow("Change Your name").fill({"Your name": name}).press("Continue")


def submission() -> Submission:
    return only(select(Submission))


def test_a_change_is_the_next_revision(browser: Browser) -> None:
    path = sent(browser).path
    browser.open(path)
    renamed(browser).press(SEND)
    assert (browser.path, submission().answers["f_name"], submission().revision) == (path, "Grace", 2)
    revisions = found(select(SubmissionRevision).order_by(SubmissionRevision.revision))
    assert [one.answers["f_name"] for one in revisions] == ["Ada", "Grace"]
    assert count(Draft) == 0


def test_before_it_is_sent_it_says_what_changes(browser: Browser) -> None:
    renamed(sent(browser))
    assert browser.heading == "Check your changes before you send them"
    assert browser.has("Your name Before: AdaNow: Grace")


def test_afterwards_both_are_read(browser: Browser) -> None:
    renamed(sent(browser)).press(SEND)
    assert browser.has("Before: AdaNow: Grace")
    assert browser.has("You changed it")


def test_nothing_changed_is_nothing_sent(browser: Browser) -> None:
    sent(browser).press(CHANGE).press(SEND)
    assert browser.status == 422
    assert browser.has("You have not changed anything yet.")
    assert count(SubmissionRevision) == 1


def test_what_is_found_and_counted_follows(browser: Browser) -> None:
    sent(browser, boat="Blue")
    browser.press(CHANGE).follow("Change Boat").fill({"Boat": "Red"}).press("Continue")
    browser.follow("Change Your name").fill({"Your name": "Grace"}).press("Continue").press(SEND)
    stats = {row.k: row.n for row in found(select(FieldStat))}
    assert (stats, found(select(AnswerKey.k))) == ({"o_blue": 0, "o_red": 1}, ["grace"])
    assert "grace" in only(select(SubmissionText.body))
    assert submission().summary.startswith("Grace")


def test_places_are_exchanged(browser: Browser) -> None:
    sent(browser, quota=5).press(CHANGE).follow("Change Boat").fill({"Boat": "Blue"}).press("Continue").press(SEND)
    used = {row.scope.rpartition(":")[2]: row.used for row in found(select(Capacity))}
    assert used["o_red"] == 0
    assert 1 in used.values()


def test_ones_own_place_is_not_full(browser: Browser) -> None:
    sent(browser).press(CHANGE).follow("Change Boat").press("Continue")
    assert browser.heading == "Check your changes before you send them"


def test_somebody_elses_place_is_full(browser: Browser) -> None:
    sent(browser)
    other = send(sign_in(Browser(browser.client.application), make_user(email="b@example.org")), "Blue")
    other.press(CHANGE).follow("Change Boat").fill({"Boat": "Red"}).press("Continue")
    assert (other.status, other.errors) == (422, ["Red is full. Choose another."])


def test_the_second_press_and_the_second_tab_lead_to_the_same_change(browser: Browser) -> None:
    renamed(sent(browser))
    again = Browser(browser.client.application)
    again.client = browser.client
    again.open(browser.path)
    browser.press(SEND)
    again.press(SEND)
    assert (again.path, count(SubmissionRevision)) == (browser.path, 2)
    assert len(found(select(OutboxMail).where(OutboxMail.subject.contains("changed")))) == 1


@pytest.mark.parametrize("edit", ["never", "on_request"])
def test_a_form_that_does_not_allow_it_offers_no_change(browser: Browser, edit: str) -> None:
    sent(browser, edit)
    assert CHANGE not in browser.html
    token = browser.open("/account").csrf_token
    path = f"/submissions/{submission()}/edit"
    assert browser.send("POST", path, {"csrf_token": token}).status_code == 303
    assert count(Draft) == 0


def test_until_somebody_takes_it_up(browser: Browser) -> None:
    renamed(sent(browser, "until_opened"))
    sign_in(Browser(browser.client.application), make_user("staff")).open(f"/inbox/{submission()}").press("Take it up")
    browser.press(SEND)
    assert (browser.status, count(SubmissionRevision)) == (403, 1)
    assert browser.has("Somebody has taken it up")


def test_until_the_form_closes(browser: Browser) -> None:
    renamed(sent(browser, "until_deadline"))
    moved(only(select(Form)), "close")
    assert browser.press(SEND).status == 403
    assert CHANGE not in browser.open(f"/submissions/{submission()}").html


def test_as_long_as_its_status_does_not_lock_it(browser: Browser) -> None:
    renamed(sent(browser))
    with saving() as session:
        session.execute(update(Submission).values(status="accepted"))
    assert browser.press(SEND).status == 403
    assert browser.has("It is settled")


def test_what_was_withdrawn_meanwhile_is_not_changed(browser: Browser) -> None:
    renamed(sent(browser))
    with saving() as session:
        session.execute(update(Submission).values(status="withdrawn"))
    assert browser.press(SEND).status == 403


def test_a_change_begun_before_another_one_is_not_sent(browser: Browser) -> None:
    path = sent(browser).path
    renamed(browser)
    stale = browser.path
    with saving() as session:
        session.execute(update(Submission).values(revision=2))
    assert browser.press(SEND).has("It was changed from another page meanwhile.")
    browser.open(path).press(CHANGE)
    assert browser.path != stale
    assert count(Draft) == 1


def test_it_is_asked_by_the_newest_version(browser: Browser) -> None:
    path = sent(browser).path
    republish(only(select(Form)), *ABOUT, page(question("text", "Shoe size", "f_shoe"), uid="p_shoe"), edit="while_open")
    browser.open(path).press(CHANGE)
    assert browser.heading == "Shoe size"
    browser.fill({"Shoe size": "40"}).press("Continue").press(SEND)
    assert submission().version_id == only(select(Form.current_version_id))


def test_or_by_the_version_that_was_sent(browser: Browser) -> None:
    path, version = sent(browser).path, submission().version_id
    shoe = page(question("text", "Shoe size", "f_shoe"), uid="p_shoe")
    republish(only(select(Form)), *ABOUT, shoe, edit="while_open", edit_pinned=True)
    browser.open(path)
    renamed(browser).press(SEND)
    assert (submission().version_id, submission().revision) == (version, 2)


def test_a_change_leads_back_to_the_beginning_where_the_form_says_so(browser: Browser) -> None:
    sent(browser, edit_resets=True)
    with saving() as session:
        session.execute(update(Submission).values(status="in_progress"))
    renamed(browser).press(SEND)
    assert submission().status == "received"


def test_who_sees_it_through_is_told_what_changed(app: Flask) -> None:
    clerk, browser = make_user("staff"), Browser(app)
    sent(browser)
    with saving() as session:
        session.execute(update(Submission).values(assignee_id=clerk.id))
    renamed(browser).press(SEND)
    mail = only(select(OutboxMail).where(OutboxMail.user_id == clerk.id))
    assert "Your name: “Ada” is now “Grace”" in mail.body


def test_a_change_is_in_the_log(browser: Browser) -> None:
    renamed(sent(browser)).press(SEND)
    assert only(select(Event.target_id).where(Event.action == "submission.revised")) == submission().id


def test_it_can_be_left_as_it_was(browser: Browser) -> None:
    path = sent(browser).path
    renamed(browser).follow("Leave everything as you sent it").press("Leave it as I sent it")
    assert (browser.path, count(Draft), submission().revision) == (path, 0, 1)


def test_another_one_can_be_filled_in_meanwhile(browser: Browser) -> None:
    renamed(sent(browser))
    browser.open("/forms/summer-course").press("Start now")
    assert browser.heading == "Your name"
    assert count(Draft) == 2


def test_who_may_not_change_it_asks_the_office(browser: Browser) -> None:
    sent(browser, "on_request").follow("Ask to change your answers")
    browser.fill({"What do you want to change?": "The name is wrong."}).press("Ask the office")
    assert browser.has("The name is wrong.")
    browser.follow("Ask to change your answers").fill({"What do you want to change?": "Hello?"}).press("Ask the office")
    assert browser.status == 403
