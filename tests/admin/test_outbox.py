"""The outbox: what was written to whom, what became of it, and sending again."""

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select

from tests.support.browser import Browser
from tests.support.clock import Clock
from tests.support.make import make_user, sign_in
from tests.support.smtp import listening
from tests.support.stage import count, found, only, saving
from webapp.clock import now
from webapp.models.event import Event, EventDetail
from webapp.models.mail_trouble import SENTENCES, Trouble, trouble_in_words
from webapp.models.outbox import OutboxMail
from webapp.models.user import User

TOKEN = "k" * 43
BODY = f"Open http://localhost/reset-password/{TOKEN}\n"


@pytest.fixture
def admin(browser: Browser) -> Browser:
    return sign_in(browser, make_user("admin"))


@pytest.fixture
def server(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """The settings name a mail server."""
    monkeypatch.setitem(app.config, "LODGE", replace(app.config["LODGE"], smtp_url="smtp://localhost"))


def post(subject: str = "Hello", user: User | None = None, **values: object) -> int:
    with saving():
        mail = OutboxMail.post("ada@example.org", subject, BODY, user_id=user.id if user else None)
        for name, value in values.items():
            setattr(mail, name, value)
    return mail.id


def test_empty_outbox_says_what_will_be_here(admin: Browser) -> None:
    assert admin.open("/admin/outbox").has("No mail yet")


def test_mail_is_listed_and_read(admin: Browser) -> None:
    with saving():
        OutboxMail.post("ada@example.org", "Hello <Ada>", "First line.\n\nSecond & last.\n")
    assert admin.open("/admin/outbox").has("ada@example.org")
    assert admin.follow("Hello <Ada>").heading == "Hello <Ada>"
    assert admin.has("Second & last.")


def test_long_outbox_has_pages(admin: Browser) -> None:
    with saving():
        for number in range(51):
            OutboxMail.post("ada@example.org", f"Mail {number}", "Text.")
    admin.open("/admin/outbox?state=waiting")
    assert admin.has("Mail 50")
    assert not admin.has("Mail 0 ")
    assert admin.follow("Next").has("Mail 0")


def test_it_can_be_narrowed_to_a_state(admin: Browser) -> None:
    post("Gone wrong", state="failed")
    post("On its way")
    admin.open("/admin/outbox").follow("Failed")
    assert admin.has("Gone wrong")
    assert not admin.has("On its way")
    assert admin.follow("Held").has("No mail in this state")


def test_a_state_that_there_is_not_shows_everything(admin: Browser) -> None:
    post("On its way")
    assert admin.open("/admin/outbox?state=lost").has("On its way")


def test_without_a_server_it_says_that_mail_stays(admin: Browser) -> None:
    assert admin.open("/admin/outbox").has("No mail server is set, so mail stays here.")


@pytest.mark.usefixtures("server")
def test_what_went_wrong_is_said_in_words(admin: Browser) -> None:
    number = post(state="failed", attempts=26, last_error="unreachable mail.example.org:587 Connection refused")
    admin.open(f"/admin/outbox/{number}")
    assert admin.has("This mail was given up. Tries: 26.")
    assert admin.has("The mail server mail.example.org:587 cannot be reached: Connection refused.")


@pytest.mark.parametrize("key", SENTENCES)
def test_each_reason_is_stored_as_a_key_and_said_with_what_it_is_about(key: str) -> None:
    words = trouble_in_words(str(Trouble(key, "mail.example.org:25", "550 no %s and 10%")))
    assert key not in words.split()[:1]
    assert ("mail.example.org:25" in words) == ("%(server)s" in SENTENCES[key])
    assert ("550 no %s and 10%" in words) == ("%(said)s" in SENTENCES[key])


def test_reason_that_was_stored_as_a_sentence_stays_one() -> None:
    assert trouble_in_words("The mail server is away: unreachable") == "The mail server is away: unreachable"
    assert trouble_in_words("") == ""


@pytest.mark.usefixtures("server")
@pytest.mark.parametrize("state", ["failed", "held", "waiting"])
def test_it_is_sent_again_at_once(admin: Browser, clock: Clock, state: str) -> None:
    number = post(state=state, attempts=9, last_error="No.", not_before=clock.now.replace(year=2100))
    assert admin.open(f"/admin/outbox/{number}").press("Send again").has("The mail will be sent in a moment.")
    mail = only(select(OutboxMail))
    assert (mail.state, mail.attempts, mail.not_before) == ("waiting", 0, clock.now)
    assert only(select(Event.action)) == "mail.sent_again"


@pytest.mark.usefixtures("server")
def test_what_has_left_is_not_sent_a_second_time(admin: Browser) -> None:
    number = post(state="sent", sent_at=now())
    assert "Send again" not in admin.open(f"/admin/outbox/{number}").html
    token = admin.open("/admin/outbox").csrf_token
    assert admin.send("POST", f"/admin/outbox/{number}/send-again", {"csrf_token": token}).status_code == 403
    assert only(select(OutboxMail.state)) == "sent"
    assert count(Event) == 0


@pytest.mark.usefixtures("server")
def test_a_test_mail_goes_to_whoever_asks(admin: Browser) -> None:
    admin.open("/admin/outbox").press("Send a test mail")
    assert admin.heading == "A test mail"
    assert only(select(OutboxMail.recipient)) == found(select(User.email))[0]
    assert only(select(Event.action)) == "mail.tested"


@pytest.mark.parametrize(("reader", "whose", "is_shown"), [("admin", "member", 1), ("admin", "owner", 0), ("owner", "admin", 1)])
def test_a_link_is_shown_to_those_who_may_act_on_its_person(browser: Browser, reader: str, whose: str, is_shown: int) -> None:
    """people.md R1: nobody reads themselves into an account above their own."""
    number = post(user=make_user(whose))
    sign_in(browser, make_user(reader)).open(f"/admin/outbox/{number}")
    assert (TOKEN in browser.html) is bool(is_shown)
    assert browser.has("so it is not shown") is not bool(is_shown)


def test_unknown_mail_is_not_found(admin: Browser) -> None:
    assert admin.open("/admin/outbox/7").status == 404


@pytest.mark.parametrize("role", ["auditor", "staff", "member"])
def test_others_do_not_read_mail(browser: Browser, role: str) -> None:
    assert sign_in(browser, make_user(role)).open("/admin/outbox").status == 403


def test_mail_server_is_tried_with_its_talk_on_the_page_and_a_line_in_the_log(
    admin: Browser, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert admin.open("/admin/outbox/server").has("No mail server is set")
    with listening() as mailbox:
        monkeypatch.setitem(app.config, "LODGE", replace(app.config["LODGE"], smtp_url=mailbox.url))
        admin.open("/admin/outbox").follow("Try the mail server").press("Try it")
    assert all(admin.has(words) for words in ("It works", "250 OK", "This portal"))
    assert only(select(EventDetail.content).join(Event).where(Event.action == "mail.server_tried"))["result"] == "well"
