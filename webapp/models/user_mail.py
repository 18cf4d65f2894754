"""Mails about a person's account, written with the change that they tell of (accounts.md, "Always mailed")."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from sqlalchemy import select

from webapp.dates import day_in_words, in_zone
from webapp.extensions import db
from webapp.languages import _, speaking
from webapp.models.outbox import OutboxMail
from webapp.models.owners import ACTIVE_OWNERS, people
from webapp.models.permissions import Role
from webapp.models.person import Person
from webapp.running import portal_zone

if TYPE_CHECKING:
    from webapp.models.user import User

P = ParamSpec("P")
OWNERS = select(people.c.id, people.c.email).where(ACTIVE_OWNERS)
ASK = "If you think this is a mistake, ask an administrator."


def day(moment: datetime, timezone: str = "") -> str:
    """21 November 2026 (Europe/Vienna), on the clocks of the zone that the reader has chosen, else of the portal's."""
    zone = timezone or portal_zone()
    return f"{day_in_words(in_zone(moment, zone))} ({zone})"


def in_their_language(write: Callable[Concatenate["User", P], None]) -> Callable[Concatenate["User", P], None]:
    """A mail to somebody else than who acts: its sentences are said in the language of its reader."""

    @wraps(write)
    def written(user: "User", /, *rest: P.args, **more: P.kwargs) -> None:
        with speaking(user.language):
            write(user, *rest, **more)

    return written


def tell(user: "User", subject: str, *paragraphs: str, recipient: str | None = None) -> None:
    body = "\n\n".join((_("Hello %(name)s,", name=user.name), *(text for text in paragraphs if text)))
    OutboxMail.post(recipient or user.email, subject, body + "\n", user_id=user.id)


def tell_email_changed(user: "User", old: str) -> None:
    """Both addresses are told; the old one first, because it may be news to its owner."""
    fact = f"An administrator changed the email address of your account from {old} to {user.email}."
    tell(user, "Your email address was changed", fact, f"From now on, log in with {user.email}.", ASK, recipient=old)
    tell(user, "Your email address was changed", fact, f"From now on, log in with {user.email}.", ASK)


def tell_suspended(user: "User") -> None:
    reason = f"Reason: {user.suspended_reason}" if user.is_reason_visible else ""
    until = f"The suspension ends on {day(user.suspended_until, user.timezone)}." if user.suspended_until else ""
    due = user.deletion_due_at
    going = f"You asked for your account to be deleted. That still happens, on {day(due, user.timezone)}." if due else ""
    fact = "You cannot log in for now." if due else "You cannot log in for now. Nothing of yours was deleted."
    tell(user, "Your account was suspended", fact, going, reason, until, ASK)


def tell_unsuspended(user: "User") -> None:
    tell(user, "You can log in again", "The suspension of your account was lifted.")


def tell_deleted(user: "User", until: datetime) -> None:
    tell(
        user,
        "Your account will be deleted",
        "An administrator deleted your account. You cannot log in any more.",
        f"Until {day(until, user.timezone)} an administrator can restore it. After that your personal data is erased.",
        ASK,
    )


def tell_restored(user: "User") -> None:
    now_what = "It is suspended, as it was before." if user.status == "suspended" else "You can log in again."
    tell(user, "Your account was restored", f"The deletion of your account was cancelled. {now_what}")


def tell_approved(user: "User") -> None:
    tell(user, "Your account was approved", "An administrator has approved your account. You can log in now.")


def tell_rejected(user: "User") -> None:
    reason = f"Reason: {user.rejected_reason}" if user.rejected_reason else ""
    fact = "You signed up here, and an administrator has decided not to give you an account."
    tell(user, "Your account was not approved", fact, reason, ASK)


def tell_granted(user: "User", role: Role) -> None:
    tell(
        user,
        f"You were offered the role {role.value}",
        f"An administrator wants to give you the role {role.value}. When you next log in you can accept or decline it.",
        "Until you accept, nothing changes.",
    )


def tell_lowered(user: "User", role: Role) -> None:
    fact = f"Your role is now {role.value}. Some pages may not be open to you any more."
    tell(user, "Your role was changed", fact, ASK)


def tell_owners(user: "User", role: Role, by: Person) -> None:
    """Every owner hears when somebody is offered a role that can manage people."""
    body = (
        f"{by.name} offered {user.name} ({user.email}) the role {role.value}.\n\n"
        "It takes effect when they accept it. If this should not happen, change their role in the back office.\n"
    )
    for owner in db.session.connection().execute(OWNERS).all():
        OutboxMail.post(owner.email, f"{user.name} was offered the role {role.value}", body, user_id=owner.id)
