"""Browsers in which a person has logged in before: strangers' failures cannot lock these out."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, bindparam, delete, select, update
from sqlalchemy.orm import Mapped, mapped_column

from webapp.clock import now
from webapp.columns import Base, Id, UtcDateTime
from webapp.database import read
from webapp.extensions import db
from webapp.in_force import limits
from webapp.models.login_session import new_token, token_hash


class KnownDevice(Base):
    """A random cookie's hash, bound to one person, for a year or until a reset. Two people may share a browser."""

    __tablename__ = "known_device"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    last_used_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    @classmethod
    def is_known(cls, user_id: int | None, token: str) -> bool:
        """Whether this person has logged in from the browser that holds `token`, within a year."""
        if not token:
            return False
        wanted = {"token_hash": token_hash(token), "user_id": user_id, "since": now() - limits().known_device}
        return read(OF_PERSON, wanted).first() is not None

    @classmethod
    def remember(cls, user_id: int, token: str) -> tuple[str, bool]:
        """Bind the browser to the person; returns (its token, whether it is new to them).

        A token that somebody's log-in made stays, so that two people can share a browser; any other is replaced.
        """
        held = read(HOLDERS, {"token_hash": token_hash(token)}).scalars().all() if token else []
        token = token if held else new_token()
        if user_id in held:
            mine = (cls.token_hash == token_hash(token)) & (cls.user_id == user_id)
            db.session.execute(update(cls).where(mine).values(last_used_at=now()))
            return token, False
        db.session.add(cls(user_id=user_id, token_hash=token_hash(token)))
        return token, True

    @classmethod
    def forget_all(cls, user_id: int) -> None:
        """After a reset every browser is a strange one."""
        db.session.execute(delete(cls).where(cls.user_id == user_id))


OF_TOKEN = KnownDevice.token_hash == bindparam("token_hash")
HOLDERS = select(KnownDevice.user_id).where(OF_TOKEN)
OF_PERSON = select(KnownDevice.id).where(
    OF_TOKEN, KnownDevice.user_id == bindparam("user_id"), KnownDevice.last_used_at > bindparam("since")
)
