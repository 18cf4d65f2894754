"""What was typed to find people, read into words, addresses and conditions."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.support.clock import Clock
from webapp.models.user_search import asked, list_of, replaced, without_names


def test_words_lose_case_and_accents() -> None:
    assert asked("José GARCÍA").words == ["jose", "garcia"]


def test_one_short_word_is_a_beginning() -> None:
    assert asked("Li").beginnings == ["li"]


def test_of_two_short_words_the_longer_stays_and_a_hint_says_so() -> None:
    found = asked("l jo")
    assert found.beginnings == ["jo"]
    assert len(found.hints) == 1


@pytest.mark.parametrize("typed", ["a.b", "%_%", "*a*", "[x]"])
def test_word_without_three_letters_in_a_row_is_a_beginning(typed: str) -> None:
    assert asked(typed).beginnings == [typed]


def test_conditions_are_read() -> None:
    found = asked('role:staff status:Suspended group:"Night shift" is:unverified id:7').conditions
    assert found == {"role": "staff", "status": "suspended", "group": "night shift", "unverified": True, "id": 7}


@pytest.mark.parametrize("typed", ["role:king", "status:away", "is:tall", "id:x", "id:99999999999999999999", "no:money"])
def test_condition_with_an_unknown_value_is_left_out_with_a_hint(typed: str) -> None:
    found = asked(typed)
    assert found.conditions == {}
    assert len(found.hints) == 1


def test_unknown_condition_gets_a_hint_that_names_the_known_ones() -> None:
    assert "role:" in asked("colour:red").hints[0]


def test_no_second_factor_is_a_condition() -> None:
    assert asked("no:2fa").conditions == {"no_2fa": True}
    assert asked("no:phone").hints


def test_age_counts_back_from_now(clock: Clock) -> None:
    low, _ = asked("seen:<90d").conditions["seen"]
    assert low == clock.now - timedelta(days=90)


@pytest.mark.parametrize(
    ("typed", "low", "high"),
    [
        ("created:2026-01-31", (2026, 1, 31), (2026, 2, 1)),
        ("created:>2026-01-31", (2026, 2, 1), (9999, 1, 1)),
        ("created:>=2026-01-31", (2026, 1, 31), (9999, 1, 1)),
        ("created:<2026-01-31", (1970, 1, 1), (2026, 1, 31)),
        ("created:<=2026-01-31", (1970, 1, 1), (2026, 2, 1)),
    ],
)
def test_dates_are_whole_days(typed: str, low: tuple[int, int, int], high: tuple[int, int, int]) -> None:
    assert asked(typed).conditions["created"] == (datetime(*low, tzinfo=UTC), datetime(*high, tzinfo=UTC))


def test_day_begins_where_the_portal_is() -> None:
    low, _ = asked("created:2026-01-31", ZoneInfo("Europe/Berlin")).conditions["created"]
    assert low == datetime(2026, 1, 30, 23, tzinfo=UTC)


def test_two_dates_hold_together() -> None:
    low, high = asked("created:>=2026-01-01 created:<2026-02-01").conditions["created"]
    assert (low.month, high.month) == (1, 2)


@pytest.mark.parametrize("typed", ["created:soon", "created:2026-13-01", "created:<", "created:9999-12-31", "seen:<0x10"])
def test_date_that_is_none_gets_a_hint(typed: str) -> None:
    found = asked(typed)
    assert found.conditions == {}
    assert "2026-01-31" in found.hints[0]


def test_seen_before_a_date_leaves_out_who_was_never_here() -> None:
    low, _ = asked("seen:<2026-01-01").conditions["seen"]
    assert low.year == 1970
    assert low.day == 2


def test_pasted_list_is_read_with_any_separator() -> None:
    found = asked("A@x.org, b@x.org;<c@x.org>\nd@x.org a@X.org")
    assert found.addresses == ["a@x.org", "b@x.org", "c@x.org", "d@x.org"]


def test_no_more_than_500_addresses() -> None:
    found = list_of([f"a{n}@x.org" for n in range(501)])
    assert len(found.addresses) == 500
    assert "500" in found.hints[0]


def test_one_whole_address_is_known_as_such() -> None:
    assert asked("Ada@Example.org").address == "ada@example.org"


def test_masked_viewer_searches_no_names() -> None:
    found = without_names(asked("maria role:staff"))
    assert found.words == []
    assert found.conditions == {"role": "staff"}
    assert found.hints


def test_masked_viewer_may_ask_for_a_whole_address() -> None:
    assert without_names(asked("ada@example.org")).addresses == ["ada@example.org"]


def test_chip_replaces_only_its_own_condition() -> None:
    assert replaced('maria role:staff group:"Night shift"', "role", "admin") == 'maria group:"Night shift" role:admin'


def test_chip_takes_its_condition_away() -> None:
    assert replaced("Role:staff maria", "role", None) == "maria"
