"""A row of the outbox as a message."""

from email.message import EmailMessage
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.support.stage import only, own_context, saving
from webapp.database import read
from webapp.mail.message import compose
from webapp.models.outbox import OutboxMail


def composed(recipient: str = "ada@example.org", subject: str = "Hello", body: str = "Text.\n") -> EmailMessage:
    with saving():
        OutboxMail.post(recipient, subject, body)
    return again()


def again() -> EmailMessage:
    with own_context():
        table = OutboxMail.metadata.tables["outbox_mail"]
        return compose(read(select(table).order_by(table.c.id.desc())).first())  # type: ignore[arg-type]


def text_of(message: Any, kind: str) -> str:
    return str(message.get_body((kind,)).get_content())


def test_it_says_what_was_written_and_who_sends_it(app: Flask) -> None:
    message = composed(body="Hello Ada,\n\nyou came.\n")
    assert (message["To"], message["Subject"], message["From"]) == ("ada@example.org", "Hello", "Lodge <no-reply@localhost>")
    assert text_of(message, "plain") == "Hello Ada,\n\nyou came.\n"
    assert message["Auto-Submitted"] == "auto-generated"


def test_each_attempt_is_the_same_mail_and_each_mail_another(app: Flask) -> None:
    first = composed()
    assert again()["Message-ID"] == first["Message-ID"]
    assert composed()["Message-ID"] != first["Message-ID"]


def test_its_date_is_when_it_was_written(app: Flask) -> None:
    assert composed()["Date"].datetime == only(select(OutboxMail.created_at)).replace(microsecond=0)


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\u2028", "\x0b"])
def test_a_subject_cannot_begin_a_header(app: Flask, end: str) -> None:
    """ASVS 1.3.11: no SMTP header is injected."""
    message = composed(subject=f"Hello{end}Bcc: eve@example.org")
    lines = message.as_string().partition("\n\n")[0].splitlines()
    assert not [line for line in lines if line.startswith("Bcc")]
    assert message["Subject"] == "Hello Bcc: eve@example.org"


@pytest.mark.parametrize(
    "recipient", ["ada@example.org\r\nBcc: eve@example.org", "ada@example.org, eve@example.org", "nobody", "@"]
)
def test_what_is_no_address_is_refused(app: Flask, recipient: str) -> None:
    with pytest.raises((ValueError, IndexError)):
        composed(recipient=recipient)


def test_a_domain_of_any_script_is_written_so_that_every_server_knows_it(app: Flask) -> None:
    assert composed(recipient="ada@exämple.org")["To"] == "ada@xn--exmple-cua.org"


def test_what_was_typed_is_no_html(app: Flask) -> None:
    html = text_of(composed(body='<b>Hello</b> & "you"\n'), "html")
    assert "<b>" not in html
    assert "&lt;b&gt;Hello&lt;/b&gt; &amp;" in html


def test_links_can_be_followed(app: Flask) -> None:
    html = text_of(composed(body="See https://a.example/x?y=1&z=2.\n\nhttps://b.example/open\n"), "html")
    assert '<a href="https://a.example/x?y=1&amp;z=2">' in html
    assert '<a class="button" href="https://b.example/open">' in html
