"""Trying the mail server: what each side says can be read, the password cannot, and no mail is sent."""

from base64 import b64encode

import pytest

from tests.support.run_folder import free_port
from tests.support.smtp import listening
from webapp.mail.dialogue import Line, Talk, spellings, try_out
from webapp.mail.server import MailServer
from webapp.models.mail_trouble import trouble_in_words


def tried(url: str) -> Talk:
    return try_out(MailServer.read(url), "portal@example.org", "ada@example.org")


def test_talk_with_a_server_that_works_is_there_from_greeting_to_farewell() -> None:
    with listening() as mailbox:
        talk = tried(mailbox.url)
    ours = [line.text.partition(" ")[0].lower() for line in talk.lines if line.is_ours]
    assert ours == ["ehlo", "mail", "rcpt", "rset", "quit"]
    assert (talk.lines[0].text[:3], talk.lines[0].is_ours, talk.trouble) == ("220", False, None)
    assert mailbox.came == []


@pytest.mark.parametrize(("password", "trouble"), [("open sesame", None), ("hunter2 hunter2", "login-refused")])
def test_password_stands_in_no_line(password: str, trouble: str | None) -> None:
    with listening(password="open sesame") as mailbox:
        talk = tried(f"smtp://lodge:{password.replace(' ', '%20')}@127.0.0.1:{mailbox.port}")
    told = " ".join(line.text for line in talk.lines)
    assert (talk.trouble.key if talk.trouble else None, "AUTH" in told, "•••" in told) == (trouble, True, True)
    parts = (password, b64encode(password.encode()).decode(), b64encode(f"\0lodge\0{password}".encode()).decode())
    assert not [part for part in parts if part in told]


def test_what_went_wrong_is_said_in_a_sentence() -> None:
    assert trouble_in_words(str(tried(f"smtp://127.0.0.1:{free_port()}").trouble)).endswith("Connection refused.")
    with listening() as mailbox:
        mailbox.answer = "550 No such user here"
        assert "refuses this recipient: 550" in trouble_in_words(str(tried(mailbox.url).trouble))


def test_server_that_says_the_password_is_not_quoted_and_one_that_talks_for_ever_is_cut() -> None:
    talk = Talk(spellings(MailServer("localhost", 25, "plain", "lodge", "hunter2")))
    talk.note("250 hunter2\n" * 300, is_ours=False)
    assert (talk.lines[0], len(talk.lines)) == (Line("250 •••", is_ours=False), 100)
