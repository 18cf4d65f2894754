"""What of the legal pages somebody has to accept, and what differs between two versions."""

from types import SimpleNamespace

import pytest

from webapp.models.legal import asked_of_newcomers, owed
from webapp.models.legal_changes import changes_between


def page(number: int, asked: int, *, newcomers: bool = True) -> dict[str, object]:
    return {"number": number, "is_asked_newcomers": newcomers, "asked": asked}


@pytest.mark.parametrize(
    ("accepted", "asked", "expected"),
    [(0, 0, {}), (0, 1, {"terms": 3}), (1, 2, {"terms": 3}), (2, 2, {}), (3, 3, {}), (3, 2, {})],
)
def test_who_has_accepted_an_older_version_is_asked_when_it_does_not_suffice(
    accepted: int, asked: int, expected: dict[str, int]
) -> None:
    person = SimpleNamespace(accepted_terms=accepted, accepted_privacy=0)
    assert owed(person, {"terms": page(3, asked)}) == expected


def test_newcomers_are_asked_for_the_newest_of_those_that_want_it() -> None:
    in_force = {"terms": page(3, 0), "privacy": page(2, 0, newcomers=False), "imprint": page(1, 0, newcomers=False)}
    assert asked_of_newcomers(in_force) == {"terms": 3}


def test_changes_are_told_line_by_line() -> None:
    old, new = "One\n\nTwo\nThree", "One\nTwo and a half\nThree\n\nFour"
    assert [tuple(change.values()) for change in changes_between(old, new)] == [
        ("Line 2", "Two", "Two and a half"),
        ("Line 4", "(nothing)", "Four"),
    ]
    assert changes_between(old, old) == []
