"""Where mail is handed over: `LODGE_SMTP_URL` in parts."""

from dataclasses import dataclass, field
from typing import Self
from urllib.parse import unquote, urlsplit

LOOPBACK = ("localhost", "127.0.0.1", "::1")
PORTS = {"plain": 25, "starttls": 587, "tls": 465}


@dataclass(frozen=True, slots=True)
class MailServer:
    """`security`: tls from the first byte, starttls, or plain, which is the default on this very machine only."""

    host: str
    port: int
    security: str
    user: str = ""
    password: str = field(default="", repr=False)

    @classmethod
    def read(cls, url: str) -> Self:
        """The parts of an address that `config.mail_server` has let through."""
        parts = urlsplit(url)
        host = parts.hostname or ""
        if parts.scheme == "smtps":
            security = "tls"
        elif parts.query:
            security = {"tls=starttls": "starttls", "tls=none": "plain"}[parts.query]
        else:
            security = "plain" if host in LOOPBACK else "starttls"
        return cls(host, parts.port or PORTS[security], security, unquote(parts.username or ""), unquote(parts.password or ""))
