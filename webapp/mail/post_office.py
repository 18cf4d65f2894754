"""The dialogue with the mail server: opened when the first mail is there, told as a trouble when it goes wrong."""

import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage
from types import TracebackType
from typing import Self

from webapp.mail.message import one_line
from webapp.mail.server import MailServer
from webapp.models.mail_trouble import Trouble

# For each step of the dialogue; all of them together stay under the lease of a mail (delivery.py).
PATIENCE = 15.0


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a mail has not left. `is_final`: trying again would not help."""

    trouble: Trouble
    is_final: bool = False


class PostOffice:
    """One connection for many mails. Once the server could not be reached, the rest of them are not tried."""

    # What speaks with the server: dialogue.py has it write down what is said.
    spoken: type[smtplib.SMTP] = smtplib.SMTP
    spoken_in_secret: type[smtplib.SMTP_SSL] = smtplib.SMTP_SSL

    def __init__(self, server: MailServer, patience: float = PATIENCE) -> None:
        self.server = server
        self.patience = patience
        self.line: smtplib.SMTP | None = None
        self.unreachable: Failure | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.hang_up()

    def send(self, message: EmailMessage) -> Failure | None:
        """Hand a message over; None when the server has taken it."""
        if self.unreachable is not None:
            return self.unreachable
        if self.line is None:
            try:
                self.line = self.dial()
            except (OSError, smtplib.SMTPException) as error:
                self.unreachable = Failure(self.trouble_of(error))
                return self.unreachable
        try:
            self.line.send_message(message)
        except (OSError, smtplib.SMTPException, ValueError) as error:
            self.hang_up()
            return Failure(self.trouble_of(error), is_final=is_final(error))
        return None

    def dial(self) -> smtplib.SMTP:
        server = self.server
        # The trusted certificates take 8 MB: they are read where they are needed.
        context = None if server.security == "plain" else ssl.create_default_context()
        if server.security == "tls":
            line: smtplib.SMTP = self.spoken_in_secret(server.host, server.port, timeout=self.patience, context=context)
        else:
            line = self.spoken(server.host, server.port, timeout=self.patience)
        try:
            if server.security == "starttls":
                line.starttls(context=context)
            if server.user:
                line.login(server.user, server.password)
        except BaseException:
            line.close()
            raise
        return line

    def hang_up(self) -> None:
        line, self.line = self.line, None
        if line is not None:
            with suppress(OSError, smtplib.SMTPException):
                line.quit()
            line.close()

    def trouble_of(self, error: Exception) -> Trouble:
        """What an administrator can do something about. What the server said is quoted; no password is."""
        key, words = why_of(error, f"{self.patience:.0f}")
        return Trouble(key, f"{self.server.host}:{self.server.port}", words)


def why_of(error: Exception, patience: str) -> tuple[str, str]:
    """The key of a trouble, and what was said."""
    match error:
        case smtplib.SMTPAuthenticationError():
            return "login-refused", said(error.smtp_code, error.smtp_error)
        case smtplib.SMTPRecipientsRefused():
            return "recipient-refused", said(*next(iter(error.recipients.values())))
        case smtplib.SMTPResponseException():
            return "mail-refused", said(error.smtp_code, error.smtp_error)
        case smtplib.SMTPNotSupportedError():
            return "not-offered", one_line(str(error))
        case smtplib.SMTPServerDisconnected() if "timed out" not in str(error):
            return "hung-up", ""
        case ssl.SSLError():
            return "no-secret", one_line(error.reason or str(error))
        case TimeoutError() | smtplib.SMTPServerDisconnected():
            return "silent", patience
        case OSError():
            return "unreachable", one_line(error.strerror or str(error))
    return "unsendable", one_line(str(error))


def is_final(error: Exception) -> bool:
    """A mailbox that there is not, or an address that cannot be one. What a server refuses of itself may be mended."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in error.recipients.values())
    return isinstance(error, ValueError)


def said(code: int, words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return f"{code} {one_line(text)}"
