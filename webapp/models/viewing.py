"""Viewing the portal as somebody sees it: who may look at whom, for how long, and that both stand in the log."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, select

from webapp.clock import now
from webapp.database import read
from webapp.extensions import db
from webapp.languages import _
from webapp.models.endings import spend_confirmation
from webapp.models.event import Event
from webapp.models.login_session import LoginSession
from webapp.models.own_account import own
from webapp.models.permissions import Permission, Refused, Role, authorize, may
from webapp.models.person import Person
from webapp.models.standing import is_in, standing
from webapp.models.user import User

LASTS = timedelta(minutes=30)
SEEN = select(
    User.id, User.name, User.email, User.role, User.granted_role, User.status, User.suspended_until, User.email_confirmed_at,
    User.timezone, User.language,
).where(User.id == bindparam("user_id"))  # fmt: skip


def start_viewing(user: User, *, by: Person, reason: str) -> datetime:
    """Until when `by` sees the portal as this person does. Raises Refused: never upward, and never as nobody."""
    db.session.refresh(user)
    check_viewing(user, by=standing(by))
    spend_confirmation(by.login_session_id)
    Event.record(by=by, action="user.viewed", target=user, detail={"reason": reason}, on_behalf_of=user.id)
    return now() + LASTS


def check_viewing(user: Any, *, by: Person) -> None:
    if user.id == by.id:
        raise Refused(_("That is you: you see the portal as yourself already."), "R3")
    authorize(by, Permission.USERS_VIEW_AS, user)
    if not is_in(user):
        raise Refused(_("Only somebody who can log in sees anything here."), "status")


def end_viewing(user_id: int, *, by: Person) -> LoginSession:
    """Note that it is over; returns the viewer's log-in, which wants a new token."""
    own(by)
    user = db.session.get(User, user_id)
    if user is not None:
        Event.record(by=by, action="user.viewing_ended", target=user, on_behalf_of=user_id)
    return db.session.get_one(LoginSession, by.login_session_id)


def seen_as(user_id: int, until: datetime, *, by: Person) -> Person | None:
    """The person whom `by` is looked at as; None when the time is over, or either of them may no longer."""
    row = read(SEEN, {"user_id": user_id}).first() if until > now() else None
    if row is None or not is_in(row) or not may(by, Permission.USERS_VIEW_AS, row):
        return None
    return replace(
        by,
        id=row.id,
        name=row.name,
        email=row.email,
        role=Role(row.role),
        is_confirmed=row.email_confirmed_at is not None,
        granted_role=None,
        authenticated_at=None,
        must_enrol=False,
        timezone=row.timezone,
        language=row.language,
        viewer=by.name,
        viewed_until=until,
    )
