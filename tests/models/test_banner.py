"""When the banner is on, who reads it, and how its hours are kept."""

from datetime import UTC, datetime

import pytest

from webapp.models.banner import banner_for, local_moment, state, stored_moment
from webapp.models.permissions import Role
from webapp.models.person import Person

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
BANNER = {"text": "Closed on Friday.", "audience": "everyone", "from": "", "until": ""}
PEOPLE = {role: Person(id=1, role=role) for role in (Role.MEMBER, Role.AUDITOR, Role.STAFF)} | {None: Person()}


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, "on"),
        ({"text": ""}, "none"),
        ({"from": "2026-12-01T12:00:00+00:00", "until": "2026-12-01T12:00:01+00:00"}, "on"),
        ({"from": "2026-12-01T12:00:01+00:00"}, "early"),
        ({"until": "2026-12-01T12:00:00+00:00"}, "over"),
    ],
)
def test_banner_is_on_from_its_first_moment_to_its_last(changed: dict[str, str], expected: str) -> None:
    assert state(BANNER | changed, NOON) == expected


@pytest.mark.parametrize(
    ("audience", "readers"),
    [("everyone", {None, *Role} & set(PEOPLE)), ("signed_in", set(PEOPLE) - {None}), ("staff", {Role.AUDITOR, Role.STAFF})],
)
def test_banner_is_read_by_its_audience_alone(audience: str, readers: set[Role | None]) -> None:
    found = {role for role, person in PEOPLE.items() if banner_for(BANNER | {"audience": audience}, person, NOON)}
    assert found == readers


def test_hours_are_kept_in_utc_and_shown_on_the_clocks_of_the_zone() -> None:
    kept = stored_moment("2026-07-01T09:00", "Europe/Vienna")
    assert kept == "2026-07-01T07:00:00+00:00"
    assert local_moment(kept, "Europe/Vienna") == "2026-07-01T09:00"
    assert (stored_moment("", "UTC"), local_moment("", "UTC")) == ("", "")
