"""Who may act upon whom, and give which role: every pair of ranks, written out."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from webapp.clock import now
from webapp.limits import Limits
from webapp.models.permissions import (
    ROLE_PERMISSIONS,
    Permission,
    Refused,
    Role,
    StepUpNeeded,
    authorize,
    may,
)
from webapp.models.person import Person

OWNER, ADMIN, STAFF, AUDITOR, MEMBER = Role.OWNER, Role.ADMIN, Role.STAFF, Role.AUDITOR, Role.MEMBER
# actor: on whom they may act (R1). Who is not named may act on nobody.
MAY_ACT_ON = {OWNER: {OWNER, ADMIN, STAFF, AUDITOR, MEMBER}, ADMIN: {STAFF, AUDITOR, MEMBER}}
# actor: which roles they may give (R2).
MAY_GIVE = {OWNER: {OWNER, ADMIN, STAFF, AUDITOR, MEMBER}, ADMIN: {STAFF, AUDITOR, MEMBER}}
WRITES = (Permission.USERS_WRITE, Permission.USERS_ROLE_WRITE)


@dataclass
class Target:
    role: Role
    id: int = 2


def actor(role: Role | None, *, minutes_ago: float = 0, is_command_line: bool = False) -> Person:
    at = now() - timedelta(minutes=minutes_ago)
    return Person(id=1, name="Actor", role=role, authenticated_at=at, is_command_line=is_command_line)


@pytest.mark.parametrize("action", WRITES)
@pytest.mark.parametrize("target", Role)
@pytest.mark.parametrize("role", Role)
def test_people_act_only_on_lower_ranks_and_owners_on_owners(role: Role, target: Role, action: Permission) -> None:
    assert may(actor(role), action, Target(target)) is (target in MAY_ACT_ON.get(role, set()))


@pytest.mark.parametrize("given", Role)
@pytest.mark.parametrize("role", Role)
def test_people_give_only_roles_below_their_own_and_owners_make_owners(role: Role, given: Role) -> None:
    allowed = may(actor(role), Permission.USERS_ROLE_WRITE, Target(MEMBER), role=given)
    assert allowed is (given in MAY_GIVE.get(role, set()))


@pytest.mark.parametrize("target", Role)
@pytest.mark.parametrize("given", Role)
def test_admin_gives_a_role_only_where_both_rules_agree(given: Role, target: Role) -> None:
    allowed = may(actor(ADMIN), Permission.USERS_ROLE_WRITE, Target(target), role=given)
    assert allowed is (target in MAY_ACT_ON[ADMIN] and given in MAY_GIVE[ADMIN])


@pytest.mark.parametrize("changed", ["role", "status"])
@pytest.mark.parametrize("role", [OWNER, ADMIN])
def test_nobody_changes_their_own_role_or_status(role: Role, changed: str) -> None:
    with pytest.raises(Refused) as refusal:
        authorize(actor(role), Permission.USERS_WRITE, Target(role, id=1), {changed: "member"})
    assert refusal.value.rule == "R3"


def test_owner_may_edit_their_own_name() -> None:
    assert may(actor(OWNER), Permission.USERS_WRITE, Target(OWNER, id=1), name="New")


@pytest.mark.parametrize("role", Role)
def test_nobody_gives_a_permission_that_they_do_not_hold(role: Role) -> None:
    for given in MAY_GIVE.get(role, set()):
        assert ROLE_PERMISSIONS[given] <= ROLE_PERMISSIONS[role]


def test_role_writes_want_a_confirmation_ten_minutes_old_at_most() -> None:
    window = Limits().confirm_window.total_seconds() / 60
    authorize(actor(OWNER, minutes_ago=window - 0.1), Permission.USERS_ROLE_WRITE, Target(MEMBER), {"role": "staff"})
    with pytest.raises(StepUpNeeded):
        authorize(actor(OWNER, minutes_ago=window + 0.1), Permission.USERS_ROLE_WRITE, Target(MEMBER), {"role": "staff"})


@pytest.mark.parametrize("given", ["admin", "owner"])
def test_offering_a_role_that_manages_people_wants_a_confirmation_just_before(given: str) -> None:
    authorize(actor(OWNER, minutes_ago=1.9), Permission.USERS_ROLE_WRITE, Target(MEMBER), {"role": given})
    with pytest.raises(StepUpNeeded):
        authorize(actor(OWNER, minutes_ago=2.1), Permission.USERS_ROLE_WRITE, Target(MEMBER), {"role": given})


def test_who_may_not_is_told_so_before_being_asked_to_confirm() -> None:
    with pytest.raises(Refused) as refusal:
        authorize(actor(ADMIN, minutes_ago=60), Permission.USERS_ROLE_WRITE, Target(OWNER), {"role": "member"})
    assert refusal.value.rule == "R1"


def test_a_button_is_drawn_for_who_only_has_to_confirm() -> None:
    assert may(actor(OWNER, minutes_ago=60), Permission.USERS_ROLE_WRITE, Target(MEMBER), role="staff")


@pytest.mark.parametrize("permission", Permission)
def test_visitors_hold_no_permission(permission: Permission) -> None:
    assert not may(actor(None), permission)


def test_the_operator_at_the_machine_may_what_an_owner_may() -> None:
    authorize(actor(OWNER, is_command_line=True), Permission.USERS_ROLE_WRITE, Target(OWNER), {"role": "member"})


def test_auditors_only_read_and_see_no_personal_data() -> None:
    assert all(permission.endswith(":read") for permission in ROLE_PERMISSIONS[AUDITOR])
    assert Permission.USERS_READ_UNMASKED not in ROLE_PERMISSIONS[AUDITOR]
