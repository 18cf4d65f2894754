"""A person added by an administrator: an account without a password, and the link with which they choose one."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import insert

from webapp.clock import now
from webapp.extensions import db
from webapp.models import user_mail
from webapp.models.endings import spend_confirmation
from webapp.models.group import membership
from webapp.models.link import Link
from webapp.models.permissions import MANAGING, Permission, Role, authorize
from webapp.models.person import Person
from webapp.models.standing import standing
from webapp.models.user import User


def create_person(
    *, by: Person, name: str, email: str, role: Role = Role.MEMBER, group_ids: Sequence[int] = ()
) -> tuple[User, str]:
    """(person, token of their first link), inside `writing()`. A role above member is on offer until they accept it."""
    authorize(standing(by), Permission.USERS_WRITE)
    values: dict[str, Any] = {}
    if role is not Role.MEMBER:
        authorize(standing(by), Permission.USERS_ROLE_WRITE, None, {"role": role})
        values = {"granted_role": role.value, "granted_by": by.id}
    user = User.create(by=by, name=name, email=email, **values)
    if group_ids:
        db.session.execute(insert(membership), [{"group_id": group, "user_id": user.id} for group in group_ids])
    if role in MANAGING:
        user_mail.tell_owners(user, role, by)
        spend_confirmation(by.login_session_id)
    return user, Link.make("password", user=user, created_by=by.id)[1]


def create_with_password(*, by: Person, name: str, email: str, role: Role, password_hash: str) -> User:
    """A confirmed account that works at once: for the operator at the machine only."""
    authorize(by, Permission.USERS_ROLE_WRITE, None, {"role": role})
    moment = now()
    return User.create(
        by=by,
        name=name,
        email=email,
        role=role.value,
        password_hash=password_hash,
        password_changed_at=moment,
        email_confirmed_at=moment,
    )
