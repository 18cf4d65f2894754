"""A copy of what a person has here: asked for, made in the background, kept for a day, one at a time."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Row, String, Table, delete, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from webapp.clock import now
from webapp.columns import Base, Id, UtcDateTime
from webapp.database import read, writing
from webapp.extensions import db
from webapp.in_force import limits
from webapp.models import own_mail
from webapp.models.event import Event
from webapp.models.own_account import own
from webapp.models.person import Person
from webapp.models.standing import standing
from webapp.models.user import User

# Longer than making one takes; whoever was killed meanwhile is followed by somebody else.
LEASE = timedelta(minutes=10)
MOST_TRIES = 3


class DataExport(Base):
    """One person's copy. waiting: asked for; ready: `file_name` lies in the exports folder until `expires_at`; failed."""

    __tablename__ = "data_export"
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'ready', 'failed')", name="state"),
        CheckConstraint("(state = 'ready') = (file_name <> '')", name="file_name"),
        CheckConstraint("state <> 'ready' OR expires_at IS NOT NULL", name="expires_at"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    # Unique: one at a time.
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), unique=True)
    state: Mapped[str] = mapped_column(String(8), default="waiting")
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    attempts: Mapped[int] = mapped_column(default=0)
    leased_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    file_name: Mapped[str] = mapped_column(String(80), default="")
    bytes: Mapped[int] = mapped_column(Id, default=0)
    expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


exports: Table = DataExport.metadata.tables["data_export"]


def ask_for_export(by: Person) -> bool:
    """Have a copy made for whoever acts; False while one is being made or can still be downloaded."""
    user = own(by)
    standing(by)
    row = db.session.scalar(select(DataExport).where(DataExport.user_id == user.id))
    if row is not None:
        if row.state == "waiting" or is_there(row):
            return False
        db.session.delete(row)
        db.session.flush()
    db.session.add(DataExport(user_id=user.id))
    Event.record(by=by, action="user.export_asked", target=user)
    return True


def export_of(user_id: int | None) -> Row[Any] | None:
    """A person's copy, whatever state it is in; None where there is none, or none any more."""
    row = read(select(*exports.c).where(exports.c.user_id == user_id)).first()
    return None if row is None or (row.state == "ready" and not is_there(row)) else row


def is_there(row: Any) -> bool:
    """Whether the file can be downloaded."""
    return row.state == "ready" and row.expires_at > now()


def exports_to_make() -> list[int]:
    """The numbers of those that nobody is making, the longest waiting first."""
    is_free = or_(exports.c.leased_until.is_(None), exports.c.leased_until < now())
    return list(
        read(select(exports.c.id).where(exports.c.state == "waiting", is_free).order_by(exports.c.id).limit(20)).scalars()
    )


def claim_export(export_id: int) -> Row[Any] | None:
    """Take one for LEASE; None when somebody else has it, or when it was tried too often and has now failed."""
    moment = now()
    is_free = or_(exports.c.leased_until.is_(None), exports.c.leased_until < moment)
    mine = (exports.c.id == export_id) & (exports.c.state == "waiting") & is_free
    with writing() as session:
        connection = session.connection()
        connection.execute(exports.update().where(mine, exports.c.attempts >= MOST_TRIES).values(state="failed"))
        values = {"leased_until": moment + LEASE, "attempts": exports.c.attempts + 1}
        if connection.execute(exports.update().where(mine).values(values)).rowcount != 1:
            return None
        return connection.execute(select(*exports.c).where(exports.c.id == export_id)).one()


def language_of(user_id: int) -> str:
    """In which its person reads it; "" for who has chosen none."""
    return read(select(User.language).where(User.id == user_id)).scalar() or ""


def note_made(row: Row[Any], file_name: str, size: int, page: str) -> bool:
    """It is ready, and its person is told; False when it is not wanted any more or somebody else has made it."""
    still = (exports.c.id == row.id) & (exports.c.state == "waiting") & (exports.c.leased_until == row.leased_until)
    ready = {
        "state": "ready",
        "file_name": file_name,
        "bytes": size,
        "expires_at": now() + limits().export_life,
        "leased_until": None,
    }
    with writing() as session:
        user = session.get(User, row.user_id)
        if user is None or user.status != "active":
            return False
        if session.connection().execute(exports.update().where(still).values(ready)).rowcount != 1:
            return False
        own_mail.tell_export_ready(user, page)
        return True


def note_not_made(row: Row[Any]) -> None:
    """It did not work: once more later, or not at all after MOST_TRIES."""
    state = "failed" if row.attempts >= MOST_TRIES else "waiting"
    still = (exports.c.id == row.id) & (exports.c.state == "waiting") & (exports.c.leased_until == row.leased_until)
    with writing() as session:
        # Let go a minute from now: what has just failed fails again at once.
        session.connection().execute(exports.update().where(still).values(state=state, leased_until=now() + timedelta(minutes=1)))


def drop_expired() -> int:
    """Forget the copies whose day is over; returns how many."""
    with writing() as session:
        over = (exports.c.expires_at <= now()) & (exports.c.state == "ready")
        return session.connection().execute(delete(exports).where(over)).rowcount


def files_in_use() -> frozenset[str]:
    return frozenset(read(select(exports.c.file_name).where(exports.c.state == "ready")).scalars())
