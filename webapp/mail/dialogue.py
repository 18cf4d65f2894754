"""A talk with the mail server that somebody wants to read: every line of it but the password, up to where a mail would follow."""

import smtplib
from base64 import b64encode
from dataclasses import dataclass, field
from typing import Any

from webapp.mail.message import one_line
from webapp.mail.post_office import PostOffice
from webapp.mail.server import MailServer
from webapp.models.mail_trouble import Trouble

# Somebody waits for the page.
PATIENCE = 5.0
MOST_LINES = 100
LONGEST = 300
HIDDEN = "•••"


@dataclass(frozen=True, slots=True)
class Line:
    """One line; `is_ours` when this portal said it."""

    text: str
    is_ours: bool


@dataclass(slots=True)
class Talk:
    """What was said, in order, and what went wrong in the end, if something did."""

    secrets: tuple[str, ...] = ()
    lines: list[Line] = field(default_factory=list)
    trouble: Trouble | None = None

    def note(self, said: str, *, is_ours: bool) -> None:
        for secret in self.secrets:
            said = said.replace(secret, HIDDEN)
        new = [Line(one_line(line)[:LONGEST], is_ours) for line in said.splitlines()]
        self.lines += new[: MOST_LINES - len(self.lines)]


def try_out(server: MailServer, sender: str, recipient: str, patience: float = PATIENCE) -> Talk:
    """Connect, log in, name sender and recipient, and take it back: nothing is sent."""
    talk = Talk(spellings(server))
    with Office(server, patience, talk) as office:
        try:
            office.line = office.dial()
            office.ask(sender, recipient)
        except (OSError, smtplib.SMTPException, ValueError) as error:
            talk.trouble = office.trouble_of(error)
    return talk


def spellings(server: MailServer) -> tuple[str, ...]:
    """The password as it might stand in a line, longest first: by itself, encoded, and with the name as AUTH PLAIN sends it."""
    if not server.password:
        return ()
    whole = f"\0{server.user}\0{server.password}"
    encoded = [b64encode(text.encode()).decode() for text in (whole, server.password)]
    return (*encoded, server.password)


class Office(PostOffice):
    """One that writes down what is said."""

    def __init__(self, server: MailServer, patience: float, talk: Talk) -> None:
        super().__init__(server, patience)
        self.spoken = listened_to(smtplib.SMTP, talk)
        self.spoken_in_secret = listened_to(smtplib.SMTP_SSL, talk)

    def ask(self, sender: str, recipient: str) -> None:
        """Whether the server would take a mail from the one to the other."""
        line = self.line
        if line is None:
            return
        line.ehlo_or_helo_if_needed()
        code, words = line.mail(sender)
        if code != 250:
            raise smtplib.SMTPSenderRefused(code, words, sender)
        code, words = line.rcpt(recipient)
        if code not in {250, 251}:
            raise smtplib.SMTPRecipientsRefused({recipient: (code, words)})
        line.rset()


def listened_to(kind: Any, talk: Talk) -> Any:
    """A class of smtplib whose commands and answers are noted. Answers to a challenge hold the password: they are not."""

    class Listened(kind):
        def putcmd(self, cmd: str, args: str = "") -> None:
            shown = f"{cmd} {args}".strip()
            if cmd.upper() == "AUTH":
                shown = f"AUTH {args.partition(' ')[0]} {HIDDEN if ' ' in args else ''}".strip()
            elif self.is_challenged:
                shown = HIDDEN
            talk.note(shown, is_ours=True)
            super().putcmd(cmd, args)

        def getreply(self) -> tuple[int, bytes]:
            code, words = super().getreply()
            # 334: the server asks for the next part of the name and password.
            self.is_challenged = code == 334
            talk.note(
                "\n".join(f"{code} {line}" for line in words.decode("utf-8", "replace").splitlines() or [""]), is_ours=False
            )
            return code, words

        is_challenged = False

    return Listened
