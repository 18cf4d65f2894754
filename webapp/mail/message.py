"""A row of the outbox as a message: the plain text that was written, and the same as HTML beside it."""

import re
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from typing import Any

from flask import current_app
from sqlalchemy import Row

from webapp.config import Config
from webapp.languages import direction, speaking
from webapp.mail.blocks import blocks_of
from webapp.site import settings

# What would end a header, and what nobody sees.
UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def compose(mail: Row[Any]) -> EmailMessage:
    """The message of a row. Raises ValueError when its address cannot be one."""
    config: Config = current_app.config["LODGE"]
    message = EmailMessage(policy=SMTP)
    message["Message-ID"] = message_id(mail, config)
    message["Date"] = format_datetime(mail.created_at)
    message["From"] = sender(config)
    message["To"] = Address(addr_spec=with_ascii_domain(mail.recipient))
    message["Subject"] = one_line(mail.subject)
    message["Content-Language"] = mail.language
    # RFC 3834: no out-of-office note is wanted back.
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message.set_content(mail.body)
    message.add_alternative(in_html(mail), subtype="html")
    return message


def message_id(mail: Row[Any], config: Config) -> str:
    """The same for each attempt, so that a mailbox recognises a second copy."""
    domain = parseaddr(config.mail_from)[1].rpartition("@")[2]
    return f"<outbox.{mail.id}.{mail.created_at:%Y%m%d%H%M%S%f}@{with_ascii_domain(f'x@{domain}')[2:]}>"


def sender(config: Config) -> Address:
    name, spec = parseaddr(config.mail_from)
    return Address(one_line(name or str(settings()["site_name"])), addr_spec=with_ascii_domain(spec))


def with_ascii_domain(spec: str) -> str:
    """An address whose domain mail servers of any age know. Raises ValueError where there is no such domain."""
    local, _, domain = one_line(spec).rpartition("@")
    if not local or not domain:
        raise ValueError("there is nothing before or after its @")
    return f"{local}@{domain.encode('idna').decode('ascii')}"


def one_line(words: str) -> str:
    """Text that cannot begin a header of its own."""
    return UNSEEN.sub(" ", words).strip()


def in_html(mail: Row[Any]) -> str:
    """Rendered without what pages get: there is no request here, and nobody is signed in."""
    values = settings()
    words = {"subject": one_line(mail.subject), "site_name": values["site_name"], "accent": values["accent"]}
    with speaking(mail.language):
        template = current_app.jinja_env.get_template("mail/mail.html")
        return template.render(blocks=blocks_of(mail.body), language=mail.language, direction=direction(mail.language), **words)
