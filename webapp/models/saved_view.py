"""Saved views of the list of users: a question, its order and columns under a name, for oneself or for all who read the list."""

from datetime import datetime
from typing import Any, Self

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Table,
    Text,
    UniqueConstraint,
    bindparam,
    func,
    or_,
    select,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from webapp.clock import now
from webapp.columns import Base, Id, UtcDateTime, key_text
from webapp.extensions import db
from webapp.languages import _
from webapp.models.event import Event
from webapp.models.permissions import Permission, Refused, authorize
from webapp.models.person import Person
from webapp.models.standing import standing
from webapp.models.user import User, folded
from webapp.prepared import Prepared

# So many stand above the list without pushing it off the page.
MOST_OWN, MOST_SHARED = 20, 30
LONGEST_QUESTION = 2000
SHARED = "is_shared"
# The rule that refuses one more.
FULL = "room"


class SavedView(Base):
    """`q`, `sort` and `columns` are as the address of the list has them; `columns` "" are the usual ones."""

    __tablename__ = "saved_view"
    __table_args__ = (
        CheckConstraint("name <> ''", name="named"),
        UniqueConstraint("user_id", "name_key"),
        Index("ix_saved_view_shared", "name_key", sqlite_where=text(SHARED), postgresql_where=text(SHARED)),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    name: Mapped[str] = mapped_column(String(60))
    name_key: Mapped[str] = mapped_column(key_text(200))
    q: Mapped[str] = mapped_column(Text, default="")
    sort: Mapped[str] = mapped_column(String(20), default="newest")
    columns: Mapped[str] = mapped_column(String(200), default="")
    is_shared: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    @classmethod
    def save(cls, *, by: Person, name: str, is_shared: bool, q: str, sort: str, columns: str) -> Self:
        """Keep a question under a name. A name that one of their own has is refused by the table."""
        check_saver(by, is_shared=is_shared)
        check_room(by.id, is_shared=is_shared)
        view = cls(user_id=by.id, name=name, name_key=folded(name), is_shared=is_shared)
        view.q, view.sort, view.columns = q, sort, columns
        db.session.add(view)
        db.session.flush()
        Event.record(by=by, action="view.saved", target=view, detail={"name": name, SHARED: is_shared})
        return view

    def change(self, *, by: Person, name: str, is_shared: bool) -> bool:
        """Rename it, share it, or keep it to oneself again. Raises Refused."""
        self.hold(by)
        values = {"name": name, SHARED: is_shared}
        was = {field: getattr(self, field) for field, value in values.items() if getattr(self, field) != value}
        if not was:
            return False
        if SHARED in was:
            check_saver(by, is_shared=is_shared)
            check_room(self.user_id, is_shared=is_shared)
        self.name, self.name_key, self.is_shared = name, folded(name), is_shared
        detail = {field: {"old": old, "new": values[field]} for field, old in was.items()}
        Event.record(by=by, action="view.changed", target=self, fields=tuple(was), detail=detail)
        return True

    def delete(self, *, by: Person) -> None:
        """Whoever saved it, and who may act upon them where it is shared."""
        self.hold(by)
        Event.record(by=by, action="view.deleted", target=self, detail={"name": self.name})
        db.session.delete(self)

    def hold(self, by: Person) -> None:
        db.session.refresh(self, with_for_update=True)
        if not self.can_be_changed(standing(by)):
            raise Refused(_("Only whoever saved this view can change it."), "permission")

    def can_be_changed(self, by: Person) -> bool:
        """Their own; a shared one also by who may act upon whoever saved it."""
        if self.user_id == by.id:
            return by.can(Permission.USERS_READ)
        return self.is_shared and by.can_edit(db.session.get_one(User, self.user_id))

    def __str__(self) -> str:
        return self.name


views: Table = SavedView.metadata.tables["saved_view"]
SHOWN = ("id", "user_id", "name", "q", "sort", "columns", "is_shared")
READABLE = or_(views.c.user_id == bindparam("user_id"), views.c.is_shared)
VIEWS = Prepared(
    select(*(views.c[name] for name in SHOWN))
    .where(READABLE)
    .order_by(views.c.name_key, views.c.id)
    .limit(MOST_OWN + MOST_SHARED)
)


def views_for(by: Person) -> list[Any]:
    """Rows of SHOWN by name: their own views and the shared ones."""
    return VIEWS.rows(user_id=by.id)


def check_saver(by: Person, *, is_shared: bool) -> None:
    """Who reads the list keeps views of it; what stands above everybody's list is set by who manages people."""
    authorize(standing(by), Permission.USERS_WRITE if is_shared else Permission.USERS_READ)


def check_room(user_id: int | None, *, is_shared: bool) -> None:
    mine = views.c.is_shared if is_shared else (views.c.user_id == user_id) & ~views.c.is_shared
    kept = db.session.scalar(select(func.count()).select_from(views).where(mine)) or 0
    most = MOST_SHARED if is_shared else MOST_OWN
    if kept >= most:
        raise Refused(_("There are %(most)s views already. Delete one that is not needed any more.", most=most), FULL)
