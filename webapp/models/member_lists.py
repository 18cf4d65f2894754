"""Many members of a group at once, by a list of addresses: each act is one event, which names nobody."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Row, delete, insert, select

from webapp.database import read
from webapp.extensions import db
from webapp.models.event import Event
from webapp.models.group import Group, membership
from webapp.models.permissions import Permission, authorize
from webapp.models.person import Person
from webapp.models.standing import standing
from webapp.models.user_list import BY_ADDRESS
from webapp.models.user_query import users
from webapp.models.user_search import list_of


@dataclass(slots=True)
class Listed:
    """People of a list, as rows (id, name, email …), by whether they are in the group; and the addresses of nobody."""

    members: list[Row[Any]] = field(default_factory=list)
    others: list[Row[Any]] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


def listed_in(group: Group, addresses: list[str]) -> Listed:
    """Whom the addresses name, as everything stands now."""
    keys = list_of(addresses).addresses
    rows = read(BY_ADDRESS.order_by(users.c.name_key, users.c.id), {"addresses": keys}).all()
    inside = members_among(group, [row.id for row in rows])
    known = {row.email_key for row in rows}
    return Listed(
        [row for row in rows if row.id in inside],
        [row for row in rows if row.id not in inside],
        [one for one in keys if one not in known],
    )


def members_among(group: Group, user_ids: Sequence[int]) -> set[int]:
    there = (membership.c.group_id == group.id) & membership.c.user_id.in_(user_ids)
    return set(read(select(membership.c.user_id).where(there)).scalars())


def add_members(group: Group, user_ids: Sequence[int], *, by: Person) -> int:
    """Put people into a group; returns how many were not in it. Inside `writing()`."""
    hold(group, by)
    new = sorted(set(user_ids) - members_among(group, user_ids))
    if new:
        db.session.execute(insert(membership), [{"group_id": group.id, "user_id": one} for one in new])
        Event.record(by=by, action="group.members_added", target=group, detail={"members": new})
    return len(new)


def remove_members(group: Group, user_ids: Sequence[int], *, by: Person) -> int:
    """Take people out of a group; returns how many were in it. Inside `writing()`."""
    hold(group, by)
    gone = sorted(members_among(group, user_ids))
    if gone:
        there = (membership.c.group_id == group.id) & membership.c.user_id.in_(gone)
        db.session.execute(delete(membership).where(there))
        Event.record(by=by, action="group.members_removed", target=group, detail={"members": gone})
    return len(gone)


def hold(group: Group, by: Person) -> None:
    """Two who change the members of one group take turns. Raises Refused."""
    authorize(standing(by), Permission.GROUPS_WRITE)
    db.session.refresh(group, with_for_update=True)
