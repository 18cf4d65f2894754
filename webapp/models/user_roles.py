"""A person's role: raised by offer and acceptance, lowered at once (people.md R2)."""

from typing import TYPE_CHECKING

from webapp.extensions import db
from webapp.languages import _
from webapp.models import user_mail
from webapp.models.endings import end_log_ins, fit_log_ins, spend_confirmation
from webapp.models.owners import check_owner_remains, hold_owners
from webapp.models.permissions import MANAGING, Permission, Refused, Role, check_grant
from webapp.models.person import Person
from webapp.models.standing import is_in, row_of
from webapp.models.user_acts import decide, record

if TYPE_CHECKING:
    from webapp.models.user import User


def grant_role(user: "User", *, by: Person, role: Role) -> bool:
    """Offer a higher role, give a lower one at once, or take back an offer by naming the role they have."""
    decide(user, by, Permission.USERS_ROLE_WRITE, role=role.value)
    if user.status == "deleted":
        raise Refused(_("This account is deleted. Restore it first."), "status")
    if role.rank < Role(user.role).rank:
        user_mail.tell_lowered(user, role)
        return take_on(user, by, role, "user.role_lowered")
    offered = None if role.value == user.role else role.value
    if offered == user.granted_role:
        return False
    was = {"granted_role": user.granted_role}
    user.granted_role, user.granted_by = offered, by.id if offered else None
    record(user, by, "user.role_granted" if offered else "user.role_withdrawn", was)
    if offered:
        user_mail.tell_granted(user, role)
    if offered and role in MANAGING:
        user_mail.tell_owners(user, role, by)
        spend_confirmation(by.login_session_id)
    return True


def set_role(user: "User", *, by: Person, role: Role) -> bool:
    """Give a role at once, without asking: for the operator at the machine, who could write to the table."""
    if not by.is_command_line:
        raise Refused(_("A role is offered, and its person accepts it."), "R2")
    decide(user, by, Permission.USERS_ROLE_WRITE, role=role.value)
    if role.value == user.role:
        return False
    return take_on(user, by, role, "user.role_set")


def take_on(user: "User", by: Person, role: Role, action: str) -> bool:
    """From now on they have this role; their log-ins are fitted to it, and an owner must remain."""
    was = {"role": user.role, "granted_role": user.granted_role}
    user.role, user.granted_role, user.granted_by = role.value, None, None
    if was["role"] == Role.OWNER.value:
        check_owner_remains()
    fit_log_ins(user.id, user.role)
    record(user, by, action, {name: old for name, old in was.items() if old != getattr(user, name)})
    return True


def accept_role(user: "User", *, by: Person) -> bool:
    """Take the role on. False when there is none on offer, or whoever offered it may not give it any more."""
    decide_own(user, by)
    if user.granted_role is None:
        return False
    if not may_still_give(user):
        drop_offer(user, by, "user.role_lapsed")
        return False
    end_log_ins(user.id, "role changed", but=by.login_session_id)
    return take_on(user, by, Role(user.granted_role), "user.role_accepted")


def decline_role(user: "User", *, by: Person) -> bool:
    """Turn the offer down."""
    decide_own(user, by)
    if user.granted_role is None:
        return False
    drop_offer(user, by, "user.role_declined")
    return True


def drop_offer(user: "User", by: Person, action: str) -> None:
    was = {"granted_role": user.granted_role}
    user.granted_role, user.granted_by = None, None
    record(user, by, action, was)


def decide_own(user: "User", by: Person) -> None:
    hold_owners()
    db.session.refresh(user, with_for_update={"key_share": True})
    if by.id != user.id:
        raise Refused(_("Only the person to whom a role is offered can answer."), "R2")


def may_still_give(user: "User") -> bool:
    """Whether the one who offered the role could offer it now; the operator at the machine always can."""
    if user.granted_by is None:
        return True
    row = row_of(user.granted_by)
    if row is None or not is_in(row):
        return False
    try:
        check_grant(Role(row.role), Role(user.granted_role or Role.MEMBER))
    except Refused:
        return False
    return True
