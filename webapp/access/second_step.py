"""Between the right password and the second step: who is on their way in, in the signed cookie, for ten minutes."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

from flask import session

from webapp.access.browser import keep_way
from webapp.clock import now
from webapp.columns import canonical
from webapp.extensions import db
from webapp.models.link import bound
from webapp.models.user import User

LIVES = timedelta(minutes=10)
NAME = "second_step"


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody whose first factor (`methods`) was right. It opens nothing but the page that asks for the second."""

    user_id: int
    methods: str
    is_kept: bool
    stamp: str

    def is_current(self, user: User) -> bool:
        """Whether the person may still come in, and has the password and address that they had."""
        return (user.can_log_in or user.is_leaving) and self.stamp == stamp_of(user)


def begin(user: User, *, methods: str, keep: bool) -> None:
    """Have the second step asked next: a new cookie, a new CSRF seed, the way back kept."""
    keep_way()
    session["csrf_token"] = secrets.token_hex(20)
    session[NAME] = [user.id, methods, keep, int(now().timestamp()), stamp_of(user)]


def waiting() -> Waiting | None:
    """Who is on their way in with this browser, unless that was too long ago."""
    user_id, methods, keep, begun, stamp = session.get(NAME) or (None, "", False, 0, "")
    if user_id is None or now().timestamp() - begun >= LIVES.total_seconds():
        return None
    return Waiting(user_id, methods, keep, stamp)


def person_waiting() -> tuple[Waiting, User] | None:
    """The same with their row, read in the transaction that is open."""
    found = waiting()
    user = db.session.get(User, found.user_id) if found is not None else None
    return (found, user) if found is not None and user is not None and found.is_current(user) else None


def stamp_of(user: User) -> str:
    return hashlib.sha256(canonical(bound(user)).encode()).hexdigest()[:20]
