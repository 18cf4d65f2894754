"""One-time links into an account: with which its person sets a password, or is let in by the operator."""

from webapp.languages import _
from webapp.models.event import Event
from webapp.models.link import Link
from webapp.models.permissions import Permission, Refused
from webapp.models.person import Person
from webapp.models.user import User
from webapp.models.user_acts import decide

PASSWORD = ("password", "reset")


def make_password_link(user: User, *, by: Person) -> tuple[str, str]:
    """(purpose, token), inside `writing()`: `password` for a first one (7 days), `reset` for a new one (60 minutes)."""
    decide(user, by, Permission.USERS_WRITE)
    purpose = "reset" if user.password_hash else "password"
    return purpose, made(purpose, user, by)


def make_log_in_link(user: User, *, by: Person) -> str:
    """A token that logs the person in once, within 10 minutes: the operator's way back in."""
    decide(user, by, Permission.USERS_WRITE)
    if not by.is_command_line:
        raise Refused(_("A log-in link is made at the machine only."), "permission")
    return made("login", user, by)


def made(purpose: str, user: User, by: Person) -> str:
    if not user.can_log_in:
        raise Refused(_("This person cannot log in now, so a link would open nothing."), "status")
    token = Link.make(purpose, user=user, created_by=by.id)[1]
    Event.record(by=by, action="user.link_made", target=user, detail={"purpose": purpose})
    return token
