"""Who may do what: ranked roles, named permissions, and the one function which decides, `authorize`."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Protocol

from webapp.clock import now
from webapp.in_force import limits
from webapp.languages import _

# Offering a role that manages people is confirmed every time: just before, and good for one offer.
JUST_NOW = timedelta(minutes=2)


class Role(StrEnum):
    """Roles by rank; a member has no permission beyond their own things."""

    OWNER = "owner"
    ADMIN = "admin"
    STAFF = "staff"
    AUDITOR = "auditor"
    MEMBER = "member"

    @property
    def rank(self) -> int:
        return RANKS[self]


RANKS = {Role.OWNER: 100, Role.ADMIN: 80, Role.STAFF: 50, Role.AUDITOR: 40, Role.MEMBER: 0}


class Permission(StrEnum):
    """`scope:resource:action`, or `scope:action` where the scope is the resource."""

    USERS_READ = "users:read"
    USERS_READ_UNMASKED = "users:personal:read"
    USERS_WRITE = "users:write"
    USERS_VIEW_AS = "users:view_as"
    USERS_NOTES_READ = "users:notes:read"
    USERS_NOTES_WRITE = "users:notes:write"
    USERS_ROLE_WRITE = "users:role:write"
    GROUPS_READ = "groups:read"
    GROUPS_WRITE = "groups:write"
    FORMS_READ = "forms:read"
    FORMS_WRITE = "forms:write"
    FORMS_PUBLISH = "forms:publish"
    SUBMISSIONS_READ = "submissions:read"
    SUBMISSIONS_READ_ALL = "submissions:all:read"
    SUBMISSIONS_WRITE = "submissions:write"
    SUBMISSIONS_EXPORT = "submissions:export"
    EVENTS_READ = "events:read"
    SETTINGS_READ = "settings:read"
    SETTINGS_WRITE = "settings:write"
    STATISTICS_READ = "statistics:read"
    JOBS_READ = "jobs:read"
    JOBS_WRITE = "jobs:write"
    OUTBOX_READ = "outbox:read"
    OUTBOX_WRITE = "outbox:write"
    OWNERS_WRITE = "owners:write"
    PROBLEMS_WRITE = "problems:write"
    # Whoever has a backup has everything, and whoever restores one changes everything: owners, who confirm it.
    BACKUPS_WRITE = "backups:write"


READS = frozenset(
    {
        Permission.USERS_READ,
        Permission.GROUPS_READ,
        Permission.FORMS_READ,
        Permission.SUBMISSIONS_READ,
        Permission.SUBMISSIONS_READ_ALL,
        Permission.EVENTS_READ,
        Permission.SETTINGS_READ,
        Permission.STATISTICS_READ,
    }
)
STAFF = frozenset(
    {
        Permission.SUBMISSIONS_READ,
        Permission.SUBMISSIONS_WRITE,
        Permission.SUBMISSIONS_EXPORT,
        Permission.USERS_NOTES_READ,
        Permission.USERS_NOTES_WRITE,
    }
)
ROLE_PERMISSIONS: Mapping[Role, frozenset[Permission]] = {
    Role.OWNER: frozenset(Permission),
    Role.ADMIN: frozenset(Permission) - {Permission.OWNERS_WRITE, Permission.BACKUPS_WRITE, Permission.PROBLEMS_WRITE},
    Role.STAFF: STAFF,
    Role.AUDITOR: READS,
    Role.MEMBER: frozenset(),
}

# R5: acts that want the person to have shown who they are within the time that a confirmation counts for.
FRESH = frozenset({Permission.USERS_ROLE_WRITE, Permission.OWNERS_WRITE, Permission.BACKUPS_WRITE})
# Roles that can manage people.
MANAGING = frozenset({Role.OWNER, Role.ADMIN})


class Refused(Exception):
    """The answer no: a sentence for the person and the rule that says so (`permission`, `R1` … `R5`)."""

    def __init__(self, sentence: str, rule: str) -> None:
        super().__init__(sentence)
        self.sentence, self.rule = sentence, rule


class StepUpNeeded(Refused):
    """R5: allowed once the person has confirmed that it is them."""

    def __init__(self) -> None:
        super().__init__(_("Confirm it is you to go on."), "R5")


class Actor(Protocol):
    """Whoever acts: a signed-in person, the command line, a job."""

    @property
    def id(self) -> int | None: ...
    @property
    def role(self) -> Role | None: ...
    @property
    def authenticated_at(self) -> datetime | None: ...
    @property
    def permissions(self) -> frozenset[Permission]: ...
    @property
    def is_command_line(self) -> bool: ...


class Ranked(Protocol):
    """Whoever is acted upon."""

    @property
    def id(self) -> Any: ...
    @property
    def role(self) -> Any: ...


def authorize(
    actor: Actor,
    action: Permission | str,
    target: Ranked | None = None,
    new_values: Mapping[str, Any] | None = None,
) -> None:
    """Return when `actor` may do `action` to `target` with `new_values`; raise Refused otherwise.

    The same rules for pages, API, command line and jobs (people.md R1, R2, R3, R5). R4, the last owner, needs a lock
    and stands in `owners.py`; R6 is a test.
    """
    action = Permission(action)
    if actor.is_command_line:
        return
    if actor.role is None or action not in actor.permissions:
        raise Refused(_("Your role does not allow this."), "permission")
    if target is not None and action is not Permission.USERS_READ:
        check_rank(actor.role, actor.id, target, new_values or {})
    if new_values and "role" in new_values:
        check_grant(actor.role, Role(new_values["role"]))
    if action in FRESH and not is_fresh(actor, window_for(new_values or {})):
        raise StepUpNeeded


def may(actor: Actor, action: Permission | str, target: Ranked | None = None, **new_values: Any) -> bool:
    """Whether `authorize` would let it through, or would after a step-up: what a button in a page asks."""
    try:
        authorize(actor, action, target, new_values)
    except StepUpNeeded:
        return True
    except Refused:
        return False
    return True


def check_rank(role: Role, actor_id: int | None, target: Ranked, new_values: Mapping[str, Any]) -> None:
    if target.id == actor_id and {"role", "status"} & set(new_values):
        raise Refused(_("You cannot change your own role or status. Ask another administrator."), "R3")
    lower = Role(target.role).rank < role.rank
    if not lower and role is not Role.OWNER:
        raise Refused(_("You can act only on people whose role is below yours."), "R1")


def check_grant(role: Role, granted: Role) -> None:
    if granted is Role.OWNER and role is not Role.OWNER:
        raise Refused(_("Only an owner can make somebody an owner."), "R2")
    allowed = granted.rank < role.rank or role is Role.OWNER
    if not allowed or not ROLE_PERMISSIONS[granted] <= ROLE_PERMISSIONS[role]:
        raise Refused(_("You can give only roles below your own."), "R2")


def window_for(new_values: Mapping[str, Any]) -> timedelta:
    return JUST_NOW if new_values.get("role") in MANAGING else limits().confirm_window


def is_fresh(actor: Actor, window: timedelta | None = None) -> bool:
    """Whether they have confirmed that it is them: within the time for which that counts, or within `window`."""
    window = limits().confirm_window if window is None else window
    return actor.authenticated_at is not None and now() - actor.authenticated_at <= window
