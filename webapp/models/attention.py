"""What the back office shows first: the few numbers that may want somebody to act, each capped so that it stays cheap."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, func, select, text

from webapp.database import read
from webapp.dates import number_in_words
from webapp.models.event import Event
from webapp.models.form import Form
from webapp.models.outbox import OutboxMail
from webapp.models.user import UNCOMMON_STATUS, UNCONFIRMED, User
from webapp.models.waiting import number_waiting

MOST = 1000
RECENT = select(Event.id, Event.at, Event.action).order_by(Event.id.desc()).limit(8)


@dataclass(frozen=True, slots=True)
class Attention:
    """Counts as text; "1,000+" where counting would go on."""

    people: str
    suspended: str
    unconfirmed: str
    pending: str
    open_forms: str
    unsent_mails: str
    recent: Sequence[Row[Any]]


def attention() -> Attention:
    return Attention(
        people=counted(User.id, User.status == "active"),
        suspended=counted(User.id, (User.status == "suspended") & text(UNCOMMON_STATUS)),
        unconfirmed=counted(User.id, (User.status == "active") & text(UNCONFIRMED)),
        pending=number_in_words(number_waiting()),
        open_forms=counted(Form.id, Form.state == "open"),
        unsent_mails=counted(OutboxMail.id, OutboxMail.state.in_(("waiting", "failed", "held"))),
        recent=read(RECENT).all(),
    )


def counted(key: Any, condition: ColumnElement[bool]) -> str:
    some = select(key).where(condition).limit(MOST + 1).subquery()
    found = read(select(func.count()).select_from(some)).scalar_one()
    return f"{number_in_words(MOST)}+" if found > MOST else number_in_words(found)
