"""Who has to have a second factor: by role, as the setting says, or by a group that asks for it."""

from sqlalchemy import bindparam, select

from webapp.database import read
from webapp.models.factors import held_by
from webapp.models.group import Group, membership
from webapp.models.permissions import Role
from webapp.models.user import User

# The setting's value: the lowest rank that it asks.
FROM_RANK = {"nobody": 1000, "admins": Role.ADMIN.rank, "staff": Role.AUDITOR.rank, "everybody": Role.MEMBER.rank}
IN_ASKING_GROUP = (
    select(Group.id)
    .join(membership, membership.c.group_id == Group.id)
    .where(membership.c.user_id == bindparam("user_id"), Group.needs_second_factor)
    .limit(1)
)


def is_required(user: User, setting: str) -> bool:
    return user.rank >= FROM_RANK[setting] or read(IN_ASKING_GROUP, {"user_id": user.id}).first() is not None


def must_enrol(user: User, setting: str) -> bool:
    """Whether this person's log-in leads to adding a second factor before anything else."""
    return is_required(user, setting) and not held_by(user.id).has_second_factor
