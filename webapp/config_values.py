"""What a variable of the environment may hold: one reader for each kind, which says with a sentence what it takes."""

from collections.abc import Callable
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click

from webapp.providers import Provider, providers_of

LOGIN_METHODS = ("password", "passkey", "oidc")
KNOWN_KEYS = {"dev", "secret", "changeme", "password", "you-will-never-guess", "super-secret"}
SHORTEST_KEY = 32
SHORTEST_PASSPHRASE = 12


class ConfigError(click.ClickException, ValueError):
    """A setting that cannot be used; the message names the variable and what it accepts. Commands end with it alone."""


def text(variable: str, value: str) -> str:
    return value


def folder(variable: str, value: str) -> Path:
    return Path(value).expanduser().resolve()


def switch(variable: str, value: str) -> bool:
    if value.lower() in {"1", "true", "yes", "on"}:
        return True
    if value.lower() in {"0", "false", "no", "off"}:
        return False
    raise ConfigError(f"{variable} is {value!r}. Use 1 or 0.")


def whole(lowest: int, highest: int) -> Callable[[str, str], int]:
    def read(variable: str, value: str) -> int:
        is_short = value.isascii() and value.isdigit() and len(value) <= len(str(highest))
        if not is_short or not lowest <= int(value) <= highest:
            raise ConfigError(f"{variable} is {value!r}. Use a whole number from {lowest} to {highest}.")
        return int(value)

    return read


def one_of(*accepted: str) -> Callable[[str, str], str]:
    def read(variable: str, value: str) -> str:
        if value not in accepted:
            raise ConfigError(f"{variable} is {value!r}. Use one of: {', '.join(accepted)}.")
        return value

    return read


def words(variable: str, value: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in value.split(",") if word.strip())


def zone(variable: str, value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ConfigError(f"{variable} is {value!r}. Use a time zone's name, for example Europe/Berlin.") from error
    return value


def address(variable: str, value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ConfigError(f"{variable} is {value!r}. Use an address such as https://portal.example.org.")
    return value.rstrip("/")


def database(variable: str, value: str) -> str:
    scheme = value.partition(":")[0]
    if scheme in {"postgresql", "postgres"}:
        return "postgresql+psycopg" + value[len(scheme) :]
    if scheme in {"sqlite", "postgresql+psycopg"}:
        return value
    raise ConfigError(f"{variable} begins with {scheme!r}. Use sqlite:///file or postgresql://user@host/name.")


def store(variable: str, value: str) -> str:
    """A folder, or s3://bucket/prefix; the folder's whole path."""
    parts = urlsplit(value)
    if parts.scheme == "s3" and parts.netloc and not (parts.query or parts.fragment or "@" in parts.netloc):
        return value
    if parts.scheme:
        raise ConfigError(f"{variable} cannot be used. Write s3://bucket/prefix, or the path of a folder.")
    return str(folder(variable, value))


def key(variable: str, value: str) -> str:
    if value.lower() in KNOWN_KEYS or len(value) < SHORTEST_KEY:
        raise ConfigError(
            f"{variable} is known or shorter than {SHORTEST_KEY} characters. "
            "Leave it out to have one made, or set 32 random characters or more."
        )
    return value


def mail_server(variable: str, value: str) -> str:
    """An address such as smtp://user:password@host:587?tls=starttls; the password never stands in the sentence."""
    wrong = (
        f"{variable} cannot be used. Write smtp://user:password@host:587?tls=starttls, tls=none, or smtps://user:password@host."
    )
    try:
        parts = urlsplit(value)
        port_is_odd = parts.port == 0
    except ValueError as error:
        raise ConfigError(wrong) from error
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname or port_is_odd or parts.path not in {"", "/"}:
        raise ConfigError(wrong)
    if parts.query not in {"", "tls=starttls", "tls=none"} or (parts.scheme == "smtps" and parts.query):
        raise ConfigError(wrong)
    return value


def mailbox(variable: str, value: str) -> str:
    local, _, domain = parseaddr(value)[1].rpartition("@")
    if not local or not domain or not value.isprintable():
        raise ConfigError(f"{variable} is {value!r}. Use an address such as portal@example.org or Lodge <portal@example.org>.")
    return value


def login_methods(variable: str, value: str) -> tuple[str, ...]:
    found = words(variable, value)
    if not found or set(found) - set(LOGIN_METHODS):
        raise ConfigError(f"{variable} is {value!r}. Use one or more of: {', '.join(LOGIN_METHODS)}, comma-separated.")
    return found


def providers(variable: str, value: str) -> tuple[Provider, ...]:
    """A list of OpenID providers as JSON; no secret stands in the sentence."""
    try:
        return providers_of(value)
    except ValueError as error:
        raise ConfigError(f"{variable} cannot be used. {error}") from error


def scanner(variable: str, value: str) -> str:
    host, colon, port = value.rpartition(":")
    if value.startswith("/") or (host and colon and port.isascii() and port.isdigit() and 0 < int(port) < 1 << 16):
        return value
    raise ConfigError(f"{variable} is {value!r}. Use host:port, or the path of the daemon's socket.")


def keys(variable: str, value: str) -> tuple[str, ...]:
    return tuple(key(variable, one) for one in words(variable, value))


def passphrase(variable: str, value: str) -> str:
    if len(value) < SHORTEST_PASSPHRASE:
        raise ConfigError(
            f"{variable} is shorter than {SHORTEST_PASSPHRASE} characters. Use a longer one, such as six random words."
        )
    return value
