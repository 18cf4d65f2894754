"""One-time links with which a person sets a password: made by an administrator, shown once, dead after a change."""

from typing import Any

from webapp.models.event import Event
from webapp.models.link import Link
from webapp.models.permissions import Permission, Refused
from webapp.models.person import Person
from webapp.models.user import User
from webapp.models.user_acts import decide


def make_password_link(user: User, *, by: Person) -> tuple[str, str]:
    """(purpose, token), inside `writing()`: `password` for a first one (7 days), `reset` for a new one (60 minutes)."""
    decide(user, by, Permission.USERS_WRITE)
    if not user.can_log_in:
        raise Refused("This person cannot log in now, so a link would open nothing.", "status")
    purpose = "reset" if user.password_hash else "password"
    token = bind_link(purpose, user, by)
    Event.record(by=by, action="user.link_made", target=user, detail={"purpose": purpose})
    return purpose, token


def make_log_in_link(user: User, *, by: Person) -> str:
    """A token that logs the person in once, within 10 minutes: the operator's way back in."""
    decide(user, by, Permission.USERS_WRITE)
    if not by.is_command_line:
        raise Refused("A log-in link is made at the machine only.", "permission")
    if not user.can_log_in:
        raise Refused("This person cannot log in now, so a link would open nothing.", "status")
    token = bind_link("login", user, by)
    Event.record(by=by, action="user.link_made", target=user, detail={"purpose": "login"})
    return token


def bind_link(purpose: str, user: User, by: Person) -> str:
    return Link.make(purpose, user_id=user.id, created_by=by.id, **bound(user))[1]


def bound(user: User) -> dict[str, Any]:
    """What a link is bound to: a changed address or password kills it."""
    changed = user.password_changed_at
    return {"email_key": user.email_key, "password_changed_at": changed.isoformat() if changed else None}


def is_current(link: Link, user: User) -> bool:
    """Whether the person is still as they were when the link was made."""
    return link.bound_to == bound(user)
