"""Somebody has logged in to an account that is about to be deleted: who they are, in the signed cookie, for ten minutes.

It opens nothing but the question whether they want to keep it.
"""

import secrets

from flask import session

from webapp.access.browser import keep_way
from webapp.access.second_step import LIVES, Waiting, stamp_of
from webapp.clock import now
from webapp.extensions import db
from webapp.models.user import User

NAME = "leaving"


def begin(user: User, *, methods: str, keep: bool) -> None:
    """Have the question asked next: a new cookie, a new CSRF seed."""
    keep_way()
    session["csrf_token"] = secrets.token_hex(20)
    session[NAME] = [user.id, methods, keep, int(now().timestamp()), stamp_of(user)]


def person_leaving() -> tuple[Waiting, User] | None:
    """Who was asked with this browser, while the answer still matters."""
    user_id, methods, keep, begun, stamp = session.get(NAME) or (None, "", False, 0, "")
    if user_id is None or now().timestamp() - begun >= LIVES.total_seconds():
        return None
    waiting, user = Waiting(user_id, methods, keep, stamp), db.session.get(User, user_id)
    return (waiting, user) if user is not None and user.is_leaving and waiting.is_current(user) else None
