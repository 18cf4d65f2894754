"""A real mail server on the loopback address: what it took, and how it is made to refuse."""

import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from tests.support.run_folder import free_port

PATIENCE = 30


@dataclass
class Mailbox:
    """What came, in order. `answer` is said to each recipient, `pause` is how long each mail takes."""

    port: int
    came: list[EmailMessage] = field(default_factory=list)
    answer: str = ""
    connections: int = 0
    pause: float = 0.0

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    @property
    def subjects(self) -> list[str]:
        return [str(mail["Subject"]) for mail in self.came]

    def text(self) -> str:
        """The plain text of the newest."""
        body: Any = self.came[-1].get_body(("plain",))
        return str(body.get_content())

    def wait(self, number: int) -> list[str]:
        """Until so many mails are there."""
        deadline = time.monotonic() + PATIENCE
        while len(self.came) < number:
            if time.monotonic() > deadline:
                raise AssertionError(f"{len(self.came)} mails came, {number} were expected: {self.subjects}")
            time.sleep(0.02)
        return self.subjects

    # What aiosmtpd calls.
    async def handle_EHLO(self, server: Any, session: Any, envelope: Any, hostname: str, responses: list[str]) -> list[str]:
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:
        if self.answer:
            return self.answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    def handle_DATA(self, server: Any, session: Any, envelope: Any) -> Any:
        return self.take(envelope)

    async def take(self, envelope: Any) -> str:
        self.came.append(message_from_bytes(envelope.content, policy=policy.default))  # type: ignore[arg-type]
        time.sleep(self.pause)
        return "250 OK"


@contextmanager
def listening(port: int | None = None, password: str = "") -> Iterator[Mailbox]:
    """A server that takes mail; with a password it wants one."""
    mailbox = Mailbox(port or free_port())

    # Asking for a password and for no encryption is worth a warning anywhere but here.
    warnings.filterwarnings("ignore", "Requiring AUTH while not requiring TLS", UserWarning)

    def known(server: Any, session: Any, envelope: Any, mechanism: str, given: Any) -> AuthResult:
        return AuthResult(success=given.password == password.encode(), handled=False)

    asking = {"authenticator": known, "auth_require_tls": False, "auth_required": True} if password else {}
    controller = Controller(mailbox, hostname="127.0.0.1", port=mailbox.port, **asking)
    controller.start()
    try:
        yield mailbox
    finally:
        controller.stop()
