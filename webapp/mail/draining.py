"""Everything that is due leaves the outbox, one mail at a time, each held while it is being sent."""

import sys
from collections.abc import Callable
from email.errors import MessageError
from typing import Any

import click
import structlog
from flask import current_app
from sqlalchemy import Row

from webapp.config import Config
from webapp.database import stop_reading
from webapp.mail.message import compose
from webapp.mail.post_office import Failure, PostOffice
from webapp.mail.server import MailServer
from webapp.models.delivery import claim, due_mails, note_failed, note_held, note_sent
from webapp.models.mail_trouble import Trouble

# One connection for so many; after a failed one the next so many are not tried for nothing.
AT_ONCE = 50
log = structlog.get_logger("lodge.mail")

Sending = Callable[[Row[Any]], None]


def drain(sender: str, is_stopping: Callable[[], bool] = lambda: False) -> int:
    """Send what is due, until nothing is or somebody wants to stop; returns how many mails were dealt with."""
    config: Config = current_app.config["LODGE"]
    total = 0
    while mail_ids := due_mails(AT_ONCE):
        stop_reading()
        done = send_all(mail_ids, config, sender, is_stopping)
        total += done
        if not done or is_stopping():
            break
    stop_reading()
    return total


def send_all(mail_ids: list[int], config: Config, sender: str, is_stopping: Callable[[], bool]) -> int:
    if not config.smtp_url:
        return each(mail_ids, sender, is_stopping, lambda mail: keep(mail, config, sender))
    with PostOffice(MailServer.read(config.smtp_url)) as office:
        return each(mail_ids, sender, is_stopping, lambda mail: send(mail, office, sender))


def each(mail_ids: list[int], sender: str, is_stopping: Callable[[], bool], act: Sending) -> int:
    done = 0
    for mail_id in mail_ids:
        if is_stopping():
            break
        mail = claim(mail_id, sender)
        if mail is not None:
            act(mail)
            done += 1
    return done


def send(mail: Row[Any], office: PostOffice, sender: str) -> None:
    """Hand one mail over and note how that went."""
    failure = attempt(mail, office)
    if failure is None:
        note_sent(mail, sender)
        log.info("mail sent", mail=mail.id, attempt=mail.attempts)
    else:
        note_failed(mail, sender, str(failure.trouble), is_final=failure.is_final)
        log.warning("mail not sent", mail=mail.id, attempt=mail.attempts, why=str(failure.trouble))


def attempt(mail: Row[Any], office: PostOffice) -> Failure | None:
    try:
        message = compose(mail)
    except (ValueError, IndexError, MessageError) as error:  # whatever the standard library's parser of addresses raises
        return Failure(Trouble("no-address", said=str(error)), is_final=True)
    return office.send(message)


def keep(mail: Row[Any], config: Config, sender: str) -> None:
    """Without a mail server it stays in the outbox; whoever develops at a terminal sees it there as well."""
    if config.is_loopback and sys.stderr.isatty():
        click.echo(f"\nMail to {mail.recipient}: {mail.subject}\n\n{mail.body}", err=True)
    note_held(mail, sender)
