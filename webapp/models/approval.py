"""Who waits for approval, what is decided about them, and how administrators hear of it: one mail in a while at most."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import column, select, table, text

from webapp.clock import now
from webapp.dates import span_in_words
from webapp.extensions import db
from webapp.in_force import limits
from webapp.languages import _, speaking
from webapp.models import user_mail
from webapp.models.outbox import OutboxMail
from webapp.models.permissions import MANAGING, Permission
from webapp.models.person import Person
from webapp.models.user_acts import decide, lose_standing, record

if TYPE_CHECKING:
    from webapp.models.user import User

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
people = table("user", column("id"), column("email"), column("language"), column("role"), column("status"))
# The second condition is word for word that of the index over the few who are no members.
ADMINISTRATORS = select(people.c.id, people.c.email, people.c.language).where(
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
    """A mail to each at the end of this while, an hour by default; whoever comes until then is in the same one."""
    pause = limits().approval_digest
    begun = EPOCH + (now() - EPOCH) // pause * pause
    for row in db.session.connection().execute(ADMINISTRATORS).all():
        with speaking(row.language):
            subject, body = _("Somebody is waiting for approval"), digest(queue, pause)
            key = f"waiting:{row.id}:{begun:%Y%m%d%H%M}"
            OutboxMail.post_once(key, row.email, subject, body, user_id=row.id, not_before=begun + pause, kind="waiting")


def digest(queue: str, pause: timedelta) -> str:
    return user_mail.letter(
        _("Hello,"),
        _("people have signed up and wait until you approve or reject them:"),
        queue,
        _("This mail comes once in %(time)s at most.", time=span_in_words(pause)),
    )
