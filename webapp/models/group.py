"""Groups of people: flat, many-to-many, without permissions. Forms name them as audience and as reviewers."""

from datetime import datetime
from typing import Self

from sqlalchemy import Column, ForeignKey, Index, String, Table, delete, false, select
from sqlalchemy.orm import Mapped, mapped_column

from webapp.clock import now
from webapp.columns import Base, Id, UtcDateTime
from webapp.database import read
from webapp.extensions import db
from webapp.models.event import Event
from webapp.models.permissions import Permission, authorize
from webapp.models.person import Person
from webapp.models.standing import standing
from webapp.models.user import folded
from webapp.models.user_acts import SavedFirst

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
    # Its members need a second factor: their next log-in leads to adding one.
    needs_second_factor: Mapped[bool] = mapped_column(default=False, server_default=false())

    @classmethod
    def create(cls, *, by: Person, name: str, description: str = "", needs_second_factor: bool = False) -> Self:
        """Add a group. A taken name is refused by the table at the end of `writing()`."""
        authorize(standing(by), Permission.GROUPS_WRITE)
        group = cls(name=name, name_key=folded(name), description=description)
        group.needs_second_factor = needs_second_factor
        db.session.add(group)
        db.session.flush()
        Event.record(by=by, action="group.created", target=group, detail={"name": name})
        return group

    @classmethod
    def choices(cls) -> list[tuple[int, str]]:
        """(id, name) of every group, by name: what a list of boxes offers."""
        return [(row.id, row.name) for row in read(select(cls.id, cls.name).order_by(cls.name_key))]

    def change(self, *, by: Person, version: int, **typed: str | bool) -> bool:
        """Set name, description and `needs_second_factor`. Raises SavedFirst when `version` is not the one that stands."""
        authorize(standing(by), Permission.GROUPS_WRITE)
        db.session.refresh(self, with_for_update=True)
        was = {field: getattr(self, field) for field, value in typed.items() if getattr(self, field) != value}
        if not was:
            return False
        if self.version != version:
            raise SavedFirst(self.version, {field: getattr(self, field) for field in typed})
        for field in was:
            setattr(self, field, typed[field])
        self.name_key = folded(self.name)
        self.version += 1
        detail = {field: {"old": old, "new": typed[field]} for field, old in was.items()}
        Event.record(by=by, action="group.changed", target=self, fields=tuple(was), detail=detail)
        return True

    def delete(self, *, by: Person) -> None:
        """Remove the group; its members stay, forms that name it let fewer people in."""
        authorize(standing(by), Permission.GROUPS_WRITE)
        Event.record(by=by, action="group.deleted", target=self, detail={"name": self.name})
        db.session.execute(delete(membership).where(membership.c.group_id == self.id))
        db.session.delete(self)

    def __str__(self) -> str:
        return self.name
