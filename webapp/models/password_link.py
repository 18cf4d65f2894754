"""One-time links into an account: with which its person sets a password, or is let in by the operator."""

from typing import Any

from webapp.dates import span_in_words
from webapp.languages import _, mark
from webapp.models import user_mail
from webapp.models.event import Event
from webapp.models.link import Link, LinkTo, life_of
from webapp.models.permissions import Permission, Refused
from webapp.models.person import Person
from webapp.models.user import User
from webapp.models.user_acts import decide

PASSWORD = ("password", "reset")
NO_LOG_IN = mark("This person cannot log in now, so a link would open nothing.")


def make_password_link(user: User, *, by: Person) -> tuple[str, str]:
    """(purpose, token), inside `writing()`: `password` for a first one (7 days), `reset` for a new one (60 minutes)."""
    decide(user, by, Permission.USERS_WRITE)
    purpose = purpose_for(user)
    return purpose, made(purpose, user, by)


def mail_password_link(user: User, *, by: Person, link_to: LinkTo) -> None:
    """The same link, mailed to its person and seen by nobody else: using it proves the mailbox. Inside `writing()`."""
    decide(user, by, Permission.USERS_WRITE)
    purpose = purpose_for(user)
    tell_link(user, link_to(made(purpose, user, by, is_mailed=True)), purpose)


def purpose_for(user: User) -> str:
    return "reset" if user.password_hash else "password"


@user_mail.in_their_language("link")
def tell_link(user: User, address: str, purpose: str) -> None:
    fact = _(
        "An administrator asks you to choose a new password for your account. Choose it here, within %(time)s:",
        time=span_in_words(life_of(purpose)),
    )
    what = _("Choosing it logs you out everywhere. Until then your old password works.")
    user_mail.tell(user, _("Choose a new password"), fact, address, what if purpose == "reset" else "")


def make_log_in_link(user: User, *, by: Person) -> str:
    """A token that logs the person in once, within 10 minutes: the operator's way back in."""
    decide(user, by, Permission.USERS_WRITE)
    if not by.is_command_line:
        raise Refused(_("A log-in link is made at the machine only."), "permission")
    return made("login", user, by)


def made(purpose: str, user: User, by: Person, **what: Any) -> str:
    if not user.can_log_in:
        raise Refused(_(NO_LOG_IN), "status")
    token = Link.make(purpose, user=user, created_by=by.id, **what)[1]
    Event.record(by=by, action="user.link_made", target=user, detail={"purpose": purpose})
    return token
