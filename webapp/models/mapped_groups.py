"""What a provider's groups mean here: groups and roles, put right at each log-in by it."""

from collections.abc import Iterable

from sqlalchemy import delete, insert, select

from webapp.extensions import db
from webapp.models import identity_mail
from webapp.models.claimed import Claimed
from webapp.models.event import Event
from webapp.models.group import Group, membership
from webapp.models.permissions import Role
from webapp.models.person import Person
from webapp.models.user import User, folded
from webapp.models.user_roles import take_on
from webapp.providers import Provider


def map_groups(user: User, provider: Provider, claimed: Claimed, *, by: Person) -> None:
    """Only groups and roles that the provider hands out are given or taken; inside `writing()`."""
    if provider.groups:
        wanted = {provider.groups[one] for one in claimed.groups if one in provider.groups}
        put_in(user, wanted, set(provider.groups.values()), claimed.label, by)
    if provider.roles:
        role = role_after(Role(user.role), provider, claimed.groups)
        if role.value != user.role:
            take_on(user, by, role, "user.role_mapped")
            identity_mail.tell_role(user, role, claimed.label)


def put_in(user: User, wanted: Iterable[str], managed: Iterable[str], label: str, by: Person) -> None:
    """Groups are named; one that is not here is passed over."""
    known = {row.name_key: row for row in db.session.execute(select(Group.id, Group.name, Group.name_key))}
    mine = set(db.session.scalars(select(membership.c.group_id).where(membership.c.user_id == user.id)))
    named = {key: known[key] for key in map(folded, managed) if key in known}
    keys = set(map(folded, wanted))
    new = [row for key, row in named.items() if key in keys and row.id not in mine]
    gone = [row for key, row in named.items() if key not in keys and row.id in mine]
    if new:
        db.session.execute(insert(membership), [{"group_id": row.id, "user_id": user.id} for row in new])
    if gone:
        ids = [row.id for row in gone]
        db.session.execute(delete(membership).where(membership.c.user_id == user.id, membership.c.group_id.in_(ids)))
    if new or gone:
        detail = {"added": [row.name for row in new], "removed": [row.name for row in gone], "provider": label}
        Event.record(by=by, action="user.groups_changed", target=user, fields=("groups",), detail=detail)


def role_after(role: Role, provider: Provider, groups: Iterable[str]) -> Role:
    """The highest role that their groups give. One that was given by hand is raised at most; an owner stays one."""
    given = max(
        (Role(provider.roles[one]) for one in groups if one in provider.roles), key=lambda one: one.rank, default=Role.MEMBER
    )
    is_handed_out = role.value in provider.roles.values()
    if role is Role.OWNER or (given.rank < role.rank and not is_handed_out):
        return role
    return given
