"""Second steps that are to be removed a day from now: announced at once, stopped by a link in the mail or by an administrator.

Locks are taken as everywhere: owners, the person, then the row.
"""

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, String, Table, select
from sqlalchemy.orm import Mapped, mapped_column

from webapp.clock import now
from webapp.columns import Base, UtcDateTime
from webapp.database import read, wholly, writing
from webapp.extensions import db
from webapp.languages import _
from webapp.models import factor_mail
from webapp.models.event import Event
from webapp.models.factors import held_by
from webapp.models.link import LinkTo
from webapp.models.login_session import new_token, token_hash
from webapp.models.long_job import asker_of
from webapp.models.owners import hold_owners
from webapp.models.permissions import Permission, Refused
from webapp.models.person import Person
from webapp.models.user import User
from webapp.models.user_acts import decide

WAIT = timedelta(hours=24)


class FactorReset(Base):
    """One that is announced; its row is gone once it is done, stopped or cancelled. `token_hash` is of the link in the mail."""

    __tablename__ = "factor_reset"

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), primary_key=True)
    # None: the operator at the machine.
    asked_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    reason: Mapped[str] = mapped_column(String(500))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


resets: Table = FactorReset.metadata.tables["factor_reset"]


def announced(user_id: int) -> FactorReset | None:
    """What waits for this person."""
    return db.session.get(FactorReset, user_id)


def announce(user: User, *, by: Person, reason: str, link_to: LinkTo | None) -> bool:
    """Have their second step removed a day from now, and tell them. False when there is none, or it is announced already."""
    decide(user, by, Permission.USERS_WRITE)
    if by.id == user.id:
        raise Refused(_("Your own factors are removed under your account."), "R3")
    if not held_by(user.id).has_second_factor or announced(user.id) is not None:
        return False
    token, due_at = new_token(), now() + WAIT
    db.session.add(
        FactorReset(user_id=user.id, asked_by=by.id, reason=reason, token_hash=token_hash(token), asked_at=now(), due_at=due_at)
    )
    Event.record(by=by, action="user.factors_reset_asked", target=user, fields=("factors",), detail={"reason": reason})
    factor_mail.tell_reset_announced(user, reason, due_at, None if link_to is None else link_to(token))
    return True


def announced_with(token: str) -> int | None:
    """Whose removal the link of a mail stops; None once there is nothing to stop."""
    whose = select(resets.c.user_id).where(resets.c.token_hash == token_hash(token))
    return read(whose).scalar()


def stop(token: str, *, by: Person) -> bool:
    """Inside `writing()`: whoever has the mail keeps their second step. False when there is nothing to stop any more."""
    user_id = announced_with(token)
    if user_id is None:
        return False
    user = db.session.get_one(User, user_id, with_for_update={"key_share": True})
    if not taken(user_id):
        return False
    Event.record(by=by, action="user.factors_reset_stopped", target=user, fields=("factors",))
    return True


def cancel(user: User, *, by: Person) -> bool:
    """An administrator takes it back, and the person is told. False when nothing was announced."""
    decide(user, by, Permission.USERS_WRITE)
    if not taken(user.id):
        return False
    Event.record(by=by, action="user.factors_reset_cancelled", target=user, fields=("factors",))
    factor_mail.tell_reset_cancelled(user)
    return True


def taken(user_id: int) -> bool:
    """Take the row away: True for exactly one of those who want to."""
    gone = resets.delete().where(resets.c.user_id == user_id)
    return bool(db.session.execute(gone).rowcount)  # type: ignore[attr-defined]


def remove_announced() -> int:
    """Do those whose day is over, each in a transaction of its own; returns how many rows that were."""
    total = 0
    while True:
        with writing():
            due = select(resets).where(resets.c.due_at <= now()).order_by(resets.c.due_at).limit(1)
            row = db.session.execute(due).first()
            if row is None:
                return total
            hold_owners()
            user = db.session.get_one(User, row.user_id, with_for_update={"key_share": True})
            if taken(user.id):
                remove(user, asker_of(row), row.reason)
                total += 1


def remove(user: User, by: Person, reason: str) -> None:
    """With the rights that whoever asked has now: it is dropped when they have them no more."""
    try:
        with wholly():
            user.reset_factors(by=by, reason=reason)
    except Refused as refused:
        detail = {"reason": refused.sentence}
        Event.record(by=Person.command_line(), action="user.factors_reset_dropped", target=user, detail=detail)
