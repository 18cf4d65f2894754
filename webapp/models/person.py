"""The person who acts: a small frozen value, read once per request and passed to whatever they do (`by=`)."""

import getpass
from dataclasses import dataclass, field, replace
from datetime import datetime

from webapp.models.permissions import ROLE_PERMISSIONS, Permission, Ranked, Role, may


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an act came from. `network` is the peer's address as text."""

    request_id: str = ""
    network: str = ""
    user_agent: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """A signed-in person, a visitor (`role` None), or the command line. It never is a row of `user`."""

    id: int | None = None
    name: str = ""
    email: str = ""
    role: Role | None = None
    is_confirmed: bool = True
    login_session_id: int | None = None
    authenticated_at: datetime | None = None
    granted_role: Role | None = None
    must_enrol: bool = False
    token: str = ""
    timezone: str = ""
    # "" while they have chosen none.
    language: str = ""
    # The newest version of each legal page that they have accepted.
    accepted_terms: int = 0
    accepted_privacy: int = 0
    # What an API token is limited to; None for a person who has logged in.
    scopes: frozenset[Permission] | None = None
    origin: Origin = field(default_factory=Origin)
    is_command_line: bool = False
    # Who looks at the portal as this person, and until when.
    viewer: str = ""
    viewed_until: datetime | None = None
    # Of an act upon many: each of its events carries it.
    batch: str = ""

    @classmethod
    def command_line(cls) -> "Person":
        """The operator at the machine: `cli:<os user>` in the log, allowed what an owner is."""
        return cls(name=f"cli:{getpass.getuser()}", role=Role.OWNER, is_command_line=True)

    @classmethod
    def visitor(cls, origin: Origin) -> "Person":
        return cls(origin=origin)

    def with_role(self, role: Role) -> "Person":
        """The same person, whose role has changed since they were read."""
        return replace(self, role=role)

    # What Flask-Login asks.
    @property
    def is_authenticated(self) -> bool:
        return self.id is not None

    is_active = is_authenticated

    @property
    def is_anonymous(self) -> bool:
        return self.id is None

    def get_id(self) -> str:
        return self.token

    # What pages ask.
    @property
    def permissions(self) -> frozenset[Permission]:
        held = frozenset() if self.role is None else ROLE_PERMISSIONS[self.role]
        return held if self.scopes is None else held & self.scopes

    def can(self, permission: str) -> bool:
        return Permission(permission) in self.permissions

    def can_edit(self, target: Ranked) -> bool:
        return may(self, Permission.USERS_WRITE, target)

    def can_change_status(self, target: Ranked) -> bool:
        return may(self, Permission.USERS_WRITE, target, status="")

    def can_grant(self, target: Ranked, role: Role) -> bool:
        return may(self, Permission.USERS_ROLE_WRITE, target, role=role)

    @property
    def is_staff(self) -> bool:
        return self.role is not None and self.role is not Role.MEMBER
