"""What the environment decides: one frozen `Config`, read once at start, checked with a sentence per mistake."""

import os
from collections.abc import Callable, Mapping
from dataclasses import Field, dataclass, field, fields
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from webapp.config_values import (
    LOGIN_METHODS,
    ConfigError,
    address,
    database,
    folder,
    key,
    keys,
    login_methods,
    mail_server,
    mailbox,
    one_of,
    passphrase,
    providers,
    scanner,
    store,
    switch,
    text,
    whole,
    words,
    zone,
)
from webapp.key_file import KEY, made_once, old_keys
from webapp.languages import ENGLISH, LANGUAGES, PSEUDO
from webapp.limits import SHAPES
from webapp.providers import Provider

ROOT = Path(__file__).resolve().parent.parent
SIGNUP_MODES = ("open", "approval", "domain", "invite", "closed")
LOG_FORMATS = ("auto", "json", "pretty")
MIGRATE_MODES = ("auto", "check", "off")
JOBS_MODES = ("child", "off")


def setting(default: Any, read: Callable[[str, str], Any], help: str) -> Any:
    """A field of Config: its default, the function which reads `(variable, text)`, its line in README's table."""
    return field(default=default, metadata={"read": read, "help": help})


@dataclass(frozen=True)
class Config:
    """Everything read from `LODGE_…` variables; each is also read from a file named by `LODGE_…_FILE`."""

    instance: Path = setting(ROOT / "instance", folder, "Folder that holds all data.")
    database_url: str = setting("", database, "Database; by default SQLite `lodge.db` in the instance folder.")
    storage_url: str = setting(
        "", store, "Uploaded files: a folder, by default `uploads` in the instance, or s3://bucket/prefix with AWS_… variables."
    )
    scanner: str = setting("", scanner, "ClamAV's daemon that looks at each upload: host:port or its socket; off by default.")
    redis_url: str = setting("", text, "Redis for shared rate limits and the queue of jobs; without it the database.")
    base_url: str = setting("", address, "Address that people use; by default http://HOST:PORT.")
    site_name: str = setting("Lodge", text, "Name of the organisation, shown in the header.")
    timezone: str = setting("UTC", zone, "Time zone in which dates are shown.")
    locale: str = setting(
        ENGLISH,
        one_of(*LANGUAGES, PSEUDO),
        "Language of pages and mails, where neither the person nor their browser asks for one of ours.",
    )
    secret_key: str = setting("", key, "Signs cookies; by default made once in the instance folder.")
    secret_key_fallbacks: tuple[str, ...] = setting((), keys, "Older keys, comma-separated, still accepted.")
    signup_mode: str = setting("", one_of(*SIGNUP_MODES), "Who may sign up; locks the setting of that name.")
    signup_domains: tuple[str, ...] = setting(
        (), words, "Domains whose addresses may sign up in mode `domain`; locks that setting."
    )
    login_methods: tuple[str, ...] = setting(
        LOGIN_METHODS, login_methods, "Ways to log in that people are offered; `oidc` alone hides passwords."
    )
    breached_passwords_url: str = setting(
        "", address, "Range service asked whether a new password leaked, as https://api.pwnedpasswords.com/range; off by default."
    )
    oidc_providers: tuple[Provider, ...] = setting((), providers, "OpenID providers, a JSON list; see “Logging in elsewhere”.")
    trusted_proxies: tuple[str, ...] = setting((), words, "Networks whose X-Forwarded-For is believed.")
    migrate: str = setting("auto", one_of(*MIGRATE_MODES), "What start does with an older database.")
    backups: str = setting("daily", one_of("daily", "off"), "Whether a backup is made each night, and one tried each week.")
    backup_passphrase: str = setting(
        "", passphrase, "Encrypts backups and opens encrypted ones; kept where no backup lies. Off by default."
    )
    workers: int = setting(2, whole(1, 64), "Processes that answer requests.")
    threads: int = setting(4, whole(1, 64), "Threads in each process; some of them never wait for a password to be compared.")
    jobs: str = setting("child", one_of(*JOBS_MODES), "Who sends mail and tidies: a `child` of serve, or (`off`) `lodge worker`.")
    smtp_url: str = setting("", mail_server, "Mail server, `smtp://user:password@host:587?tls=starttls` or `smtps://…`.")
    mail_from: str = setting("", mailbox, "Sender of mails; by default no-reply@ the host of the base address.")
    log_format: str = setting("auto", one_of(*LOG_FORMATS), "`json`, `pretty`, or `auto`: pretty on a terminal.")
    tour: bool | None = setting(None, switch, "The tour at /tour; by default on for a loopback address.")
    # What is given of `LODGE_<NAME>` for each of webapp/limits.py: whole numbers by name, which lock those settings.
    limits: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def is_loopback(self) -> bool:
        """Whether the portal is only reachable from this machine, judged by its base address."""
        host = urlsplit(self.base_url).hostname or "localhost"
        return host in {"localhost", "::1"} or host.startswith("127.")

    @cached_property
    def is_https(self) -> bool:
        return self.base_url.startswith("https:")

    @cached_property
    def signing_keys(self) -> tuple[str, ...]:
        """The key in use, then the older ones that are still accepted."""
        return (self.secret_key, *self.secret_key_fallbacks)

    @property
    def has_tour(self) -> bool:
        return self.is_loopback if self.tour is None else self.tour

    @classmethod
    def read(cls, environ: Mapping[str, str] | None = None) -> "Config":
        """Read and check the environment. Raises ConfigError."""
        environ = os.environ if environ is None else environ
        values = {}
        for item in variables():
            given = value_of(environ, variable_of(item.name))
            if given is not None and given != "":
                values[item.name] = item.metadata["read"](variable_of(item.name), given)
        instance = values.get("instance", ROOT / "instance")
        values.setdefault("database_url", f"sqlite:///{instance / 'lodge.db'}")
        values.setdefault("base_url", default_address(environ))
        values.setdefault("mail_from", f"no-reply@{urlsplit(values['base_url']).hostname}")
        if "secret_key" not in values:
            values["secret_key"] = key(str(instance / KEY), made_once(instance / KEY))
            values["secret_key_fallbacks"] = (*values.get("secret_key_fallbacks", ()), *old_keys(instance))
        return cls(**values, limits=limits_in(environ))


def variables() -> list[Field[Any]]:
    """The fields of Config that are a variable each."""
    return [item for item in fields(Config) if item.metadata]


def limits_in(environ: Mapping[str, str]) -> dict[str, int]:
    """The limits that the environment fixes. Raises ConfigError."""
    given = {name: value_of(environ, variable_of(name)) for name in SHAPES}
    readers = {name: whole(shape.lowest, shape.highest) for name, shape in SHAPES.items()}
    return {name: readers[name](variable_of(name), value) for name, value in given.items() if value}


def variable_of(name: str) -> str:
    return f"LODGE_{name.upper()}"


def value_of(environ: Mapping[str, str], variable: str) -> str | None:
    """The variable's own value, or the content of the file that `VARIABLE_FILE` names."""
    path = environ.get(f"{variable}_FILE")
    if path is None:
        return environ.get(variable)
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ConfigError(f"{variable}_FILE names {path!r}, which cannot be read: {error.strerror}.") from error


def default_address(environ: Mapping[str, str]) -> str:
    host = environ.get("HOST", "127.0.0.1")
    # Passkeys need a name, an IP address cannot hold them; a wildcard host is no address at all.
    name = "localhost" if host in {"127.0.0.1", "0.0.0.0", "::", "::1"} else host  # noqa: S104
    return f"http://{name}:{environ.get('PORT', '5000')}"
