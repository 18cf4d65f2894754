"""One-time links and codes in mail: only hashes are stored, only one browser wins, the newest kills the older ones."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Self

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, select, update
from sqlalchemy.orm import Mapped, mapped_column

from webapp.clock import now
from webapp.columns import Base, Id, JsonDocument, UtcDateTime
from webapp.extensions import db
from webapp.in_force import limits
from webapp.models.login_session import new_token, token_hash
from webapp.models.user import User

# token → the address of its page, on the host that people use: made by whoever knows addresses.
LinkTo = Callable[[str], str]

# The setting that says how long a link of this purpose works.
LIVES = {
    "password": "first_password_link",  # a new person chooses their first password
    "reset": "reset_link",
    "login": "login_link",
    "signup": "signup_link",
    "invitation": "invitation_life",
    "email": "email_link",  # to an address that is to be somebody's new one
    "undo": "email_undo_link",  # back to the address that was given up
    "not_me": "not_me_link",
}
# Before there is an owner nobody has set anything.
SET_UP_LIVES = timedelta(minutes=30)
# These belong to an address: one person, or nobody yet, may have several at a time.
BY_ADDRESS = frozenset({"signup", "invitation", "undo"})
# A thief's acts are another password, another address, a deletion: none may take the way back from the owner.
OUTLIVES_CHANGES = frozenset({"undo"})


def life_of(purpose: str) -> timedelta:
    """How long a link made now works."""
    life: timedelta = getattr(limits(), LIVES[purpose]) if purpose in LIVES else SET_UP_LIVES
    return life


class Link(Base):
    """A link that opens one thing once. `user_id` is None where nobody exists yet; then `address_key` says whose it is.

    A code beside it (`link_code.py`) is bound to the browser that asked, whose token's hash is `browser_hash`.
    """

    __tablename__ = "link"
    __table_args__ = (
        CheckConstraint(
            "purpose IN ('setup', 'password', 'reset', 'login', 'signup', 'invitation', 'email', 'undo', 'not_me')",
            name="purpose",
        ),
        Index("ix_link_by_user", "user_id", "purpose"),
        Index("ix_link_by_address", "address_key", "purpose"),
        Index("ix_link_by_browser", "browser_hash"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    purpose: Mapped[str] = mapped_column(String(16))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    address_key: Mapped[str | None] = mapped_column(String(254))
    # The state of its person in which it was made, and what it is for.
    bound_to: Mapped[dict[str, Any]] = mapped_column(JsonDocument, default=dict)
    code_hash: Mapped[str | None] = mapped_column(String(64))
    code_expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    code_tries: Mapped[int] = mapped_column(default=0)
    browser_hash: Mapped[str | None] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    created_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @classmethod
    def make(
        cls, purpose: str, *, user: User | None = None, address_key: str | None = None, created_by: int | None = None, **what: Any
    ) -> tuple[Self, str]:
        """Make a link and kill older ones for the same thing; returns the row and the token. `what` it is for is kept."""
        token = new_token()
        user_id = user.id if user is not None else None
        same = (cls.purpose == purpose) & (cls.user_id == user_id) & cls.used_at.is_(None)
        if purpose in BY_ADDRESS:
            same &= cls.address_key == address_key
        db.session.execute(update(cls).where(same).values(used_at=now()))
        row = cls(
            purpose=purpose,
            token_hash=token_hash(token),
            user_id=user_id,
            address_key=address_key,
            created_by=created_by,
            bound_to=what | (bound(user) if user is not None else {}),
            created_at=now(),
            expires_at=now() + life_of(purpose),
        )
        db.session.add(row)
        return row, token

    @property
    def person(self) -> User | None:
        return db.session.get(User, self.user_id) if self.user_id is not None else None

    @property
    def is_current(self) -> bool:
        """Whether its person may come in and is still as they were when it was made."""
        user = self.person
        if self.user_id is None or user is None:
            return self.user_id is None
        if self.purpose in OUTLIVES_CHANGES:
            return user.can_log_in or user.is_leaving
        return user.can_log_in and all(self.bound_to.get(name) == value for name, value in bound(user).items())

    def use(self) -> bool:
        """Take the link, atomically: True for exactly one caller. The person before their link, as every act upon people."""
        if self.user_id is not None:
            db.session.get_one(User, self.user_id, with_for_update={"key_share": True})
        taking = update(Link).where(Link.id == self.id, Link.used_at.is_(None)).values(used_at=now())
        return bool(db.session.execute(taking).rowcount)  # type: ignore[attr-defined]


def bound(user: User) -> dict[str, Any]:
    """What kills a person's links when it changes: their address and the version of their password."""
    changed = user.password_changed_at
    return {"email_key": user.email_key, "password_changed_at": changed.isoformat() if changed else None}


def open_link(token: str, *purposes: str) -> Link | None:
    """The link behind a token, if it is for one of these things and can still be used."""
    usable = (Link.token_hash == token_hash(token)) & Link.used_at.is_(None) & (Link.expires_at > now())
    link = db.session.scalar(select(Link).where(usable, Link.purpose.in_(purposes)))
    return link if link is not None and link.is_current else None


def address_for(purpose: str, user: User, link_to: LinkTo | None) -> str | None:
    """The address of a new link for this person, to be mailed; None where no mail leaves."""
    return None if link_to is None else link_to(Link.make(purpose, user=user)[1])


def use_link(token: str, *purposes: str) -> Link | None:
    """The link, for exactly one caller, inside `writing()`."""
    link = open_link(token, *purposes)
    return link if link is not None and link.use() else None
