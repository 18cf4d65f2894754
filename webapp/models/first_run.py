"""The first owner: a one-time link on the console, no default password, no open wizard, one winner."""

from datetime import datetime

from sqlalchemy import ForeignKey, select, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.clock import now
from webapp.columns import Base, UtcDateTime
from webapp.extensions import db
from webapp.models.link import Link
from webapp.models.permissions import Role
from webapp.models.person import Person
from webapp.models.user import UNCOMMON_ROLE, User


class FirstRun(Base):
    """The one row, number 1, which says that an owner was set up. Two racers: the primary key refuses the second."""

    __tablename__ = "first_run"

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    owner_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    @classmethod
    def is_done(cls) -> bool:
        owners = select(User.id).where(User.role == Role.OWNER.value, text(UNCOMMON_ROLE))
        return db.session.scalar(owners.limit(1)) is not None

    @classmethod
    def make_link(cls) -> str:
        """Make the set-up token; older ones die."""
        return Link.make("setup")[1]

    @classmethod
    def finish(cls, link: Link, *, by: Person, name: str, email: str, password_hash: str) -> User | None:
        """Create the owner and use up the link; None when somebody else was first."""
        if cls.is_done() or not link.use():
            return None
        values = {"role": Role.OWNER.value, "password_hash": password_hash, "email_confirmed_at": now()}
        owner = User.create(by=by, name=name, email=email, action="owner.set_up", **values)
        db.session.add(cls(owner_id=owner.id))
        return owner
