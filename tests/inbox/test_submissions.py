"""One submission: read by its own version, moved on with words, and nobody's move lost."""

from flask import Flask
from sqlalchemy import select, update

from tests.inbox.stage import NAME, send, staff
from tests.support.browser import Browser
from tests.support.forms import make_form, page, question, republish
from tests.support.make import sign_in
from tests.support.stage import count, found, only, saving
from webapp.models.event import Event
from webapp.models.form import Form
from webapp.models.form_status import FormStatus
from webapp.models.outbox import OutboxMail
from webapp.models.submission import Comment, Submission

SAVE = "Save status and messages"
MESSAGE, NOTE = "Message to the member", "Internal note"


def opened(app: Flask, **settings: object) -> Browser:
    """Staff who look at what a member has just sent."""
    make_form(NAME, **settings)
    return staff(app, name="Grace Staff").open(f"/inbox/{send(app)}")


def test_answers_are_read_by_the_version_they_were_given_under(app: Flask) -> None:
    inbox = opened(app)
    republish(only(select(Form)), page(question("text", "Nickname", "f_nick"), uid="p_name"))
    inbox.open(inbox.path)
    assert inbox.has("Your name Ada")
    assert inbox.has("Version 1 of the form")
    assert not inbox.has("Nickname")


def test_a_reference_is_found_however_it_is_typed(app: Flask) -> None:
    inbox = opened(app)
    typed = inbox.path.rpartition("/")[2].replace("-", " ").lower()
    here = inbox.path
    assert inbox.open("/inbox").fill({"Find by reference": typed}).press("Search").path == here


def test_a_mistyped_reference_is_told(app: Flask) -> None:
    inbox = opened(app).open("/inbox").fill({"Find by reference": "AAAA-AAAA-A"}).press("Search")
    assert inbox.path == "/inbox"
    assert inbox.has("Check the reference")


def test_a_move_is_an_event_and_its_words_go_where_they_belong(app: Flask) -> None:
    inbox = opened(app)
    inbox.fill({"Status": "In progress", MESSAGE: "We look at it.", NOTE: "Ring her."}).press(SAVE)
    assert only(select(Submission.status)) == "in_progress"
    event = only(select(Event).where(Event.action == "submission.moved"))
    assert event.target_id == only(select(Submission.id))
    assert inbox.has("We look at it.")
    assert inbox.has("Ring her.")
    mail = found(select(OutboxMail).order_by(OutboxMail.id.desc()))[0]
    assert "We look at it." in mail.body
    assert "Ring her." not in mail.body


def test_the_history_names_the_status_that_a_move_led_to(app: Flask) -> None:
    inbox = opened(app).fill({"Status": "In progress"}).press(SAVE)
    assert inbox.has("Status changed to “In progress”")


def test_the_member_reads_the_message_and_not_the_note(app: Flask) -> None:
    make_form(NAME)
    reference = send(app, email="ada@example.org")
    staff(app).open(f"/inbox/{reference}").fill({MESSAGE: "Which boat?", NOTE: "Odd."}).press(SAVE)
    sender = only(select(Submission.user_id))
    member = sign_in(Browser(app), type("Row", (), {"id": sender})()).open(f"/submissions/{reference}")
    assert member.has("Which boat?")
    assert not member.has("Odd.")


def test_some_statuses_want_a_message(app: Flask) -> None:
    inbox = opened(app).fill({"Status": "Refused", NOTE: "Too late."}).press(SAVE)
    assert inbox.status == 422
    assert inbox.errors == ["Write to the member why: this status asks for a message."]
    assert inbox.value(NOTE) == "Too late."
    assert only(select(Submission.status)) == "received"
    inbox.fill({MESSAGE: "The course is full."}).press(SAVE)
    assert only(select(Submission.status)) == "refused"


def test_who_comes_second_is_told_who_was_first_and_keeps_their_words(app: Flask) -> None:
    """ASVS 2.3.3 in spirit: nobody's move is overwritten unseen."""
    first = opened(app)
    second = staff(app, name="Bob Staff").open(first.path)
    first.fill({"Status": "In progress"}).press(SAVE)
    second.fill({"Status": "Accepted", MESSAGE: "You are in."}).press(SAVE)
    assert second.status == 409
    assert second.has("Grace Staff acted on this first")
    assert second.has("the status is now “In progress”")
    assert second.value(MESSAGE) == "You are in."
    assert only(select(Submission.status)) == "in_progress"
    second.press(SAVE)
    assert only(select(Submission.status)) == "accepted"


def test_what_is_withdrawn_stays_so(app: Flask) -> None:
    """Its place may be somebody else's by now."""
    inbox = opened(app)
    with saving() as session:
        session.execute(update(Submission).values(status="withdrawn"))
    inbox.fill({"Status": "Accepted"}).press(SAVE)
    assert (inbox.status, only(select(Submission.status))) == (403, "withdrawn")


def test_staff_cannot_withdraw(app: Flask) -> None:
    inbox = opened(app)
    assert "Withdrawn" not in inbox.html
    token = inbox.csrf_token
    answer = inbox.send("POST", f"{inbox.path}/move", {"csrf_token": token, "row_version": "1", "status": "withdrawn"})
    assert answer.status_code == 422
    assert only(select(Submission.status)) == "received"


def test_some_statuses_are_given_by_few(app: Flask) -> None:
    inbox = opened(app)
    with saving() as session:
        session.execute(update(FormStatus).where(FormStatus.key == "accepted").values(is_restricted=True))
    assert not inbox.open(inbox.path).has("Accepted")
    admin = staff(app, "admin").open(inbox.path).fill({"Status": "Accepted"}).press(SAVE)
    assert (admin.status, only(select(Submission.status))) == (200, "accepted")


def test_saving_nothing_changes_nothing(app: Flask) -> None:
    inbox = opened(app)
    events = count(Event)
    inbox.press(SAVE)
    assert (count(Event), count(Comment), only(select(Submission.row_version))) == (events, 0, 1)


def test_auditors_read_and_change_nothing(app: Flask) -> None:
    inbox = opened(app)
    auditor = staff(app, "auditor").open(inbox.path)
    assert auditor.has("Your name Ada")
    assert not auditor.has("What next")


def test_words_that_are_too_long_come_back(app: Flask) -> None:
    inbox = opened(app).fill({MESSAGE: "a" * 4001}).press(SAVE)
    assert inbox.errors == ["Use 4,000 characters or fewer."]
    assert count(Comment) == 0


def test_what_people_write_is_text(app: Flask) -> None:
    """ASVS 1.2.1: no markup of theirs is ours."""
    inbox = opened(app).fill({MESSAGE: "<script>alert(1)</script>"}).press(SAVE)
    assert inbox.has("<script>alert(1)</script>")
    assert "<script>alert" not in inbox.html
