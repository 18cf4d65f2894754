"""Browsers that are not asked for the second step for some weeks. It skips nothing else."""

import hashlib
from datetime import datetime

from sqlalchemy import ForeignKey, Index, Select, String, delete, select, update
from sqlalchemy.orm import Mapped, mapped_column

from webapp.clock import now
from webapp.columns import Base, Id, UtcDateTime, canonical
from webapp.extensions import db
from webapp.in_force import limits
from webapp.models.endings import forget_trusted
from webapp.models.link import bound
from webapp.models.login_session import new_token, token_hash
from webapp.models.person import Origin
from webapp.models.user import User


def state_of(user: User) -> str:
    """What trust is bound to: another address or password ends it, whoever changed them and however."""
    return hashlib.sha256(canonical(bound(user)).encode()).hexdigest()


class TrustedDevice(Base):
    """An opaque cookie's hash, bound to one person as they were. Two people may share a browser."""

    __tablename__ = "trusted_device"
    __table_args__ = (
        Index("ix_trusted_device_by_user", "user_id", "id"),
        Index("uq_trusted_device_token_hash", "token_hash", "user_id", unique=True),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    token_hash: Mapped[str] = mapped_column(String(64))
    bound_to: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    last_used_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    network: Mapped[str] = mapped_column(String(64), default="")
    user_agent: Mapped[str] = mapped_column(String(300), default="")

    @classmethod
    def trust(cls, user: User, token: str, origin: Origin) -> str:
        """Trust the browser that holds `token` from now on; returns the token that it is to hold.

        Always a new one: whoever used this browser before may have copied the old. Others stay trusted in it by the new.
        """
        held, made = token_hash(token), new_token()
        db.session.execute(delete(cls).where(cls.user_id == user.id, cls.token_hash == held))
        db.session.execute(update(cls).where(cls.token_hash == held).values(token_hash=token_hash(made)))
        row = cls(
            user_id=user.id, token_hash=token_hash(made), bound_to=state_of(user), expires_at=now() + limits().trusted_device
        )
        row.created_at = now()  # not when it is written: "This wasn't me" asks what came first
        row.network, row.user_agent = origin.network, origin.user_agent[:300]
        db.session.add(row)
        return made

    @classmethod
    def is_trusted(cls, user: User, token: str) -> bool:
        """Whether this person may skip the second step in the browser that holds `token`; notes that they did."""
        if not token:
            return False
        wanted = (cls.user_id == user.id) & (cls.token_hash == token_hash(token)) & (cls.bound_to == state_of(user))
        noting = update(cls).where(wanted, cls.expires_at > now()).values(last_used_at=now())
        return bool(db.session.execute(noting).rowcount)  # type: ignore[attr-defined]

    @classmethod
    def of(cls, user: User) -> Select["TrustedDevice"]:
        """The browsers that a person is not asked in, newest first."""
        alive = (cls.user_id == user.id) & (cls.expires_at > now()) & (cls.bound_to == state_of(user))
        return select(cls).where(alive).order_by(cls.id.desc())

    @classmethod
    def forget(cls, user_id: int, only: int | None = None) -> bool:
        """Ask for the second step again: in one browser, or in all of a person's."""
        return forget_trusted(user_id, only=only) > 0
