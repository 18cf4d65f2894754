"""Who belongs to which group: read from both sides, changed with one event per act."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, bindparam, delete, func, insert, select

from webapp.database import read
from webapp.extensions import db
from webapp.models.event import Event
from webapp.models.form import Form
from webapp.models.form_draft import FormDraft
from webapp.models.form_group import AUDIENCE, REVIEWERS, FormGroup
from webapp.models.group import Group, membership
from webapp.models.keyset import Keyset, Order
from webapp.models.permissions import Permission, authorize
from webapp.models.person import Person
from webapp.models.standing import standing
from webapp.models.user import User, folded

SIZES = (
    select(Group.id, Group.name, Group.description, func.count(membership.c.user_id).label("members"))
    .outerjoin(membership, membership.c.group_id == Group.id)
    .group_by(Group.id, Group.name, Group.description, Group.name_key)
    .order_by(Group.name_key)
)
MEMBER_COLUMNS: tuple[Any, ...] = (User.id, User.name, User.email, User.role, User.status)
MEMBERS = Keyset(
    select(*MEMBER_COLUMNS)
    .join(membership, membership.c.user_id == User.id)
    .where(membership.c.group_id == bindparam("group_id")),
    Order((membership.c.user_id,), descending=True),
    limit=50,
)


def groups_with_sizes() -> Sequence[Row[Any]]:
    return read(SIZES).all()


def groups_of(user_id: int) -> list[int]:
    return list(read(select(membership.c.group_id).where(membership.c.user_id == user_id)).scalars())


def put_in_groups(user: User, group_ids: Sequence[int], *, by: Person) -> bool:
    """Put a person into exactly these groups; False when they were in them already."""
    authorize(standing(by), Permission.GROUPS_WRITE)
    authorize(standing(by), Permission.USERS_WRITE, user)
    held, wanted = set(groups_of(user.id)), set(group_ids)
    if held == wanted:
        return False
    gone, new = held - wanted, wanted - held
    db.session.execute(delete(membership).where(membership.c.user_id == user.id, membership.c.group_id.in_(gone)))
    if new:
        db.session.execute(insert(membership), [{"group_id": group, "user_id": user.id} for group in sorted(new)])
    detail = {"added": names(new), "removed": names(gone)}
    Event.record(by=by, action="user.groups_changed", target=user, fields=("groups",), detail=detail)
    return True


def names(group_ids: set[int]) -> list[str]:
    return list(read(select(Group.name).where(Group.id.in_(group_ids)).order_by(Group.name_key)).scalars())


def add_member(group: Group, user: User, *, by: Person) -> bool:
    """Put one person into a group; False when they were in it."""
    authorize(standing(by), Permission.GROUPS_WRITE)
    pair = (membership.c.group_id == group.id) & (membership.c.user_id == user.id)
    if read(select(membership.c.user_id).where(pair)).first() is not None:
        return False
    db.session.execute(insert(membership).values(group_id=group.id, user_id=user.id))
    Event.record(by=by, action="group.member_added", target=group, detail={"member": user.id})
    return True


def remove_member(group: Group, user_id: int, *, by: Person) -> bool:
    """Take one person out of a group; False when they were not in it."""
    authorize(standing(by), Permission.GROUPS_WRITE)
    pair = (membership.c.group_id == group.id) & (membership.c.user_id == user_id)
    gone = db.session.execute(delete(membership).where(pair)).rowcount  # type: ignore[attr-defined]
    if gone:
        Event.record(by=by, action="group.member_removed", target=group, detail={"member": user_id})
    return bool(gone)


def forms_naming(group: Group) -> list[str]:
    """Titles of the forms that this group may fill in or reviews, published or being built."""
    published = select(Form.title).join(FormGroup, FormGroup.form_id == Form.id).where(FormGroup.group_id == group.id)
    built = select(Form.title, FormDraft.definition).join(FormDraft, FormDraft.form_id == Form.id)
    drafts = {row.title for row in read(built) if group.name_key in keys_named(row.definition)}
    return sorted(drafts | set(read(published).scalars()))


def keys_named(definition: dict[str, Any]) -> set[str]:
    """Every group that the settings of a definition name, as names are compared. A draft may hold anything."""
    settings = definition.get("settings")
    parts = [settings.get(part) for part in (AUDIENCE, REVIEWERS)] if isinstance(settings, dict) else []
    return {folded(str(name)) for part in parts if isinstance(part, list) for name in part}
