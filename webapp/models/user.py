"""People: who they are, how they are found, what state their account is in."""

import unicodedata
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, Self

from sqlalchemy import CheckConstraint, ForeignKey, Index, Select, String, Text, select, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.clock import now
from webapp.columns import Base, Id, PersonName, UtcDateTime, key_text
from webapp.extensions import db
from webapp.in_force import limits
from webapp.models import approval, erasing, user_acts, user_factors, user_roles
from webapp.models.event import Event
from webapp.models.permissions import Role
from webapp.models.person import Person

STATUSES = ("active", "pending", "suspended", "deleted", "erased")
# Sort keys are never NULL: who was never seen was last seen here.
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


# As SQL, word for word the same in an index and in the selects that mean to use it.
LISTED = "status NOT IN ('deleted', 'erased')"
UNCOMMON_ROLE = "role <> 'member'"
UNCOMMON_STATUS = "status <> 'active'"
UNCONFIRMED = "email_confirmed_at IS NULL"


def list_indexes() -> list[Index]:
    """What the list of users (user_list.py) walks along, whatever its sort and its filter.

    Each sort has an index. So has each sort among the few whose role or status most people have not, or whose address
    is not confirmed; for a filter that fits nearly everybody the sort's own index is walked. The columns after `id`
    are there to leave rows out without reading them.
    """
    sorts = {"name": ["name_key", "id"], "email": ["email_key"], "last_seen": ["last_seen_at", "id"]}
    wide = ["created_at", "last_seen_at"]
    return [
        *(partial(f"ix_user_by_role_and_{n}", UNCOMMON_ROLE, "role", *s, "status") for n, s in sorts.items()),
        *(partial(f"ix_user_by_status_and_{n}", UNCOMMON_STATUS, "status", *s) for n, s in sorts.items()),
        *(partial(f"ix_user_by_unconfirmed_and_{n}", UNCONFIRMED, *s) for n, s in sorts.items()),
        partial("ix_user_by_role_and_id", UNCOMMON_ROLE, "role", "id", "status", *wide),
        partial("ix_user_by_status_and_id", UNCOMMON_STATUS, "status", "id", "role", *wide),
        partial("ix_user_by_unconfirmed_and_id", UNCONFIRMED, "id"),
        partial("ix_user_by_name", LISTED, "name_key", "id"),
        partial("ix_user_by_created", LISTED, "created_at", "id"),
        partial("ix_user_by_last_seen", LISTED, "last_seen_at", "id", "created_at"),
    ]


def partial(index: str, condition: str, *columns: str) -> Index:
    """An index of the rows that fulfil a condition."""
    return Index(index, *columns, sqlite_where=text(condition), postgresql_where=text(condition))


