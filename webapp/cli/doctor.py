"""`lodge doctor`: what is not as it should be on this machine, and what mends it."""

import shutil
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click
from alembic.script import ScriptDirectory
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy.exc import SQLAlchemyError

from webapp.cli.doctor_backups import check_backups
from webapp.cli.doctor_providers import check_providers
from webapp.cli.schema import revision_found
from webapp.config import Config
from webapp.database import has_safe_wal
from webapp.models.delivery import stuck_since
from webapp.models.first_run import FirstRun
from webapp.site import settings as current_settings

LEAST_FREE = 1 << 30
# NIST SP 800-63B-4, 3.1.1.2: where the password is all that is asked for.
ALONE = 15

Finding = tuple[str, str]


@click.command("doctor")
@with_appcontext
def doctor() -> None:
    """Look for what is not as it should be. Exit 1 when there is something, with what mends it."""
    config: Config = current_app.config["LODGE"]
    findings = [finding for check in CHECKS for finding in check(config)]
    for advice in check_passwords():
        click.echo(f"{advice}\n  Set it under /admin/settings, or require a second step from everybody.")
    for problem, remedy in findings:
        click.echo(f"{problem}\n  {remedy}")
    if findings:
        sys.exit(1)
    click.echo("All is as it should be.")


def check_files(config: Config) -> Iterator[Finding]:
    """Nobody else on the machine reads the key or, with SQLite, the data."""
    for path in (config.instance, config.instance / "secret_key"):
        if is_open_to_others(path):
            yield f"Others on this machine may read {path}.", f"Run: chmod go= {path}"


def is_open_to_others(path: Path) -> bool:
    return path.exists() and bool(path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))


def check_room(config: Config) -> Iterator[Finding]:
    free = shutil.disk_usage(config.instance).free
    if free < LEAST_FREE:
        yield f"Only {free >> 20} MiB are free where {config.instance} stands.", "Make room, or move the folder to a larger disk."


def check_database(config: Config) -> Iterator[Finding]:
    newest = ScriptDirectory(str(current_app.config["MIGRATIONS"])).get_current_head()
    try:
        found = revision_found()
        if found != newest:
            yield f"The database is at revision {found}, this Lodge needs {newest}.", "Run: lodge db upgrade"
        elif not FirstRun.is_done():
            yield "There is no owner yet.", f"Start Lodge and open the link that stands in {config.instance / 'setup-url'}."
    except SQLAlchemyError as error:
        yield f"The database cannot be reached: {type(error).__name__}.", "Check LODGE_DATABASE_URL, and whether it runs."
    if config.database_url.startswith("sqlite") and not has_safe_wal():
        yield "This SQLite has no safe write-ahead log: readers and writers take turns.", "Run: make environment"


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


CHECKS: tuple[Callable[[Config], Iterator[Finding]], ...] = (
    check_files,
    check_room,
    check_database,
    check_address,
    check_mail,
    check_sign_up,
    check_providers,
    check_backups,
)
