"""Log-ins: one row per browser behind the signed cookie. The cookie carries a random token, the row decides."""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any, Self

from sqlalchemy import ForeignKey, Index, Select, String, bindparam, false, select
from sqlalchemy.orm import Mapped, mapped_column

from webapp.clock import now
from webapp.columns import Base, Id, UtcDateTime
from webapp.extensions import db
from webapp.in_force import limits
from webapp.models.endings import end_log_ins, lifetime
from webapp.models.permissions import Role
from webapp.models.person import Origin, Person
from webapp.models.user import User
from webapp.prepared import Prepared


def token_hash(token: str) -> str:
    """SHA-256 of a token, hex: what is stored of everything that opens a door."""
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).hexdigest()


def new_token() -> str:
    """256 random bits, URL-safe."""
    return secrets.token_urlsafe(32)


class LoginSession(Base):
    """One browser's log-in. Ended ones stay as rows, with a reason, until `lodge tidy`."""

    __tablename__ = "login_session"
    __table_args__ = (
        Index("ix_login_session_by_user", "user_id", "id"),
        Index("ix_login_session_by_old_token", "old_token_hash"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    old_token_hash: Mapped[str | None] = mapped_column(String(64))
    old_token_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # Set when the person's role changed: the next request gets a new token.
    must_rotate: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    last_seen_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    authenticated_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    idle_seconds: Mapped[int]
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    is_kept: Mapped[bool] = mapped_column(default=False)
    # A second factor is demanded of this person and they have none yet: this log-in opens enrolment and nothing else.
    must_enrol: Mapped[bool] = mapped_column(default=False, server_default=false())
    network: Mapped[str] = mapped_column(String(64), default="")
    user_agent: Mapped[str] = mapped_column(String(300), default="")
    methods: Mapped[str] = mapped_column(String(100), default="password")
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revoked_reason: Mapped[str] = mapped_column(String(40), default="")

    @classmethod
    def start(cls, user: User, origin: Origin, *, keep: bool = False, methods: str = "password") -> tuple[Self, str]:
        """Open a log-in; returns the row and its token, which exists nowhere else."""
        token = new_token()
        idle, absolute = lifetime(user.role, keep=keep)
        row = cls(
            user_id=user.id,
            token_hash=token_hash(token),
            idle_seconds=int(idle.total_seconds()),
            expires_at=now() + absolute,
            is_kept=keep and Role(user.role) is Role.MEMBER,
            network=origin.network,
            user_agent=origin.user_agent[:300],
            methods=methods,
        )
        db.session.add(row)
        return row, token

    @classmethod
    def of(cls, user_id: int) -> Select[Self]:
        """The log-ins of a person that still open the door, newest first."""
        alive = (cls.user_id == user_id) & cls.revoked_at.is_(None) & (cls.expires_at > now())
        return select(cls).where(alive).order_by(cls.id.desc())

    @classmethod
    def revoke_all(cls, user_id: int, reason: str, *, but: int | None = None) -> int:
        """End every log-in of a person (`but` one); returns how many ended."""
        return end_log_ins(user_id, reason, but=but)

    def rotate(self) -> str:
        """Replace the token; the old one still answers requests that were under way."""
        token = new_token()
        self.old_token_hash, self.old_token_until = self.token_hash, now() + limits().session_old_token
        self.token_hash, self.must_rotate = token_hash(token), False
        return token

    def revoke(self, reason: str) -> None:
        if self.revoked_at is None:
            self.revoked_at, self.revoked_reason = now(), reason

    @property
    def is_alive(self) -> bool:
        return is_alive(self)


# One lean select a request: the log-in with its person (STACK: an entity load costs five times a bare page).
PERSON_COLUMNS = (
    LoginSession.id,
    LoginSession.user_id,
    LoginSession.last_seen_at,
    LoginSession.idle_seconds,
    LoginSession.expires_at,
    LoginSession.revoked_at,
    LoginSession.authenticated_at,
    LoginSession.must_rotate,
    LoginSession.must_enrol,
    User.name,
    User.email,
    User.role,
    User.granted_role,
    User.status,
    User.suspended_until,
    User.email_confirmed_at,
    User.timezone,
    User.language,
    User.accepted_terms,
    User.accepted_privacy,
)
BY_TOKEN = Prepared(
    select(*PERSON_COLUMNS).join(User, User.id == LoginSession.user_id).where(LoginSession.token_hash == bindparam("token_hash"))
)
BY_OLD_TOKEN = Prepared(
    select(*PERSON_COLUMNS)
    .join(User, User.id == LoginSession.user_id)
    .where(LoginSession.old_token_hash == bindparam("token_hash"), LoginSession.old_token_until > bindparam("moment"))
)


def is_alive(row: Any) -> bool:
    """Whether a log-in still opens the door: not ended, not past its absolute nor its idle deadline."""
    moment = now()
    idle = moment - row.last_seen_at > timedelta(seconds=row.idle_seconds)
    return row.revoked_at is None and row.expires_at > moment and not idle


def is_admitted(row: Any) -> bool:
    """Whether the person behind a row of BY_TOKEN may be in: active, or a suspension that has lapsed."""
    lapsed = row.status == "suspended" and row.suspended_until is not None and row.suspended_until <= now()
    return row.status == "active" or lapsed


def person_of(row: Any, token: str, origin: Origin) -> Person:
    """The Person behind a row of BY_TOKEN."""
    return Person(
        id=row.user_id,
        name=row.name,
        email=row.email,
        role=Role(row.role),
        is_confirmed=row.email_confirmed_at is not None,
        login_session_id=row.id,
        authenticated_at=row.authenticated_at,
        granted_role=Role(row.granted_role) if row.granted_role else None,
        must_enrol=row.must_enrol,
        timezone=row.timezone,
        language=row.language,
        accepted_terms=row.accepted_terms,
        accepted_privacy=row.accepted_privacy,
        token=token,
        origin=origin,
    )
