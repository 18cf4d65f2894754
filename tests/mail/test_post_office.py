"""What is said when the mail server will not: words that an administrator can act upon, and never the password."""

import socket
from collections.abc import Iterator
from email.message import EmailMessage

import pytest

from tests.support.run_folder import free_port
from tests.support.smtp import Mailbox, listening
from webapp.mail.post_office import Failure, PostOffice
from webapp.mail.server import MailServer
from webapp.models.mail_trouble import trouble_in_words


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with listening() as its:
        yield its


def message() -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "portal@example.org", "ada@example.org", "Hello"
    return mail


def sent(url: str, patience: float = 5) -> Failure | None:
    with PostOffice(MailServer.read(url), patience) as office:
        return office.send(message())


def failed(url: str, patience: float = 5) -> str:
    failure = sent(url, patience)
    assert failure is not None
    return trouble_in_words(str(failure.trouble))


def test_a_server_that_takes_it(mailbox: Mailbox) -> None:
    assert sent(mailbox.url) is None


def test_name_and_password_are_given() -> None:
    with listening(password="open: sesame") as mailbox:
        assert sent(f"smtp://lodge:open%3A%20sesame@127.0.0.1:{mailbox.port}") is None
        words = failed(f"smtp://lodge:hunter2@127.0.0.1:{mailbox.port}")
    assert "refuses the name or password: 535" in words
    assert "hunter2" not in words


def test_a_password_does_not_go_where_nothing_is_encrypted_unless_that_is_asked_for(mailbox: Mailbox) -> None:
    assert "does not offer what is needed: STARTTLS" in failed(f"{mailbox.url}?tls=starttls")
    assert mailbox.came == []


def test_nobody_there() -> None:
    assert "cannot be reached: Connection refused." in failed(f"smtp://127.0.0.1:{free_port()}")


def test_a_name_that_nobody_has() -> None:
    assert "cannot be reached" in failed("smtp://nowhere.invalid?tls=none")


def test_somebody_who_never_answers() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        words = failed(f"smtp://127.0.0.1:{silent.getsockname()[1]}", patience=0.2)
    assert "did not answer within" in words


def test_a_server_that_does_not_speak_tls(mailbox: Mailbox) -> None:
    assert "could not be spoken to in secret" in failed(f"smtps://127.0.0.1:{mailbox.port}")


@pytest.mark.parametrize(
    ("url", "parts"),
    [
        ("smtp://mail.example.org", ("mail.example.org", 587, "starttls")),
        ("smtp://mail.example.org:25?tls=none", ("mail.example.org", 25, "plain")),
        ("smtp://localhost", ("localhost", 25, "plain")),
        ("smtps://mail.example.org", ("mail.example.org", 465, "tls")),
    ],
)
def test_what_is_not_said_is_the_safe_thing(url: str, parts: tuple[str, int, str]) -> None:
    server = MailServer.read(url)
    assert (server.host, server.port, server.security) == parts