def folded(words: str) -> str:
    """How text is compared: case and accents gone, so that "josé" finds "Jose"."""
    decomposed = unicodedata.normalize("NFKD", words.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def email_key(email: str) -> str:
    """The one spelling under which an address is unique: NFC, no surrounding space, IDNA domain, casefolded."""
    local, _, domain = unicodedata.normalize("NFC", email).strip().rpartition("@")
    # What IDNA does not know as a name is compared as typed.
    with suppress(UnicodeError):
        domain = domain.encode("idna").decode("ascii")
    return f"{local}@{domain}".casefold()


class User(Base):
    """A person with an account. `version` grows with each edit, so that a second editor is told."""

    __tablename__ = "user"
    __table_args__ = (
        CheckConstraint("role IN ('owner', 'admin', 'staff', 'auditor', 'member')", name="role"),
        CheckConstraint("status IN ('active', 'pending', 'suspended', 'deleted', 'erased')", name="status"),
        CheckConstraint("status <> 'suspended' OR suspended_reason <> ''", name="suspended_reason"),
        CheckConstraint("status <> 'deleted' OR deleted_at IS NOT NULL", name="deleted_at"),
        CheckConstraint("deletion_due_at IS NULL OR status = 'deleted'", name="deletion_due_at"),
        *list_indexes(),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    email: Mapped[str] = mapped_column(String(254))
    email_key: Mapped[str] = mapped_column(key_text(254), unique=True)
    email_confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    name: Mapped[str] = mapped_column(PersonName)
    name_key: Mapped[str] = mapped_column(key_text(400))
    search_key: Mapped[str] = mapped_column(Text)
    password_hash: Mapped[str | None] = mapped_column(String(255))
    password_changed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    role: Mapped[str] = mapped_column(String(16), default=Role.MEMBER.value)
    # A role given and not yet accepted; it counts for nothing until its person accepts it.
    granted_role: Mapped[str | None] = mapped_column(String(16))
    granted_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    status: Mapped[str] = mapped_column(String(16), default="active")
    suspended_reason: Mapped[str] = mapped_column(String(500), default="")
    suspended_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    is_reason_visible: Mapped[bool] = mapped_column(default=False)
    # Set when somebody who waited was turned away, "" without a reason; it tells a rejection from a deletion.
    rejected_reason: Mapped[str | None] = mapped_column(String(500))
    deleted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # Set when the person deleted the account themselves: until then they can keep it.
    deletion_due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # In which they read times; "" for the portal's.
    timezone: Mapped[str] = mapped_column(String(64), default="", server_default="")
    language: Mapped[str] = mapped_column(String(16), default="", server_default="")
    # The newest version of each legal page that they have accepted (legal.py).
    accepted_terms: Mapped[int] = mapped_column(default=0, server_default="0")
    accepted_privacy: Mapped[int] = mapped_column(default=0, server_default="0")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    last_seen_at: Mapped[datetime] = mapped_column(UtcDateTime, default=NEVER)
    version: Mapped[int] = mapped_column(default=1)

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        self.index()

    def index(self) -> None:
        """Derive the keys by which this person is sorted and found. Called after each change of name or address."""
        self.email_key = email_key(self.email)
        self.name_key = folded(self.name)
        self.search_key = f"{folded(self.name)} {folded(self.email)}"

    def is_at(self, email: str) -> bool:
        """Whether that is their address, in whatever spelling."""
        return self.email_key == email_key(email)

    @classmethod
    def create(cls, *, by: Person, name: str, email: str, action: str = "user.created", **values: Any) -> Self:
        """Add a person and record who did. A taken address is refused by the table at the end of `writing()`."""
        user = cls(name=name, email=email, **values)
        db.session.add(user)
        db.session.flush()
        Event.record(by=by, action=action, target=user, detail={"email": email, "role": user.granted_role or user.role})
        return user

    # What administrators do to a person, and what the person answers.
    change = user_acts.change
    suspend = user_acts.suspend
    unsuspend = user_acts.unsuspend
    delete = user_acts.delete
    restore = user_acts.restore
    approve = approval.approve
    reject = approval.reject
    erase = erasing.erase
    confirm_address = user_acts.confirm_address
    log_out = user_acts.log_out
    log_out_everywhere = user_acts.log_out_everywhere
    reset_factors = user_factors.reset_factors
    grant_role = user_roles.grant_role
    set_role = user_roles.set_role
    accept_role = user_roles.accept_role
    decline_role = user_roles.decline_role

    @classmethod
    def with_email(cls, email: str) -> Select[Self]:
        return select(cls).where(cls.email_key == email_key(email))

    @property
    def rank(self) -> int:
        return Role(self.role).rank

    @property
    def is_suspended(self) -> bool:
        """Whether a suspension holds now; one with an end lapses by itself, `lodge tidy` writes it down."""
        return self.status == "suspended" and (self.suspended_until is None or self.suspended_until > now())

    @property
    def is_held_back(self) -> bool:
        """Whether an administrator's suspension holds for somebody who has deleted the account themselves."""
        is_over = self.suspended_until is not None and self.suspended_until <= now()
        return self.is_going and self.suspended_reason != "" and not is_over

    @property
    def is_going(self) -> bool:
        """Whether the person deleted the account themselves and it is not erased yet."""
        return self.status == "deleted" and self.deletion_due_at is not None and self.is_restorable

    @property
    def can_log_in(self) -> bool:
        return self.status == "active" or (self.status == "suspended" and not self.is_suspended)

    @property
    def is_restorable(self) -> bool:
        return self.erased_from is not None and now() < self.erased_from

    @property
    def erased_from(self) -> datetime | None:
        """When a deleted account cannot come back any more: on the day that its person was told."""
        if self.deleted_at is None:
            return None
        return self.deletion_due_at or self.deleted_at + limits().deletion_restorable

    @property
    def is_erasable(self) -> bool:
        """Whether an administrator may erase the account now: it is deleted, and its person cannot come back to keep it."""
        return self.status == "deleted" and not self.is_going

    @property
    def is_leaving(self) -> bool:
        """Whether the person deleted the account themselves and can still keep it."""
        return self.is_going and not self.is_held_back

    def __str__(self) -> str:
        return self.name
