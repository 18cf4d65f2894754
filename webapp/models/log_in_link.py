"""The operator's one-time link into an account: found while it can be used, used once."""

from webapp.extensions import db
from webapp.models.link import Link
from webapp.models.password_link import is_current
from webapp.models.user import User


def open_log_in_link(token: str) -> tuple[Link, User] | None:
    """The link behind a token with its person, while both are as they were when it was made."""
    link = db.session.scalar(Link.open("login", token))
    user = db.session.get(User, link.user_id) if link is not None else None
    if link is None or user is None or not user.can_log_in or not is_current(link, user):
        return None
    return link, user


def use_log_in_link(token: str) -> User | None:
    """The person to let in, for exactly one caller; inside `writing()`."""
    found = open_log_in_link(token)
    return found[1] if found is not None and found[0].use() else None
