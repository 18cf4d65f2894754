"""Rows with good defaults: `make_user(role="staff")`, `make_group("Reviewers", user)`, `sign_in(browser, user)`."""

import itertools
from datetime import datetime
from functools import cache
from typing import Any

from tests.support.browser import Browser
from tests.support.stage import saving
from webapp.clock import now
from webapp.extensions import db
from webapp.models.group import Group, membership
from webapp.models.login_session import LoginSession
from webapp.models.password import make_hash
from webapp.models.person import Origin
from webapp.models.user import User, folded

PASSWORD = "correct horse battery staple 7"
_numbers = itertools.count(1)


@cache
def hashed(password: str = PASSWORD) -> str:
    """One slow hash per worker, not one per person."""
    return make_hash(password)


def make_user(role: str = "member", *, password: str = PASSWORD, **values: Any) -> User:
    """A confirmed, active person with PASSWORD; the row is given back loaded and detached."""
    number = next(_numbers)
    values.setdefault("name", f"Ada {role.title()} {number}")
    values.setdefault("email", f"{role}.{number}@example.org")
    values.setdefault("email_confirmed_at", now())
    values.setdefault("password_hash", hashed(password))
    if values.get("status") == "suspended":
        values.setdefault("suspended_reason", "For a test.")
    if values.get("status") == "deleted":
        values.setdefault("deleted_at", now())
    user = User(role=role, **values)
    with saving() as session:
        session.add(user)
    return user


def make_group(name: str = "Reviewers", *people: User) -> Group:
    group = Group(name=name, name_key=folded(name))
    with saving() as session:
        session.add(group)
        session.flush()
        for person in people:
            session.execute(membership.insert().values(group_id=group.id, user_id=person.id))
    return group


def sign_in(browser: Browser, user: User, *, at: datetime | None = None) -> Browser:
    """Give the browser a log-in of this person without the page; `at` is when the password was given."""
    with saving():
        # Read here, for `user` belongs to no session any more.
        row, token = LoginSession.start(db.session.get_one(User, user.id), Origin())
        row.authenticated_at = at or now()
    browser.remember(_user_id=token, _fresh=True)
    return browser
