"""Personal API tokens: what a program shows instead of a person. Only hashes are stored; the person may do more than they."""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, Select, String, bindparam, func, or_, select, update
from sqlalchemy.orm import Mapped, mapped_column

from webapp.clock import now
from webapp.columns import Base, Id, JsonDocument, UtcDateTime
from webapp.database import writing
from webapp.extensions import db
from webapp.in_force import limits
from webapp.languages import _
from webapp.models import own_mail
from webapp.models.endings import spend_confirmation
from webapp.models.event import Event
from webapp.models.login_session import is_admitted, token_hash
from webapp.models.own_account import own
from webapp.models.permissions import FRESH, ROLE_PERMISSIONS, Permission, Refused, Role
from webapp.models.person import Origin, Person
from webapp.models.standing import standing
from webapp.models.user import User
from webapp.prepared import Prepared

# So that one is recognised wherever it was left by mistake.
PREFIX = "lodge_"
USED_EVERY = timedelta(minutes=5)


class ApiToken(Base):
    """One token of a person. `scopes` are permissions; those that its person has lost meanwhile count for nothing."""

    __tablename__ = "api_token"
    __table_args__ = (
        CheckConstraint("expires_at > created_at", name="expires_at"),
        CheckConstraint("name <> ''", name="name"),
        Index("ix_api_token_by_user", "user_id", "id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    name: Mapped[str] = mapped_column(String(80))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    scopes: Mapped[list[str]] = mapped_column(JsonDocument)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @classmethod
    def of(cls, user_id: int) -> Select[Any]:
        """A person's tokens that nobody has revoked, newest first; expired ones among them."""
        return select(cls).where(cls.user_id == user_id, cls.revoked_at.is_(None)).order_by(cls.id.desc())


# One lean select a request, as for log-ins.
BY_TOKEN = Prepared(
    select(
        ApiToken.id,
        ApiToken.user_id,
        ApiToken.name.label("token_name"),
        ApiToken.scopes,
        ApiToken.expires_at,
        ApiToken.last_used_at,
        User.name,
        User.email,
        User.role,
        User.status,
        User.suspended_until,
        User.email_confirmed_at,
        User.timezone,
        User.language,
        User.accepted_terms,
        User.accepted_privacy,
    )
    .join(User, User.id == ApiToken.user_id)
    .where(
        ApiToken.token_hash == bindparam("token_hash"),
        ApiToken.revoked_at.is_(None),
        ApiToken.expires_at > bindparam("moment"),
    )
)


def grantable(role: Role) -> frozenset[Permission]:
    """What a token may be given: what the role holds, without what has to be confirmed and a program cannot confirm."""
    return ROLE_PERMISSIONS[role] - FRESH


def make_token(by: Person, name: str, scopes: Iterable[Permission], days: int | None = None) -> str:
    """Give whoever acts a token; it exists nowhere but in what is returned. Raises Refused."""
    user, found = own(by), limits()
    days = min(found.token_life, found.token_longest_life).days if days is None else days
    role = standing(by).role or Role.MEMBER
    wanted = sorted({Permission(scope).value for scope in scopes})
    if not set(wanted) <= grantable(role) or not 1 <= days <= found.token_longest_life.days:
        raise Refused(_("A token can do no more than you, and for no longer than the site allows."), "permission")
    mine = select(func.count()).select_from(ApiToken.of(user.id).where(ApiToken.expires_at > now()).subquery())
    if db.session.scalar(mine) >= found.tokens_most:  # type: ignore[operator]
        raise Refused(
            _("You have %(number)s tokens. Revoke one that you do not use, then make another.", number=found.tokens_most), "limit"
        )
    token = PREFIX + secrets.token_urlsafe(32)
    row = ApiToken(user_id=user.id, name=name, token_hash=token_hash(token), scopes=wanted, created_at=now())
    row.expires_at = row.created_at + timedelta(days=days)
    db.session.add(row)
    Event.record(by=by, action="user.token_made", target=user, detail={"name": name, "scopes": wanted, "days": days})
    own_mail.tell_token_made(user, by.origin, name, row.expires_at)
    spend_confirmation(by.login_session_id)
    return token


def revoke_token(by: Person, token_id: int) -> bool:
    """End one of one's own tokens; False when there is none of that number."""
    user = own(by)
    row = db.session.scalar(ApiToken.of(user.id).where(ApiToken.id == token_id))
    if row is None:
        return False
    row.revoked_at = now()
    Event.record(by=by, action="user.token_revoked", target=user, detail={"name": row.name})
    return True


def find_bearer(token: str) -> Any | None:
    """The row of BY_TOKEN behind a token that opens something now, or None."""
    if not token.startswith(PREFIX):
        return None
    row = BY_TOKEN.first(token_hash=token_hash(token), moment=now())
    return row if row is not None and is_admitted(row) else None


def note_use(row: Any) -> None:
    """Write down that a token was used, at most every five minutes."""
    moment = now()
    if row.last_used_at is not None and moment - row.last_used_at < USED_EVERY:
        return
    is_due = or_(ApiToken.last_used_at.is_(None), ApiToken.last_used_at <= moment - USED_EVERY)
    noting = update(ApiToken).where(ApiToken.id == row.id, ApiToken.revoked_at.is_(None), is_due).values(last_used_at=moment)
    with writing() as session:
        session.execute(noting, execution_options={"synchronize_session": False})


def bearer(row: Any, origin: Origin) -> Person:
    """The person behind a row of BY_TOKEN, who may do what both the token and their role allow."""
    return Person(
        id=row.user_id,
        name=row.name,
        email=row.email,
        role=Role(row.role),
        is_confirmed=row.email_confirmed_at is not None,
        timezone=row.timezone,
        language=row.language,
        scopes=frozenset(Permission(scope) for scope in row.scopes if scope in set(Permission)),
        origin=origin,
    )
