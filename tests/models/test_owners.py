"""The last owner: whoever acts at the same moment, one who can log in remains. `RACE_ROUNDS` says how many rounds of each."""

import os
from functools import partial
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from tests.support.acting import act, does, person
from tests.support.make import make_user
from tests.support.openid.stage import link, offer, with_methods
from tests.support.stage import count, found, saving
from tests.support.together import together
from webapp.models.owners import LastOwner
from webapp.models.passkey import Passkey
from webapp.models.permissions import Refused, Role
from webapp.models.person import Person
from webapp.models.user import User
from webapp.providers import Provider

RUNS = int(os.environ.get("RACE_ROUNDS", "25"))
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


def make_passkey(user: User, *, is_complete: bool = True) -> None:
    with saving() as session:
        kept = {"credential_id": bytes([user.id]), "attested": b"-", "sign_count": 0, "is_backup_eligible": False}
        session.add(Passkey(user_id=user.id, number=1, name="Laptop", is_complete=is_complete, **kept))


def test_an_owner_with_a_passkey_alone_counts(app: Flask) -> None:
    make_passkey(make_user("owner", password_hash=None))
    assert does(Person.command_line(), "suspend", make_user("owner"), reason="For a test.")


def test_a_passkey_that_is_a_second_factor_only_does_not_count(app: Flask) -> None:
    make_passkey(make_user("owner", password_hash=None), is_complete=False)
    with pytest.raises(LastOwner):
        does(Person.command_line(), "suspend", make_user("owner"), reason="For a test.")


def test_an_owner_who_logs_in_elsewhere_counts_while_that_provider_is_in_force(app: Flask) -> None:
    link(make_user("owner", password_hash=None), "https://id.example.org")
    last = make_user("owner")
    with pytest.raises(LastOwner):
        does(Person.command_line(), "suspend", last, reason="For a test.")
    offer(Provider("acme", "Acme", "https://id.example.org", "lodge"))
    assert does(Person.command_line(), "suspend", last, reason="For a test.")


@pytest.mark.parametrize(("methods", "counts"), [(("password", "passkey"), False), (("oidc",), True)])
def test_only_the_ways_that_are_offered_count(app: Flask, monkeypatch, methods: tuple[str, ...], counts: bool) -> None:
    offer(Provider("acme", "Acme", "https://id.example.org", "lodge"))
    link(make_user("owner", password_hash=None), "https://id.example.org")
    with_methods(app, monkeypatch, *methods)
    outcome = together(partial(act, Person.command_line(), "suspend", make_user("owner"), reason="For a test."))
    assert outcome == [True] if counts else isinstance(outcome[0], LastOwner)


def test_of_two_owners_with_passkeys_alone_one_remains(app: Flask) -> None:
    ada, bob = make_user("owner", password_hash=None), make_user("owner", password_hash=None)
    make_passkey(ada)
    make_passkey(bob)
    for _ in range(RUNS):
        acts = [("suspend", ada, bob), ("delete", bob, ada)]
        outcomes = together(*(partial(act, person(by), name, whom, **ACTS[name]) for name, by, whom in acts))
        assert len(found(OWNERS)) == 1, outcomes
        owners_again()


def test_the_last_owner_keeps_their_only_passkey_when_factors_are_reset(app: Flask) -> None:
    last = make_user("owner", password_hash=None)
    make_passkey(last)
    with pytest.raises(LastOwner):
        does(Person.command_line(), "reset_factors", last, reason="For a test.")
    assert count(Passkey) == 1


def test_an_owner_can_go_while_another_remains(app: Flask) -> None:
    ada, bob = make_user("owner"), make_user("owner")
    assert does(ada, "delete", bob)
    assert found(OWNERS) == [ada.id]
