"""The last owner: whoever acts at the same moment, one who can log in remains."""

from functools import partial
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from tests.support.acting import act, does, person
from tests.support.make import make_user
from tests.support.stage import found, saving
from tests.support.together import together
from webapp.models.owners import LastOwner
from webapp.models.permissions import Refused, Role
from webapp.models.person import Person
from webapp.models.user import User

RUNS = 25
ACTS: dict[str, dict[str, Any]] = {
    "grant_role": {"role": Role.MEMBER},
    "suspend": {"reason": "For a test."},
    "delete": {},
}
OWNERS = select(User.id).where(User.role == "owner", User.status == "active")


def owners_again() -> None:
    with saving() as session:
        session.execute(update(User).values(role="owner", status="active", suspended_reason="", deleted_at=None))


@pytest.mark.parametrize("first", ACTS)
@pytest.mark.parametrize("second", ACTS)
def test_two_owners_acting_on_each_other_leave_exactly_one(app: Flask, first: str, second: str) -> None:
    ada, bob = make_user("owner"), make_user("owner")
    for _ in range(RUNS):
        outcomes = together(
            partial(act, person(ada), first, bob, **ACTS[first]), partial(act, person(bob), second, ada, **ACTS[second])
        )
        assert len(found(OWNERS)) == 1, outcomes
        assert [isinstance(one, Refused) for one in outcomes].count(True) == 1, outcomes
        owners_again()


def test_a_ring_of_owners_leaves_one(app: Flask) -> None:
    ring = [make_user("owner") for _ in range(5)]
    for _ in range(5):
        pairs = zip(ring, ring[1:] + ring[:1], strict=True)
        together(*(partial(act, person(one), "suspend", other, reason="For a test.") for one, other in pairs))
        assert found(OWNERS)
        owners_again()


@pytest.mark.parametrize("name", ACTS)
def test_the_operator_cannot_remove_the_last_owner_either(app: Flask, name: str) -> None:
    last = make_user("owner")
    with pytest.raises(LastOwner):
        does(Person.command_line(), name, last, **ACTS[name])
    assert len(found(OWNERS)) == 1


@pytest.mark.parametrize("other", [{"status": "suspended"}, {"status": "deleted"}, {"password_hash": None}])
def test_an_owner_who_cannot_log_in_does_not_count(app: Flask, other: dict[str, Any]) -> None:
    make_user("owner", **other)
    last = make_user("owner")
    with pytest.raises(LastOwner):
        does(Person.command_line(), "suspend", last, reason="For a test.")


def test_an_owner_can_go_while_another_remains(app: Flask) -> None:
    ada, bob = make_user("owner"), make_user("owner")
    assert does(ada, "delete", bob)
    assert found(OWNERS) == [ada.id]
