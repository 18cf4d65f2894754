"""Mail as people get it: what lies in the outbox, and the link and the code in it."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select

from tests.support.stage import found
from webapp.models.outbox import OutboxMail

LINK = re.compile(r"http://localhost(/\S+)")
CODE = re.compile(r"\b[A-Z]{4}-[A-Z]{4}\b")


def mailing(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """From here on this portal has a mail server, which nobody runs: mails lie in the outbox."""
    monkeypatch.setitem(app.config, "LODGE", replace(app.config["LODGE"], smtp_url="smtp://localhost:1"))


def mails(recipient: str) -> list[OutboxMail]:
    """Everything written to an address, oldest first."""
    return found(select(OutboxMail).where(OutboxMail.recipient == recipient).order_by(OutboxMail.id))


def subjects(recipient: str) -> list[str]:
    return [mail.subject for mail in mails(recipient)]


def link_in(mail: OutboxMail) -> str:
    """The first link of a mail, as a path."""
    return next(links_in(mail))


def links_in(mail: OutboxMail) -> Iterator[str]:
    return (one.group(1) for one in LINK.finditer(mail.body))


def code_in(mail: OutboxMail) -> str:
    codes = CODE.findall(mail.body)
    if len(codes) != 1:
        raise AssertionError(f"{len(codes)} codes stand in: {mail.body}")
    return str(codes[0])


def newest(recipient: str) -> OutboxMail:
    written = mails(recipient)
    if not written:
        raise AssertionError(f"Nothing was written to {recipient}.")
    return written[-1]
