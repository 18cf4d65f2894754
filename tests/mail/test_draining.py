"""The outbox is emptied into a real mail server, on loopback: each mail once, whatever goes wrong on the way."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select

from tests.races.senders import at_once
from tests.support.clock import Clock
from tests.support.run_folder import free_port
from tests.support.smtp import Mailbox, listening
from tests.support.stage import found, only, own_context, saving
from webapp.mail.draining import drain
from webapp.models.outbox import OutboxMail


@pytest.fixture
def mailbox(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mailbox]:
    """A server, and the app that knows it."""
    with listening() as its:
        sends_to(app, monkeypatch, its.url)
        yield its


def sends_to(app: Flask, monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setitem(app.config, "LODGE", replace(app.config["LODGE"], smtp_url=url))


def post(*subjects: str, body: str = "Text.\n") -> None:
    with saving():
        for subject in subjects or ("Hello",):
            OutboxMail.post("ada@example.org", subject, body)


def drained(sender: str = "one") -> int:
    with own_context():
        return drain(sender)


def the_mail() -> OutboxMail:
    mail: OutboxMail = only(select(OutboxMail))
    return mail


def test_what_is_due_leaves_in_its_order_by_one_connection(mailbox: Mailbox) -> None:
    post("First", "Second", "Third")
    assert drained() == 3
    assert mailbox.subjects == ["First", "Second", "Third"]
    assert mailbox.connections == 1
    assert set(found(select(OutboxMail.state))) == {"sent"}


def test_what_has_left_does_not_leave_again(mailbox: Mailbox) -> None:
    post()
    assert (drained(), drained()) == (1, 0)
    assert mailbox.subjects == ["Hello"]


def test_a_link_that_has_left_is_not_kept(mailbox: Mailbox) -> None:
    post(body=f"Open http://localhost/reset-password/{'k' * 43}\n")
    drained()
    assert "k" * 43 in mailbox.text()
    assert the_mail().body == "Open http://localhost/reset-password/…\n"


def test_parallel_senders_send_each_mail_once(app: Flask, mailbox: Mailbox) -> None:
    post(*(f"Mail {number}" for number in range(30)))

    def act(name: str) -> int:
        with app.app_context():
            return drain(name)

    done = at_once([lambda name=name: act(name) for name in "abcd"])
    assert sum(done) == 30
    assert sorted(mailbox.subjects) == sorted(f"Mail {number}" for number in range(30))


def test_a_server_that_is_down_for_a_day_costs_nothing(app: Flask, monkeypatch: pytest.MonkeyPatch, clock: Clock) -> None:
    port = free_port()
    sends_to(app, monkeypatch, f"smtp://127.0.0.1:{port}")
    post("First", "Second")
    for _ in range(24):
        drained()
        clock.move(hours=1)
    assert set(found(select(OutboxMail.state))) == {"waiting"}
    assert found(select(OutboxMail.last_error))[0].startswith("unreachable 127.0.0.1:")
    clock.move(hours=4)
    with listening(port) as mailbox:
        assert drained() == 2
        assert mailbox.subjects == ["First", "Second"]


def test_a_server_that_is_down_is_tried_once_for_all(app: Flask, monkeypatch: pytest.MonkeyPatch, clock: Clock) -> None:
    tries: list[str] = []
    sends_to(app, monkeypatch, "smtp://127.0.0.1:1")
    monkeypatch.setattr("webapp.mail.post_office.PostOffice.dial", lambda office: tries.append("") or _refused())
    post("First", "Second", "Third")
    assert drained() == 3
    assert len(tries) == 1


def _refused() -> None:
    raise ConnectionRefusedError(111, "Connection refused")


def test_pauses_grow_and_end_after_three_days(app: Flask, monkeypatch: pytest.MonkeyPatch, clock: Clock) -> None:
    sends_to(app, monkeypatch, f"smtp://127.0.0.1:{free_port()}")
    post()
    start, pauses = clock.now, []
    while the_mail().state == "waiting":
        drained()
        pauses.append((the_mail().not_before - clock.now).total_seconds() / 60)
        clock.set(the_mail().not_before)
    assert pauses[:5] == [1, 2, 4, 8, 16]
    assert max(pauses) == 240
    assert 72 <= (clock.now - start).total_seconds() / 3600 <= 80
    assert (the_mail().state, the_mail().attempts) == ("failed", 26)


def test_a_recipient_that_there_is_not_is_given_up_at_once(mailbox: Mailbox) -> None:
    mailbox.answer = "550 No such user\r\n"
    post()
    drained()
    assert the_mail().state == "failed"
    assert "550 No such user" in the_mail().last_error


def test_a_server_that_asks_to_come_later_is_asked_later(mailbox: Mailbox, clock: Clock) -> None:
    mailbox.answer = "451 Greylisted"
    post()
    drained()
    assert the_mail().state == "waiting"
    mailbox.answer = ""
    clock.move(minutes=2)
    drained()
    assert (the_mail().state, the_mail().last_error) == ("sent", "")


def test_one_bad_address_keeps_nobody_else_waiting(mailbox: Mailbox) -> None:
    with saving():
        OutboxMail.post("nobody", "Bad", "Text.")
        OutboxMail.post("ada@example.org", "Good", "Text.")
    drained()
    assert mailbox.subjects == ["Good"]
    assert found(select(OutboxMail.state).order_by(OutboxMail.id)) == ["failed", "sent"]


def test_without_a_server_mail_is_held_and_stays_held(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    post()
    drained()
    assert (the_mail().state, the_mail().attempts) == ("held", 0)
    with listening() as mailbox:
        sends_to(app, monkeypatch, mailbox.url)
        assert drained() == 0


def test_stopping_leaves_the_rest_for_the_next(mailbox: Mailbox) -> None:
    post("First", "Second")
    with own_context():
        assert drain("one", lambda: bool(mailbox.came)) == 1
    assert drained() == 1
    assert mailbox.subjects == ["First", "Second"]
