"""What somebody has sent: a confirmation that stays, their copy, messages, the list, taking it back."""

import re

from sqlalchemy import select, update

from tests.support.browser import Browser
from tests.support.forms import make_form, page, question, republish
from tests.support.make import make_user, sign_in
from tests.support.stage import only, saving
from webapp.models.event import Event
from webapp.models.form import Form
from webapp.models.outbox import OutboxMail
from webapp.models.submission import Capacity, Comment, Submission

NAME = page(question("text", "Your name", "f_name"), uid="p_name")


def send(browser: Browser, **settings: object) -> Browser:
    """A member who has sent one form."""
    make_form(NAME, **settings)
    sign_in(browser, make_user()).open("/forms/summer-course").press("Start now")
    return browser.fill({"Your name": "Ada"}).press("Continue").press("Send")


def send_again(browser: Browser) -> Browser:
    browser.open("/forms/summer-course").press("Start now")
    return browser.fill({"Your name": "Ada"}).press("Continue").press("Send")


def test_the_confirmation_shows_reference_and_what_happens_next(browser: Browser) -> None:
    send(browser, next_steps={"en": "We write within a week."}, sent={"en": "Application sent"})
    assert browser.heading == "Application sent – Summer course"
    assert re.search(r"[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]", browser.text)
    assert browser.has("We write within a week.")


def test_the_confirmation_can_be_opened_again_in_any_spelling(browser: Browser) -> None:
    path = send(browser).path
    assert browser.open(path.replace("-", "").lower()).heading == "Sent – Summer course"


def test_a_copy_is_read_by_its_own_version(browser: Browser) -> None:
    path = send(browser).path
    republish(only(select(Form)), page(question("text", "Nickname", "f_nick")))
    browser.open(path)
    assert browser.has("Your name")
    assert not browser.has("Nickname")


def test_somebody_elses_and_impossible_references_are_not_there(browser: Browser) -> None:
    path = send(browser).path
    other = sign_in(Browser(browser.client.application), make_user("owner"))
    for address in (path, f"{path}/withdraw", "/submissions/AAAA-AAAA-A", "/submissions/x"):
        assert other.open(address).status == 404


def test_messages_are_shown_and_notes_are_not(browser: Browser) -> None:
    path = send(browser).path
    submission = only(select(Submission))
    with saving() as session:
        session.add(Comment(submission_id=submission.id, is_internal=False, text="Which boat?"))
        session.add(Comment(submission_id=submission.id, is_internal=True, text="Odd person"))
    browser.open(path)
    assert browser.has("Which boat?")
    assert not browser.has("Odd person")


def test_a_receipt_waits_in_the_outbox_without_answers(browser: Browser) -> None:
    path = send(browser).path
    mail = only(select(OutboxMail))
    assert path.rpartition("/")[2] in mail.subject
    assert f"http://localhost{path}" in mail.body
    assert "Ada" not in mail.body.replace("Ada Member", "")


def test_sending_is_in_the_log(browser: Browser) -> None:
    send(browser)
    assert only(select(Event.target_id).where(Event.action == "submission.sent")) == only(select(Submission.id))


def test_withdrawing_asks_and_gives_the_place_back(browser: Browser) -> None:
    send(browser, quota=1, once=True).follow("Withdraw")
    assert only(select(Capacity.used)) == 1
    reference = browser.path.split("/")[2]
    browser.press(f"Withdraw {reference}")
    assert browser.has("Withdrawn")
    assert only(select(Capacity.used)) == 0
    assert send_again(browser).heading == "Sent – Summer course"


def test_withdrawing_twice_gives_one_place_back(browser: Browser) -> None:
    send(browser, quota=2)
    send_again(browser).follow("Withdraw")
    again = Browser(browser.client.application)
    again.client = browser.client
    again.open(browser.path)
    button = f"Withdraw {browser.path.split('/')[2]}"
    browser.press(button)
    again.press(button)
    assert only(select(Capacity.used)) == 1


def test_what_is_settled_cannot_be_withdrawn(browser: Browser) -> None:
    send(browser).follow("Withdraw")
    with saving() as session:
        session.execute(update(Submission).values(status="accepted"))
    assert browser.press(f"Withdraw {browser.path.split('/')[2]}").status == 403
    assert only(select(Submission.status)) == "accepted"


def test_the_list_shows_what_was_sent_newest_first(browser: Browser) -> None:
    first = send(browser).path.rpartition("/")[2]
    second = send_again(browser).path.rpartition("/")[2]
    browser.open("/submissions")
    assert browser.text.index(second) < browser.text.index(first)


def test_an_empty_list_says_what_to_do(browser: Browser) -> None:
    assert sign_in(browser, make_user()).open("/submissions").has("Nothing sent yet")
