"""What people do to their own account: name, password, log-ins, and the proof that it is them."""

from sqlalchemy import select

from webapp.clock import now
from webapp.extensions import db
from webapp.models import account_mail
from webapp.models.counter import Tries
from webapp.models.endings import end_log_ins, end_tokens, forget_trusted, void_links
from webapp.models.event import Event
from webapp.models.known_device import KnownDevice
from webapp.models.link import LinkTo, address_for, use_link
from webapp.models.login_session import LoginSession
from webapp.models.password_link import PASSWORD
from webapp.models.person import Person
from webapp.models.throttle import of_confirming
from webapp.models.user import User

STORED = select(User.password_hash)


def own(by: Person) -> User:
    """The row of whoever acts, held until the commit."""
    return db.session.get_one(User, by.id, with_for_update={"key_share": True})


def may_try(tries: Tries, by: Person) -> bool:
    """Whether this log-in has a try left to prove that it is the person."""
    limit = of_confirming()
    key = limit.key(str(by.login_session_id))
    found = tries.current([key]).get(key)
    return found is None or found.n < limit.most


def fail_to_confirm(tries: Tries, by: Person) -> bool:
    """Count a wrong password of somebody who is logged in; True when it ended their log-in."""
    limit = of_confirming()
    tried, _ = tries.add(limit.key(str(by.login_session_id)), limit.window)
    has_ended = tried >= limit.most
    if has_ended:
        end_log_ins(by.id or 0, "password wrong too often", only=by.login_session_id)
    Event.record(by=by, action="confirm_failed", target=own(by), detail={"log_in_ended": has_ended})
    return has_ended


def confirm(by: Person, methods: str) -> LoginSession:
    """Note that the person has just proven that it is them; returns their log-in, which wants a new token."""
    Event.record(by=by, action="confirmed", target=own(by), detail={"methods": methods})
    row = db.session.get_one(LoginSession, by.login_session_id)
    row.authenticated_at = now()
    return row


def rename(by: Person, name: str) -> bool:
    """Change one's own name; False when it is the same."""
    user = own(by)
    if user.name == name:
        return False
    old, user.name = user.name, name
    user.index()
    user.version += 1
    Event.record(by=by, action="user.renamed", target=user, fields=("name",), detail={"old": old, "new": name})
    return True


def change_password(by: Person, password_hash: str, not_me: LinkTo | None) -> LoginSession:
    """Set another password: every other log-in and every open link of this person ends, and they are told by mail.

    Returns their log-in, which wants a new token. A password alone does not confirm who holds more than one.
    """
    user = own(by)
    set_password(user, password_hash)
    end_log_ins(user.id, "password changed", but=by.login_session_id)
    Event.record(by=by, action="user.password_changed", target=user, fields=("password",))
    account_mail.tell_password_changed(user, by.origin, address_for("not_me", user, not_me))
    return db.session.get_one(LoginSession, by.login_session_id)


def set_password(user: User, password_hash: str) -> None:
    user.password_hash, user.password_changed_at = password_hash, now()
    void_links(user.id)
    forget_trusted(user.id)


def set_password_by_link(token: str, *, by: Person, password_hash: str, not_me: LinkTo | None) -> User | None:
    """Set the password behind a link, once, and return whose: all log-ins, tokens, links and known browsers end."""
    link = use_link(token, *PASSWORD)
    user = link.person if link is not None else None
    if link is None or user is None:
        return None
    is_first = user.password_hash is None
    if link.bound_to.get("is_mailed") and user.email_confirmed_at is None:
        user.email_confirmed_at = now()  # whoever read the mail has the mailbox
    set_password(user, password_hash)
    end_log_ins(user.id, "password reset")
    end_tokens(user.id)
    KnownDevice.forget_all(user.id)
    action = "user.password_chosen" if is_first else "user.password_reset"
    Event.record(by=by, action=action, target=user, fields=("password",), detail={"made_by": link.created_by})
    if not is_first:
        account_mail.tell_password_reset(user, by.origin, address_for("not_me", user, not_me))
    return user


def end_one(by: Person, login_session_id: int) -> bool:
    """End one of one's own log-ins; False when there is none of that number."""
    return end_own(by, end_log_ins(by.id or 0, "ended by its person", only=login_session_id))


def end_others(by: Person) -> bool:
    """End all of one's own log-ins but this one."""
    return end_own(by, end_log_ins(by.id or 0, "ended by its person", but=by.login_session_id))


def end_own(by: Person, ended: int) -> bool:
    if ended:
        Event.record(by=by, action="user.log_in_ended", target=own(by), detail={"log_ins": ended})
    return bool(ended)
