"""What is done to a person's account: decided on locked rows, mailed where that is a duty, recorded as one event."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from webapp.clock import now
from webapp.extensions import db
from webapp.in_force import limits
from webapp.languages import _, mark
from webapp.models import user_mail
from webapp.models.endings import end_log_ins, end_tokens, forget_trusted, void_links
from webapp.models.event import Event, EventDetail
from webapp.models.owners import check_owner_remains, hold_owners
from webapp.models.permissions import Permission, Refused, Role, authorize
from webapp.models.person import Person
from webapp.models.standing import standing

if TYPE_CHECKING:
    from webapp.models.user import User

UNAPPROVED = mark("Nobody has approved this person yet: suspend them without a last day.")


class SavedFirst(Exception):
    """Somebody else saved this since it was opened: `found` is what stands now, by field."""

    def __init__(self, version: int, found: Mapping[str, Any]) -> None:
        super().__init__("Somebody else saved a change first.")
        self.version, self.found = version, dict(found)


def decide(user: "User", by: Person, action: Permission, **new_values: Any) -> None:
    """Hold all owners and this person, read them anew, and ask `authorize` about what is held. Raises Refused."""
    hold_owners()
    db.session.refresh(user, with_for_update={"key_share": True})
    authorize(standing(by), action, user, new_values)
    if user.status == "erased":
        raise Refused(_("This account was erased. Nothing of it is left to change."), "status")


def record(user: "User", by: Person, action: str, was: Mapping[str, Any], **more: Any) -> None:
    """One event with old and new of every field in `was`, in the part that can be blanked."""
    changes = {name: {"old": plain(old), "new": plain(getattr(user, name))} for name, old in was.items()}
    Event.record(by=by, action=action, target=user, fields=tuple(was), detail={**changes, **more})


def plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def change(user: "User", *, by: Person, version: int, **values: str) -> bool:
    """Set name and address. Raises SavedFirst when `version` is not the one that stands."""
    decide(user, by, Permission.USERS_WRITE)
    was = {name: getattr(user, name) for name, value in values.items() if getattr(user, name) != value}
    if not was:
        return False
    if user.version != version:
        raise SavedFirst(user.version, {name: getattr(user, name) for name in values})
    old_key = user.email_key
    for name in was:
        setattr(user, name, values[name])
    user.index()
    user.version += 1
    if user.email_key != old_key:
        user.email_confirmed_at = None
        void_links(user.id)
        forget_trusted(user.id)
        user_mail.tell_email_changed(user, was["email"])
    record(user, by, "user.changed", was)
    return True


def suspend(user: "User", *, by: Person, reason: str, until: datetime | None = None, is_reason_visible: bool = False) -> bool:
    """Lock the person out at their next request. A suspension with a date lapses by itself, and approves nobody.

    Who has deleted their account themselves stays deleted, and cannot keep it while the suspension holds.
    """
    decide(user, by, Permission.USERS_WRITE, status="suspended")
    if until is not None and is_unapproved(user):
        raise Refused(_(UNAPPROVED), "status")
    wanted = {
        "status": user.status if user.is_going else "suspended",
        "suspended_reason": reason,
        "suspended_until": until,
        "is_reason_visible": is_reason_visible,
    }
    was = {name: getattr(user, name) for name, value in wanted.items() if getattr(user, name) != value}
    if user.status == "deleted" and not user.is_going:
        raise Refused(_("This account is deleted. Restore it first."), "status")
    if not was:
        return False
    for name in was:
        setattr(user, name, wanted[name])
    lose_standing(user, "suspended")
    user_mail.tell_suspended(user)
    record(user, by, "user.suspended", was)
    return True


def unsuspend(user: "User", *, by: Person) -> bool:
    """Let the person in again."""
    decide(user, by, Permission.USERS_WRITE, status="active")
    if user.status != "suspended" and not user.is_held_back:
        return False
    was = {name: getattr(user, name) for name in ("status", "suspended_reason", "suspended_until")}
    user.status = user.status if user.is_going else status_before_suspension(user)
    user.suspended_reason, user.suspended_until = "", None
    user_mail.tell_unsuspended(user)
    record(user, by, "user.unsuspended", was)
    return True


def is_unapproved(user: "User") -> bool:
    """Whether they wait for approval, or will once their suspension is lifted."""
    return user.status == "pending" or (user.status == "suspended" and status_before_suspension(user) == "pending")


def status_before_suspension(user: "User") -> str:
    """Active, or waiting for approval: a suspension that is lifted approves nobody."""
    about = (Event.target_type == "user") & (Event.target_id == user.id) & (Event.action == "user.suspended")
    noted = select(EventDetail.content).join(Event, Event.id == EventDetail.event_id).where(about).order_by(Event.id.desc())
    for content in db.session.scalars(noted.limit(5)):
        before = ((content or {}).get("status") or {}).get("old")
        if before:
            return "pending" if before == "pending" else "active"
    return "active"


def delete(user: "User", *, by: Person) -> bool:
    """Hide the account and lock it out at once; it can be restored for some weeks."""
    decide(user, by, Permission.USERS_WRITE, status="deleted")
    if user.status == "deleted":
        return False
    was = {"status": user.status, "granted_role": user.granted_role}
    if user.status == "pending":
        user.rejected_reason = ""  # nobody has approved them: restored, they wait again
    user.status, user.deleted_at, user.granted_role = "deleted", now(), None
    lose_standing(user, "deleted")
    user_mail.tell_deleted(user, user.deleted_at + limits().deletion_restorable)
    record(user, by, "user.deleted", was)
    return True


def restore(user: "User", *, by: Person) -> bool:
    """Undo `delete`; who was suspended before is suspended again."""
    decide(user, by, Permission.USERS_WRITE, status="active")
    if user.status != "deleted":
        return False
    if not user.is_restorable:
        raise Refused(_("The time in which this account could be restored is over."), "status")
    was = {"status": user.status}
    user.status, user.deleted_at, user.deletion_due_at = status_before(user), None, None
    user.rejected_reason = None
    if user.status != "pending":
        user_mail.tell_restored(user)
    record(user, by, "user.restored", was)
    return True


def status_before(user: "User") -> str:
    """What somebody deleted was before, as far as it still shows: who was turned away waits again."""
    if user.rejected_reason is not None:
        return "pending"
    return "suspended" if user.suspended_reason else "active"


def confirm_address(user: "User", *, by: Person) -> bool:
    """Note that the address is this person's, on an administrator's word."""
    decide(user, by, Permission.USERS_WRITE)
    if user.email_confirmed_at is not None:
        return False
    user.email_confirmed_at = now()
    Event.record(
        by=by, action="user.address_confirmed", target=user, fields=("email_confirmed_at",), detail={"email": user.email}
    )
    return True


def log_out(user: "User", *, by: Person, only: int | None = None) -> bool:
    """End one of the person's log-ins."""
    return bool(end_sessions(user, by, only))


def log_out_everywhere(user: "User", *, by: Person) -> bool:
    """End all of the person's log-ins."""
    return bool(end_sessions(user, by, None))


def end_sessions(user: "User", by: Person, only: int | None) -> int:
    decide(user, by, Permission.USERS_WRITE)
    ended = end_log_ins(user.id, "ended by an administrator", only=only)
    if ended:
        Event.record(by=by, action="user.logged_out", target=user, detail={"log_ins": ended})
    return ended


def lose_standing(user: "User", reason: str) -> None:
    """What follows when somebody may not come in any more: log-ins, tokens and links end, and an owner must remain."""
    end_log_ins(user.id, reason)
    end_tokens(user.id)
    void_links(user.id)
    if Role(user.role) is Role.OWNER:
        check_owner_remains()
