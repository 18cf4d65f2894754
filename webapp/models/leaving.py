"""A person deletes their own account: locked and hidden at once, erased after a grace in which they can come back."""

from datetime import datetime

from webapp.clock import now
from webapp.extensions import db
from webapp.in_force import limits
from webapp.models import own_mail
from webapp.models.endings import forget_trusted
from webapp.models.event import Event
from webapp.models.known_device import KnownDevice
from webapp.models.own_account import own
from webapp.models.owners import hold_owners
from webapp.models.person import Person
from webapp.models.standing import standing
from webapp.models.user import User
from webapp.models.user_acts import lose_standing, status_before


def leave(by: Person) -> datetime:
    """Schedule the deletion of whoever acts; returns when it happens. Raises LastOwner.

    Every owner is held first, as in each act after which an owner must remain (R4).
    """
    hold_owners()
    user = own(by)
    standing(by)
    due = now() + limits().deletion_grace
    user.status, user.deleted_at, user.deletion_due_at, user.granted_role = "deleted", now(), due, None
    lose_standing(user, "deleted by its person")
    KnownDevice.forget_all(user.id)
    forget_trusted(user.id)
    own_mail.tell_leaving(user, by.origin, due)
    Event.record(by=by, action="user.deletion_scheduled", target=user, fields=("status",), detail={"due": due.isoformat()})
    return due


def stay(user: User, *, by: Person) -> bool:
    """Keep an account that its person wanted deleted; False when it is too late or was done already."""
    db.session.refresh(user, with_for_update={"key_share": True})
    if not user.is_leaving:
        return False
    user.status, user.deleted_at, user.deletion_due_at = status_before(user), None, None
    own_mail.tell_stayed(user, by.origin)
    Event.record(by=by, action="user.deletion_cancelled", target=user, fields=("status",))
    return True
