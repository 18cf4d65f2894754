"""What is looked at for whoever runs Lodge on a machine: files, room, the database, the address, mail, passwords."""

import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from sqlalchemy.exc import SQLAlchemyError

from webapp.config import Config
from webapp.database import has_safe_wal
from webapp.extensions import db
from webapp.models.delivery import stuck_since
from webapp.models.first_run import FirstRun
from webapp.site import settings as current_settings

LEAST_FREE = 1 << 30
# NIST SP 800-63B-4, 3.1.1.2: where the password is all that is asked for.
ALONE = 15

Finding = tuple[str, str]


def check_files(config: Config) -> Iterator[Finding]:
    """Nobody else on the machine reads the key or, with SQLite, the data."""
    paths = [config.instance, config.instance / "secret_key", config.instance / "secret_key_old"]
    if config.database_url.startswith("sqlite"):
        database = Path(db.engine.url.database or "")
        # In a folder that nobody else may enter its own mode does not matter.
        paths += [database] if is_open_to_others(database.parent) else []
    for path in paths:
        if is_open_to_others(path):
            yield f"Others on this machine may read {path}.", f"Run: chmod go= {path}"


def is_open_to_others(path: Path) -> bool:
    return path.exists() and bool(path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))


def check_room(config: Config) -> Iterator[Finding]:
    free = shutil.disk_usage(config.instance).free
    if free < LEAST_FREE:
        yield f"Only {free >> 20} MiB are free where {config.instance} stands.", "Make room, or move the folder to a larger disk."


def check_database(config: Config) -> Iterator[Finding]:
    scripts = ScriptDirectory(str(current_app.config["MIGRATIONS"]))
    newest = scripts.get_current_head()
    try:
        found = revision_found()
        if found is not None and found not in {script.revision for script in scripts.walk_revisions()}:
            yield f"The database is at revision {found}, newer than this Lodge ({newest}).", "Install the newer Lodge."
        elif found != newest:
            yield f"The database is at revision {found}, this Lodge needs {newest}.", "Run: lodge db upgrade"
        elif not FirstRun.is_done():
            yield "There is no owner yet.", f"Start Lodge and open the link that stands in {config.instance / 'setup-url'}."
    except SQLAlchemyError as error:
        yield f"The database cannot be reached: {type(error).__name__}.", "Check LODGE_DATABASE_URL, and whether it runs."
    if config.database_url.startswith("sqlite") and not has_safe_wal():
        yield "This SQLite has no safe write-ahead log: readers and writers take turns.", "Run: make environment"


def revision_found() -> str | None:
    with db.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def check_address(config: Config) -> Iterator[Finding]:
    if config.is_loopback:
        return
    if not config.is_https:
        yield f"{config.base_url} is not encrypted.", "Put nginx in front and set LODGE_BASE_URL to an https address."
    elif not config.trusted_proxies:
        yield "No proxy is trusted: everybody seems to come from the proxy's own address.", "Set LODGE_TRUSTED_PROXIES to it."
    if config.has_tour:
        yield "The tour for developers is shown on a public address.", "Leave LODGE_TOUR out, or set it to 0."


def check_mail(config: Config) -> Iterator[Finding]:
    """Mail leaves, or it is known that it does not."""
    if not config.smtp_url:
        if not config.is_loopback:
            yield "No mail server is set: mail stays in the outbox.", "Set LODGE_SMTP_URL, or pass on its links by hand."
        return
    try:
        since = stuck_since()
    except SQLAlchemyError:
        return  # told above
    if since is not None:
        yield f"Mail written at {since:%Y-%m-%d %H:%M} UTC has not left.", "Open /admin/outbox: it says why, and sends again."


def check_sign_up(config: Config) -> Iterator[Finding]:
    """Whom a domain lets in has to be proven by a mail to it."""
    try:
        mode = current_settings()["signup_mode"]
    except SQLAlchemyError:
        return  # told above
    if mode == "domain" and not config.smtp_url:
        yield (
            "Whoever types an address of a listed domain can sign up: no mail proves it.",
            "Set LODGE_SMTP_URL, or ask for approval.",
        )


def check_passwords() -> Iterator[str]:
    """Advice, not a fault: a password that nothing stands beside had better be long."""
    try:
        values = current_settings()
    except SQLAlchemyError:
        return  # told above
    if values["second_factor"] != "everybody" and values["password_min_length"] < ALONE:
        yield f"Not everybody needs a second step to log in: {ALONE} characters are recommended as the shortest password."
