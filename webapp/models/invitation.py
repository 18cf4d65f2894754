"""Invitations: an address that may sign up, with the role and the groups that its person is to have."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, String, Table, select, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.clock import now
from webapp.columns import Base, Id, UtcDateTime, key_text
from webapp.database import read
from webapp.models.group import Group
from webapp.models.keyset import Keyset, Order
from webapp.models.permissions import Role
from webapp.models.user import User, email_key

OPEN = "used_at IS NULL AND revoked_at IS NULL"

invitation_group = Table(
    "invitation_group",
    Base.metadata,
    Column("invitation_id", Id, ForeignKey("invitation.id", ondelete="CASCADE"), primary_key=True),
    Column("group_id", Id, ForeignKey("group.id", ondelete="CASCADE"), primary_key=True),
    Index("ix_invitation_group_by_group", "group_id"),
)


class Invitation(Base):
    """One address, invited once at a time. Its link stands in `link`, under the address; sending again makes a newer one."""

    __tablename__ = "invitation"
    __table_args__ = (
        CheckConstraint("role IN ('owner', 'admin', 'staff', 'auditor', 'member')", name="role"),
        CheckConstraint("used_at IS NULL OR revoked_at IS NULL", name="one_end"),
        CheckConstraint("used_by IS NULL OR used_at IS NOT NULL", name="used_at"),
        Index("uq_invitation_open", "email_key", unique=True, sqlite_where=text(OPEN), postgresql_where=text(OPEN)),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    email: Mapped[str] = mapped_column(String(254))
    email_key: Mapped[str] = mapped_column(key_text(254))
    # As the inviter knows them; they write it as they like.
    name: Mapped[str] = mapped_column(String(200), default="")
    role: Mapped[str] = mapped_column(String(16), default=Role.MEMBER.value)
    invited_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    used_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        self.email_key = email_key(self.email)

    @property
    def is_open(self) -> bool:
        """Neither used nor revoked; its link may have expired, and can be sent again."""
        return self.used_at is None and self.revoked_at is None

    @property
    def group_ids(self) -> list[int]:
        of_this = invitation_group.c.invitation_id == self.id
        return list(read(select(invitation_group.c.group_id).where(of_this)).scalars())

    @property
    def group_names(self) -> list[str]:
        joined = select(Group.name).join(invitation_group, invitation_group.c.group_id == Group.id)
        return list(read(joined.where(invitation_group.c.invitation_id == self.id).order_by(Group.name_key)).scalars())

    def __str__(self) -> str:
        return self.email


COLUMNS: tuple[Any, ...] = (
    Invitation.id,
    Invitation.email,
    Invitation.role,
    Invitation.created_at,
    Invitation.expires_at,
    Invitation.used_at,
    Invitation.revoked_at,
    User.name.label("inviter"),
)
INVITATIONS = Keyset(
    select(*COLUMNS).outerjoin(User, User.id == Invitation.invited_by), Order((Invitation.id,), descending=True), limit=50
)


def state_of(row: Any) -> str:
    """`used`, `revoked`, `expired` or `open`, of an Invitation or a row of the list."""
    if row.used_at is not None:
        return "used"
    if row.revoked_at is not None:
        return "revoked"
    return "expired" if row.expires_at <= now() else "open"
