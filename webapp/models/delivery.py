"""How a mail leaves the outbox: held by one sender at a time, tried again with growing patience, given up after three days."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Integer, Row, Table, bindparam, or_, select

from webapp.clock import now
from webapp.database import read, writing
from webapp.models.mail_list import without_tokens
from webapp.models.outbox import OutboxMail

# Longer than sending can take: each step of the dialogue is given 15 seconds.
LEASE = timedelta(minutes=5)
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=4)
# 1, 2, 4 … 128 minutes, then every four hours: three days.
MOST_TRIES = 26
LONGEST_ERROR = 300
OVERDUE = timedelta(minutes=15)
LATELY = timedelta(days=7)

mails: Table = OutboxMail.metadata.tables["outbox_mail"]
IS_FREE = or_(mails.c.leased_until.is_(None), mails.c.leased_until < bindparam("moment"))
IS_DUE = (mails.c.state == "waiting") & (mails.c.not_before <= bindparam("moment")) & IS_FREE
DUE = select(mails.c.id).where(IS_DUE).order_by(mails.c.not_before, mails.c.id).limit(bindparam("most", type_=Integer))
CLAIM = (
    mails.update()
    .where(IS_DUE, mails.c.id == bindparam("mail_id"))
    .values(leased_until=bindparam("until"), leased_by=bindparam("sender"), attempts=mails.c.attempts + 1)
)
CLAIMED = select(mails).where(mails.c.id == bindparam("mail_id"))


def due_mails(most: int) -> list[int]:
    """Mails that may be sent now, the longest waiting first."""
    return list(read(DUE, {"moment": now(), "most": most}).scalars())


def claim(mail_id: int, sender: str) -> Row[Any] | None:
    """Take a mail for LEASE, counted as an attempt; None when somebody else has it, or had it."""
    moment = now()
    values = {"mail_id": mail_id, "moment": moment, "until": moment + LEASE, "sender": sender}
    with writing() as session:
        if session.connection().execute(CLAIM, values).rowcount != 1:
            return None
        return session.connection().execute(CLAIMED, {"mail_id": mail_id}).one()


def note_sent(mail: Row[Any], sender: str) -> None:
    """It has left. Its one-time links have left with it: nobody reads them here."""
    settle(mail, sender, state="sent", sent_at=now(), last_error="", body=without_tokens(mail.body))


def note_failed(mail: Row[Any], sender: str, error: str, *, is_final: bool = False) -> None:
    """It has not left: try again later, or give up."""
    state = "failed" if is_final or mail.attempts >= MOST_TRIES else "waiting"
    settle(mail, sender, state=state, last_error=error[:LONGEST_ERROR], not_before=now() + pause_after(mail.attempts))


def note_held(mail: Row[Any], sender: str) -> None:
    """There is no mail server: it stays here, and what was not tried does not count."""
    settle(mail, sender, state="held", attempts=0)


def settle(mail: Row[Any], sender: str, **values: Any) -> None:
    """Write down how it went and let go; nothing where the lease ran out and somebody else has it now."""
    mine = (mails.c.id == mail.id) & (mails.c.leased_by == sender) & (mails.c.state == "waiting")
    with writing() as session:
        session.connection().execute(mails.update().where(mine).values(leased_until=None, leased_by="", **values))


def hand_back(sender: str) -> int:
    """Let go of whatever this sender held when it was killed; called before it begins again."""
    held = (mails.c.leased_by == sender) & (mails.c.state == "waiting")
    with writing() as session:
        free = mails.update().where(held).values(leased_until=None, leased_by="")
        return session.connection().execute(free).rowcount


def pause_after(attempts: int) -> timedelta:
    """1, 2, 4 … minutes, at most LONGEST_PAUSE."""
    return min(FIRST_PAUSE * 2 ** min(max(attempts - 1, 0), 20), LONGEST_PAUSE)


def stuck_since() -> datetime | None:
    """When the oldest mail was written that should have left OVERDUE ago and has not, or was given up lately."""
    moment = now()
    waiting = (mails.c.state == "waiting") & (mails.c.created_at < moment - OVERDUE)
    overdue = waiting | ((mails.c.state == "failed") & (mails.c.created_at > moment - LATELY))
    return read(select(mails.c.created_at).where(overdue).order_by(mails.c.id).limit(1)).scalar()
