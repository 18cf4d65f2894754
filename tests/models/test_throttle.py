"""The figures of the throttle, and what counts as one network and one person."""

import pytest

from webapp import in_force
from webapp.limits import limits_of
from webapp.models import throttle
from webapp.models.throttle import identifier, network_of


def test_figures_are_those_of_the_house() -> None:
    limits = [throttle.of_pair(), *throttle.of_account(), *throttle.of_network()]
    figures = [(one.most, one.window.total_seconds()) for one in limits]
    assert figures == [(10, 900), (20, 3600), (50, 86400), (30, 60), (300, 3600)]


def test_what_a_minute_an_hour_and_a_day_are_can_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(in_force, "USUAL", limits_of({"counted_minute": 20, "counted_hour": 30, "counted_day": 48}))
    every = [
        *(
            throttle.of_pair(),
            *throttle.of_account(),
            *throttle.of_network(),
            throttle.of_everybody(),
            *throttle.of_sign_up(True),
        ),
        *(throttle.of_sign_up_address(), throttle.of_sign_up_told(), *throttle.of_reset(), *throttle.of_reset_network()),
        *(throttle.of_address_change(), throttle.of_address_told(), *throttle.of_person_codes(), *throttle.of_network_codes()),
        *(throttle.of_confirming(), throttle.of_code_warning()),
    ]
    counted = {"pair": 900, "minutes": 300, "up": 900, "minute": 20, "everywhere": 20, "day": 172_800, "told": 172_800}
    assert [one.window.total_seconds() for one in every] == [counted.get(one.name.split("-")[-1], 1800) for one in every]


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:bbbb::9", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("unix:", "unix:"),
    ],
)
def test_network_is_one_address_or_a_64(address: str, network: str) -> None:
    assert network_of(address) == network


def test_identifier_is_one_for_one_address_and_differs_by_key() -> None:
    first = identifier("Ada@Example.org ", "key")
    assert first == identifier("ada@example.ORG", "key")
    assert first != identifier("ada@example.org", "another key")
    assert "ada" not in first
