"""What happens to a person's log-ins and one-time links when their standing changes. By table: User's acts ask this."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Delete, Table, Update, case, delete, update

from webapp.clock import now
from webapp.columns import Base
from webapp.extensions import db
from webapp.in_force import limits
from webapp.models.permissions import Role


def lifetime(role: str, *, keep: bool) -> tuple[timedelta, timedelta]:
    """(idle, absolute) for a role; who has staff rights is never kept logged in."""
    found = limits()
    if Role(role) is not Role.MEMBER:
        return found.session_staff_idle, found.session_staff_absolute
    return (found.session_kept_idle, found.session_kept_absolute) if keep else (found.session_idle, found.session_absolute)


def open_log_ins(user_id: int) -> tuple[Table, Update]:
    """The table of log-ins and an update of those of a person which nobody has ended."""
    log_ins = Base.metadata.tables["login_session"]
    return log_ins, update(log_ins).where(log_ins.c.user_id == user_id, log_ins.c.revoked_at.is_(None))


def end_log_ins(user_id: int, reason: str, *, only: int | None = None, but: int | None = None) -> int:
    """End every log-in of a person, or `only` one, or all `but` one; returns how many were still open."""
    log_ins, ending = open_log_ins(user_id)
    if only is not None:
        ending = ending.where(log_ins.c.id == only)
    if but is not None:
        ending = ending.where(log_ins.c.id != but)
    return count(ending.values(revoked_at=now(), revoked_reason=reason))


def end_everybodys_log_ins(reason: str) -> int:
    """When the key that their cookies are signed with is to be trusted no more; returns how many were still open."""
    log_ins = Base.metadata.tables["login_session"]
    return count(update(log_ins).where(log_ins.c.revoked_at.is_(None)).values(revoked_at=now(), revoked_reason=reason))


def fit_log_ins(user_id: int, role: str) -> None:
    """After a change of role: a new token at each browser's next request, and never longer than the role allows."""
    idle, absolute = lifetime(role, keep=False)
    log_ins, fitting = open_log_ins(user_id)
    end: datetime = now() + absolute
    values: dict[str, Any] = {"must_rotate": True}
    if Role(role) is not Role.MEMBER:
        values |= {
            "is_kept": False,
            "idle_seconds": int(idle.total_seconds()),
            "expires_at": case((log_ins.c.expires_at < end, log_ins.c.expires_at), else_=end),
        }
    count(fitting.values(**values))


def spend_confirmation(login_session_id: int | None) -> None:
    """After what is confirmed every time: the next such act in this log-in asks again."""
    log_ins = Base.metadata.tables["login_session"]
    spending = update(log_ins).where(log_ins.c.id == login_session_id)
    count(spending.values(authenticated_at=stale()))


def stale() -> datetime:
    """When somebody proved who they are, if that counts no more."""
    return now() - limits().confirm_window - timedelta(seconds=1)


def void_links(user_id: int) -> int:
    """Make a person's unused one-time links open nothing; returns how many there were.

    The way back to an address that was given up stays: a thief who changes the password must not close it.
    """
    links = Base.metadata.tables["link"]
    voiding = update(links).where(links.c.user_id == user_id, links.c.used_at.is_(None), links.c.purpose != "undo")
    return count(voiding.values(used_at=now()))


def end_tokens(user_id: int) -> int:
    """Make a person's API tokens open nothing; returns how many there were."""
    tokens = Base.metadata.tables["api_token"]
    ending = update(tokens).where(tokens.c.user_id == user_id, tokens.c.revoked_at.is_(None))
    return count(ending.values(revoked_at=now()))


def forget_trusted(user_id: int, *, only: int | None = None) -> int:
    """Ask a person for the second step again in `only` one browser, or in all that were trusted."""
    devices = Base.metadata.tables["trusted_device"]
    forgetting = delete(devices).where(devices.c.user_id == user_id)
    return count(forgetting if only is None else forgetting.where(devices.c.id == only))


def count(statement: Update | Delete) -> int:
    return int(db.session.execute(statement).rowcount)  # type: ignore[attr-defined]
