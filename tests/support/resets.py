"""Second steps whose removal is announced."""

import re

from sqlalchemy import select

from tests.support.acting import person
from tests.support.stage import found, only, saving
from webapp.extensions import db
from webapp.models.event import Event
from webapp.models.factor_reset import announce
from webapp.models.outbox import OutboxMail
from webapp.models.user import User

REASON = "Says that the phone is gone."
LINK = re.compile(r"/keep-second-step/\S+")


def announced(user: User, by: User) -> str:
    """The address in the mail."""
    with saving():
        link_to = "http://localhost/keep-second-step/{}".format
        assert announce(db.session.get_one(User, user.id), by=person(by), reason=REASON, link_to=link_to)
    return LINK.findall(only(select(OutboxMail.body).where(OutboxMail.subject.like("%going to be removed"))))[0]


def resets_noted() -> list[str]:
    """What the log says about them, oldest first."""
    return found(select(Event.action).where(Event.action.startswith("user.factors_reset")).order_by(Event.id))
