"""Groups of people: flat, many-to-many, without permissions. Forms name them as audience and as reviewers."""

from datetime import datetime

from sqlalchemy import Column, ForeignKey, Index, String, Table
from sqlalchemy.orm import Mapped, mapped_column

from webapp.clock import now
from webapp.columns import Base, Id, UtcDateTime

membership = Table(
    "membership",
    Base.metadata,
    Column("group_id", Id, ForeignKey("group.id", ondelete="CASCADE"), primary_key=True),
    Column("user_id", Id, ForeignKey("user.id"), primary_key=True),
    Index("ix_membership_by_user", "user_id", "group_id"),
)


class Group(Base):
    """A named set of people; `name_key` is the name as it is compared."""

    __tablename__ = "group"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    name: Mapped[str] = mapped_column(String(100))
    name_key: Mapped[str] = mapped_column(String(200), unique=True)
    description: Mapped[str] = mapped_column(String(500), default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    version: Mapped[int] = mapped_column(default=1)
