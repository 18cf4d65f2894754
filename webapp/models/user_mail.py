"""Mails about a person's account, written with the change that they tell of (accounts.md, "Always mailed")."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from sqlalchemy import select

from webapp.dates import day_in_words, in_zone
from webapp.extensions import db
from webapp.in_force import portal_zone
from webapp.languages import _, mark, speaking, spoken
from webapp.models.mail_kinds import writing_about
from webapp.models.outbox import OutboxMail
from webapp.models.owners import ACTIVE_OWNERS, people
from webapp.models.permissions import Role
from webapp.models.person import Person
from webapp.models.role_words import role_within

if TYPE_CHECKING:
    from webapp.models.user import User

P = ParamSpec("P")
OWNERS = select(people.c.id, people.c.email, people.c.language).where(ACTIVE_OWNERS)
ASK = mark("If you think this is a mistake, ask an administrator.")


def day(moment: datetime, timezone: str = "") -> str:
    """21 November 2026 (Europe/Vienna), on the clocks of the zone that the reader has chosen, else of the portal's."""
    zone = timezone or portal_zone()
    return f"{day_in_words(in_zone(moment, zone))} ({zone})"


Write = Callable[Concatenate["User", P], None]


def in_their_language(kind: str) -> Callable[[Write[P]], Write[P]]:
    """A mail to somebody else than who acts: its sentences are said in the language of its reader."""
    return written_in(kind, lambda user: user.language)


def in_own_language(kind: str) -> Callable[[Write[P]], Write[P]]:
    """A mail to whoever acts: who has chosen no language reads the one in which they are answered."""
    return written_in(kind, lambda user: user.language or spoken())


def written_in(kind: str, language: Callable[["User"], str]) -> Callable[[Write[P]], Write[P]]:
    """`kind`: which of KINDS it is (mail_kinds.py)."""

    def decorate(write: Write[P]) -> Write[P]:
        @wraps(write)
        def written(user: "User", /, *rest: P.args, **more: P.kwargs) -> None:
            with speaking(language(user)), writing_about(kind):
                write(user, *rest, **more)

        return written

    return decorate


def letter(*paragraphs: str) -> str:
    """The text of a mail; empty paragraphs are left out."""
    return "\n\n".join(text for text in paragraphs if text) + "\n"


def tell(user: "User", subject: str, *paragraphs: str, recipient: str | None = None) -> None:
    body = letter(_("Hello %(name)s,", name=user.name), *paragraphs)
    OutboxMail.post(recipient or user.email, subject, body, user_id=user.id, name=user.name)


@in_their_language("email_changed")
def tell_email_changed(user: "User", old: str) -> None:
    """Both addresses are told; the old one first, because it may be news to its owner."""
    fact = _("An administrator changed the email address of your account from %(old)s to %(new)s.", old=old, new=user.email)
    now_on = _("From now on, log in with %(email)s.", email=user.email)
    for recipient in (old, user.email):
        tell(user, _("Your email address was changed"), fact, now_on, _(ASK), recipient=recipient)


@in_their_language("suspended")
def tell_suspended(user: "User") -> None:
    until, due = user.suspended_until, user.deletion_due_at
    ending = _("The suspension ends on %(day)s.", day=day(until, user.timezone)) if until else ""
    going, nothing_lost = "", _("You cannot log in for now. Nothing of yours was deleted.")
    if due:
        going = _("You asked for your account to be deleted. That still happens, on %(day)s.", day=day(due, user.timezone))
    fact = _("You cannot log in for now.") if due else nothing_lost
    why = reason(user.suspended_reason if user.is_reason_visible else "")
    tell(user, _("Your account was suspended"), fact, going, why, ending, _(ASK))


def reason(given: str | None) -> str:
    """Why, as an administrator wrote it; nothing where there is none to tell."""
    return _("Reason: %(reason)s", reason=given) if given else ""


@in_their_language("unsuspended")
def tell_unsuspended(user: "User") -> None:
    tell(user, _("You can log in again"), _("The suspension of your account was lifted."))


@in_their_language("deleted")
def tell_deleted(user: "User", until: datetime) -> None:
    tell(
        user,
        _("Your account will be deleted"),
        _("An administrator deleted your account. You cannot log in any more."),
        _(
            "Until %(day)s an administrator can restore it. After that your personal data is erased.",
            day=day(until, user.timezone),
        ),
        _(ASK),
    )


@in_their_language("restored")
def tell_restored(user: "User") -> None:
    still_suspended = _("The deletion of your account was cancelled. It is suspended, as it was before.")
    usable = _("The deletion of your account was cancelled. You can log in again.")
    tell(user, _("Your account was restored"), still_suspended if user.status == "suspended" else usable)


@in_their_language("approved")
def tell_approved(user: "User") -> None:
    tell(user, _("Your account was approved"), _("An administrator has approved your account. You can log in now."))


@in_their_language("rejected")
def tell_rejected(user: "User") -> None:
    fact = _("You signed up here, and an administrator has decided not to give you an account.")
    tell(user, _("Your account was not approved"), fact, reason(user.rejected_reason), _(ASK))


@in_their_language("granted")
def tell_granted(user: "User", role: Role) -> None:
    called = role_within(role)
    tell(
        user,
        _("You were offered the role %(role)s", role=called),
        _(
            "An administrator wants to give you the role %(role)s. When you next log in you can accept or decline it.",
            role=called,
        ),
        _("Until you accept, nothing changes."),
    )


@in_their_language("lowered")
def tell_lowered(user: "User", role: Role) -> None:
    fact = _("Your role is now %(role)s. Some pages may not be open to you any more.", role=role_within(role))
    tell(user, _("Your role was changed"), fact, _(ASK))


def tell_owners(user: "User", role: Role, by: Person) -> None:
    """Every owner hears when somebody is offered a role that can manage people, each in their language."""
    for owner in db.session.connection().execute(OWNERS).all():
        with speaking(owner.language):
            names = {"name": user.name, "email": user.email, "role": role_within(role), "who": by.name or _("The operator")}
            fact = _("%(who)s offered %(name)s (%(email)s) the role %(role)s.", **names)
            what = _("It takes effect when they accept it. If this should not happen, change their role in the back office.")
            subject = _("%(name)s was offered the role %(role)s", name=user.name, role=names["role"])
            OutboxMail.post(owner.email, subject, letter(fact, what), user_id=owner.id, kind="owners_offer")
