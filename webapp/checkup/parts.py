"""What Lodge stands on beside its database: clock, uploads, Redis, mail servers, scanners, and variables as they are spelt."""

import os
import smtplib
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from difflib import get_close_matches
from importlib import import_module

from sqlalchemy import Table, func, select
from sqlalchemy.exc import SQLAlchemyError

from webapp.backups.copying import binary
from webapp.backups.manifest import Unusable
from webapp.clock import now
from webapp.config import Config, variable_of, variables
from webapp.database import read
from webapp.limits import SHAPES
from webapp.mail.server import MailServer
from webapp.models.event import Event
from webapp.models.event_chain import BEGINNING, walk_slice
from webapp.models.long_job import due_since
from webapp.storage import storage
from webapp.storage.folder import Folder
from webapp.storage.scanner import connected

Finding = tuple[str, str]
PREFIX = "LODGE_"
# Read by the server's own start, and by the tests of Lodge.
ELSEWHERE = {"LODGE_DRAIN_SECONDS", "LODGE_TEST_RUN"}
SECONDS = 5
AHEAD = timedelta(minutes=5)
STUCK = timedelta(minutes=15)
# Lines of the log whose hashes are looked at; `lodge events verify` looks at all.
TAIL = 1000
events: Table = Event.metadata.tables["event"]


def check_environment(config: Config) -> Iterator[Finding]:
    """A variable that is spelt wrong is silently not used."""
    known = {variable_of(item.name) for item in variables()} | {variable_of(name) for name in SHAPES} | ELSEWHERE
    for name in sorted(os.environ):
        if name.startswith(PREFIX) and name.removesuffix("_FILE") not in known:
            near = get_close_matches(name, known, 1)
            meant = f"Did you mean {near[0]}?" if near else "Remove it; `lodge config show` prints those that there are."
            yield f"{name} is no variable of Lodge's, and is not used.", meant


def check_clock(config: Config) -> Iterator[Finding]:
    """Of this machine: what has happened lies in the past."""
    with suppress(SQLAlchemyError):
        last = read(select(func.max(events.c.at))).scalar()
        if last is not None and last > now() + AHEAD:
            yield (
                f"The log ends at {last:%Y-%m-%d %H:%M} UTC, and this machine's clock says {now():%Y-%m-%d %H:%M}.",
                "Set the clock, and keep it right: timedatectl set-ntp true",
            )


def check_log(config: Config) -> Iterator[Finding]:
    """The newest lines hold together, each by the one before."""
    with suppress(SQLAlchemyError):
        before = read(select(events.c.id, events.c.hash).order_by(events.c.id.desc()).offset(TAIL).limit(1)).first()
        bad = walk_slice(before.id if before else 0, before.hash if before else BEGINNING)[3]
        if bad is not None:
            yield (
                f"Line {bad} of the log was altered, or a line before it was taken out.",
                "Run: lodge events verify. Compare with a backup; somebody wrote to the database past Lodge.",
            )


def check_uploads(config: Config) -> Iterator[Finding]:
    store = storage()
    try:
        if isinstance(store, Folder):
            store.root.mkdir(mode=0o700, parents=True, exist_ok=True)
            tempfile.TemporaryFile(dir=store.root).close()
        else:
            next(iter(store.older_than(now())), None)
    except OSError as error:
        where = store.root if isinstance(store, Folder) else config.storage_url
        yield (
            f"Uploads cannot be kept in {where}: {error.strerror or error}.",
            "Give the folder to whoever runs Lodge (chown), or set LODGE_STORAGE_URL to another.",
        )


def check_mail_server(config: Config) -> Iterator[Finding]:
    if not config.smtp_url:
        return
    server = MailServer.read(config.smtp_url)
    try:
        make = smtplib.SMTP_SSL if server.security == "tls" else smtplib.SMTP
        with make(server.host, server.port, timeout=SECONDS) as there:
            there.noop()
    except (OSError, smtplib.SMTPException) as error:
        yield (
            f"The mail server {server.host}:{server.port} does not take mail: {error}.",
            "Check LODGE_SMTP_URL, and whether this machine reaches that port.",
        )


def check_redis(config: Config) -> Iterator[Finding]:
    if not config.redis_url:
        return
    # Its library costs memory; whoever has none is spared it.
    library = import_module("redis")
    try:
        with library.Redis.from_url(config.redis_url, socket_connect_timeout=SECONDS, socket_timeout=SECONDS) as there:
            there.ping()
    except (library.RedisError, OSError, ValueError) as error:
        yield (
            f"Redis does not answer: {type(error).__name__}.",
            "Start it, or check LODGE_REDIS_URL; without that variable the database is used.",
        )


def check_queue(config: Config) -> Iterator[Finding]:
    """Somebody does the jobs."""
    with suppress(SQLAlchemyError):
        since = due_since()
        if since is not None and since < now() - STUCK:
            who = "lodge worker" if config.jobs == "off" else "lodge serve"
            yield f"A job waits since {since:%Y-%m-%d %H:%M} UTC, and nobody does it.", f"Run: {who}. Its log says why it ended."


def check_scanner(config: Config) -> Iterator[Finding]:
    if not config.scanner:
        return
    try:
        with connected(config.scanner) as there:
            there.settimeout(SECONDS)
            there.sendall(b"zPING\0")
            answer = there.recv(16)
    except (TimeoutError, OSError, ValueError) as error:
        yield (
            f"The scanner at {config.scanner} does not answer: {error}. Uploads wait, and nothing is sent with them.",
            "Start clamd, or check LODGE_SCANNER.",
        )
        return
    if not answer.startswith(b"PONG"):
        yield f"What answers at {config.scanner} is no ClamAV.", "Check LODGE_SCANNER."


def check_tools(config: Config) -> Iterator[Finding]:
    """PostgreSQL is backed up by its own programs."""
    if not config.database_url.startswith("postgresql") or config.backups == "off":
        return
    try:
        for name in ("pg_dump", "pg_restore", "psql"):
            binary(name)
    except Unusable as why:
        yield why.sentence, "Install the PostgreSQL client of the server's version, or set LODGE_BACKUPS=off."
