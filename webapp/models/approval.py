"""Who waits for approval, what is decided about them, and how administrators hear of it: one mail an hour at most."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import column, select, table, text

from webapp.clock import now
from webapp.extensions import db
from webapp.models import user_mail
from webapp.models.outbox import OutboxMail
from webapp.models.permissions import MANAGING, Permission
from webapp.models.person import Person
from webapp.models.user_acts import decide, lose_standing, record

if TYPE_CHECKING:
    from webapp.models.user import User

people = table("user", column("id"), column("email"), column("role"), column("status"))
# The second condition is word for word that of the index over the few who are no members.
ADMINISTRATORS = select(people.c.id, people.c.email).where(
    people.c.role.in_([role.value for role in MANAGING]), text("role <> 'member'"), people.c.status == "active"
)


def approve(user: "User", *, by: Person) -> bool:
    """Let in somebody who waits; they are told by mail."""
    decide(user, by, Permission.USERS_WRITE, status="active")
    if user.status != "pending":
        return False
    was: dict[str, Any] = {"status": user.status}
    user.status = "active"
    user_mail.tell_approved(user)
    record(user, by, "signup_approved", was)
    return True


def reject(user: "User", *, by: Person, reason: str = "") -> bool:
    """Turn somebody away who waits: they are told, and their account goes as a deleted one does."""
    decide(user, by, Permission.USERS_WRITE, status="deleted")
    if user.status != "pending":
        return False
    was: dict[str, Any] = {"status": user.status, "rejected_reason": user.rejected_reason}
    user.status, user.deleted_at, user.rejected_reason = "deleted", now(), reason
    lose_standing(user, "rejected")
    user_mail.tell_rejected(user)
    record(user, by, "signup_rejected", was)
    return True


def tell_administrators(queue: str) -> None:
    """A mail to each at the end of this hour; whoever comes until then is in the same one."""
    hour = now().replace(minute=0, second=0, microsecond=0)
    subject = "Somebody is waiting for approval"
    body = (
        f"Hello,\n\npeople have signed up and wait until you approve or reject them:\n\n{queue}\n\n"
        "This mail comes once an hour at most.\n"
    )
    for row in db.session.connection().execute(ADMINISTRATORS).all():
        OutboxMail.post_once(
            f"waiting:{row.id}:{hour:%Y%m%d%H}", row.email, subject, body, user_id=row.id, not_before=hour + timedelta(hours=1)
        )
