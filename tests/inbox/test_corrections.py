"""Asking a member to correct answers: they see just those, answer with a revision, and the status moves on and back."""

from typing import Any

from flask import Flask
from sqlalchemy import select, update

from tests.inbox.stage import staff
from tests.support.browser import Browser
from tests.support.forms import make_form, moved, page, question
from tests.support.make import make_user, sign_in
from tests.support.stage import count, found, only, saving
from webapp.models.correction import Correction
from webapp.models.form import Form
from webapp.models.outbox import OutboxMail
from webapp.models.submission import Submission, SubmissionRevision

WHY = "What to correct in “%s”"
SWIMS = question("yes_no", "Can you swim?", "f_swims")
LEVEL = question("text", "Which badge?", "f_badge", show={"f": "f_swims", "op": "eq", "v": True})
PAGES = (
    page(question("text", "Your name", "f_name"), question("text", "Town", "f_town"), title="About you", uid="p_you"),
    page(SWIMS, uid="p_swims"),
    page(LEVEL, uid="p_badge"),
)


def sent(app: Flask, **settings: Any) -> tuple[Browser, Browser]:
    """(a member who has sent a form, staff who look at it)."""
    make_form(*PAGES, **settings)
    member = sign_in(Browser(app), make_user(email="ada@example.org")).open("/forms/summer-course").press("Start now")
    member.fill({"Your name": "Ada", "Town": "Bath"}).press("Continue").fill({"Can you swim?": "No"}).press("Continue")
    member.press("Send")
    return member, staff(app, name="Grace Staff").open(f"/inbox/{only(select(Submission))}").follow("Ask for corrections")


def asked(app: Flask, label: str = "Town", why: str = "Where is that?", **settings: Any) -> tuple[Browser, Browser]:
    """The same, once one answer is to be corrected."""
    member, clerk = sent(app, **settings)
    clerk.fill({label: True, WHY % label: why, "Message to the member": "One thing."}).press("Ask for corrections")
    return member.open(f"/submissions/{only(select(Submission))}"), clerk


def test_the_status_waits_and_the_member_is_written_to(app: Flask) -> None:
    asked(app)
    assert only(select(Submission.status)) == "waiting"
    mail = only(select(OutboxMail).where(OutboxMail.subject.contains("correction")))
    assert "Town: Where is that?" in mail.body
    assert f"/submissions/{only(select(Submission))}" in mail.body


def test_a_confidential_form_says_only_where(app: Flask) -> None:
    asked(app, confidential=True)
    mail = only(select(OutboxMail).where(OutboxMail.subject.contains("correction")))
    assert "Where is that?" not in mail.body
    assert "One thing." not in mail.body


def test_the_member_sees_just_those_questions(app: Flask) -> None:
    member, _clerk = asked(app)
    assert member.has("We need something from you")
    member.press("Correct your answers")
    assert member.heading == "Town"
    assert member.has("Where is that?")
    assert "Your name" not in member.html


def test_the_answer_is_a_revision_and_the_status_goes_back(app: Flask) -> None:
    member, clerk = asked(app)
    member.press("Correct your answers").fill({"Town": "Wells"}).press("Continue").press("Send the changes")
    submission = only(select(Submission))
    assert (submission.status, submission.revision) == ("received", 2)
    assert submission.answers == {"f_name": "Ada", "f_town": "Wells", "f_swims": False}
    correction = only(select(Correction))
    assert (correction.revision, correction.closed_at is not None) == (2, True)
    assert clerk.open(clerk.path).has("Before: BathNow: Wells")


def test_what_hangs_on_the_new_answer_is_asked_as_well(app: Flask) -> None:
    member, _clerk = asked(app, "Can you swim?")
    member.press("Correct your answers").fill({"Can you swim?": "Yes"}).press("Continue")
    assert member.heading == "Which badge?"
    member.fill({"Which badge?": "Gold"}).press("Continue").press("Send the changes")
    assert only(select(Submission)).answers["f_badge"] == "Gold"


def test_it_is_answered_after_the_form_has_closed_too(app: Flask) -> None:
    member, _clerk = asked(app)
    moved(only(select(Form)), "close")
    member.press("Correct your answers").fill({"Town": "Wells"}).press("Continue").press("Send the changes")
    assert only(select(Submission.revision)) == 2


def test_every_answer_may_be_opened(app: Flask) -> None:
    member, clerk = sent(app)
    clerk.fill({"They may change every answer": True}).press("Ask for corrections")
    member.open(f"/submissions/{only(select(Submission))}").press("Correct your answers")
    member.follow("Change Your name").fill({"Your name": "Eve"}).press("Continue").press("Send the changes")
    assert only(select(Submission)).answers["f_name"] == "Eve"


def test_something_is_asked_and_each_has_its_line(app: Flask) -> None:
    _member, clerk = sent(app)
    clerk.press("Ask for corrections")
    assert clerk.errors == ["Tick the answers to correct, or let them change every answer"]
    clerk.fill({"Town": True}).press("Ask for corrections")
    assert (clerk.status, clerk.errors[0][:21]) == (422, "Write what to correct")
    assert count(Correction) == 0


def test_moving_on_calls_it_off(app: Flask) -> None:
    member, clerk = asked(app)
    member.press("Correct your answers").fill({"Town": "Wells"}).press("Continue")
    clerk.open(f"/inbox/{only(select(Submission))}").fill({"Status": "Accepted"}).press("Save status and messages")
    assert member.press("Send the changes").status == 403
    assert (count(SubmissionRevision), only(select(Correction.revision))) == (1, None)


def test_withdrawing_calls_it_off(app: Flask) -> None:
    member, _clerk = asked(app)
    reference = only(select(Submission))
    member.follow("Withdraw").press(f"Withdraw {reference}")
    assert not member.open(f"/submissions/{reference}").has("We need something from you")
    assert only(select(Correction.closed_at)) is not None


def test_asking_again_replaces_what_was_asked(app: Flask) -> None:
    member, clerk = asked(app)
    clerk.follow("Ask for corrections").fill({"Your name": True, WHY % "Your name": "In full."}).press("Ask for corrections")
    assert member.open(member.path).has("In full.")
    assert not member.has("Where is that?")
    member.press("Correct your answers").fill({"Your name": "Ada L."}).press("Continue").press("Send the changes")
    assert only(select(Submission.status)) == "received"


def test_who_comes_second_is_told(app: Flask) -> None:
    _member, clerk = sent(app)
    with saving() as session:
        session.execute(update(Submission).values(row_version=7))
    clerk.fill({"They may change every answer": True}).press("Ask for corrections")
    assert (clerk.status, count(Correction)) == (409, 0)
    assert clerk.press("Ask for corrections").status == 200
    assert count(Correction) == 1


def test_home_shows_it_first(app: Flask) -> None:
    member, _clerk = asked(app)
    assert member.open("/").has("What needs you now")
    assert member.has("Waiting for you since")


def test_the_history_says_so_on_both_sides(app: Flask) -> None:
    member, clerk = asked(app)
    assert member.has("You were asked to correct some answers")
    assert clerk.has("Returned for correction")
    assert found(select(SubmissionRevision.revision)) == [1]
