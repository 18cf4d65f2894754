"""Who has to have a second factor: by role, as the setting says, or by a group that asks for it."""

from collections.abc import Collection

from sqlalchemy import bindparam, select

from webapp.database import read
from webapp.models.factors import held_by
from webapp.models.group import Group, membership
from webapp.models.identity import Identity
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


def is_required(user_id: int, rank: int, setting: str) -> bool:
    return rank >= FROM_RANK[setting] or read(IN_ASKING_GROUP, {"user_id": user_id}).first() is not None


def must_enrol(user: User, setting: str) -> bool:
    """Whether this person's log-in leads to adding a second factor before anything else."""
    return is_required(user.id, user.rank, setting) and not held_by(user.id).has_second_factor


def must_enrol_first(user_id: int, role: Role, setting: str, trusted: Collection[str]) -> bool:
    """The same for a program of theirs. Who comes by a `trusted` issuer gives both steps there."""
    if not is_required(user_id, role.rank, setting) or held_by(user_id).has_second_factor:
        return False
    elsewhere = select(Identity.id).where(Identity.user_id == user_id, Identity.issuer.in_(trusted)).limit(1)
    return read(elsewhere).first() is None
