"""A mail is in one sender's hands at a time, and comes out of a dead one's."""

from flask import Flask
from sqlalchemy import select

from tests.support.clock import Clock
from tests.support.stage import only, own_context, saving
from webapp.models.delivery import claim, due_mails, hand_back, note_failed, note_sent
from webapp.models.outbox import OutboxMail


def post() -> int:
    with saving():
        mail = OutboxMail.post("ada@example.org", "Hello", "Text.\n")
    return mail.id


def test_what_one_holds_nobody_else_gets(app: Flask) -> None:
    number = post()
    with own_context():
        assert claim(number, "one") is not None
        assert claim(number, "two") is None
        assert due_mails(9) == []


def test_a_sender_that_hangs_loses_it_and_has_no_say_any_more(app: Flask, clock: Clock) -> None:
    number = post()
    with own_context():
        slow = claim(number, "one")
        clock.move(minutes=5, seconds=1)
        quick = claim(number, "two")
        assert slow is not None
        assert quick is not None
        note_failed(slow, "one", "too late")
    assert only(select(OutboxMail.leased_by)) == "two"
    with own_context():
        note_sent(quick, "two")
    mail = only(select(OutboxMail))
    assert (mail.state, mail.last_error, mail.attempts) == ("sent", "", 2)


def test_the_next_holder_of_a_place_hands_back_what_was_held_there(app: Flask) -> None:
    number = post()
    with own_context():
        claim(number, "one")
        assert (hand_back("two"), hand_back("one"), hand_back("one")) == (0, 1, 0)
        assert due_mails(9) == [number]


def test_it_is_not_tried_again_before_its_time(app: Flask, clock: Clock) -> None:
    number = post()
    with own_context():
        mail = claim(number, "one")
        assert mail is not None
        note_failed(mail, "one", "no")
        assert (due_mails(9), claim(number, "one")) == ([], None)
        clock.move(minutes=1)
        assert due_mails(9) == [number]
