"""When a form takes answers: to the last second, in its own time zone, and a little longer for who had finished."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from webapp.models.definition_settings import Settings
from webapp.models.opening import Planned, is_finishing, opening, opening_on, today_in, with_zone

CLOSING = datetime(2026, 12, 1, 17, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def form(**values: Any) -> Any:
    return SimpleNamespace(**({"state": "open", "opens_at": None, "closes_at": CLOSING, "tz": "Europe/Berlin"} | values))


def test_the_last_second_is_open() -> None:
    assert opening(form(), CLOSING + SECOND - timedelta(microseconds=1)).is_open
    assert opening(form(), CLOSING + SECOND).state == "closed"


def test_the_sentence_names_the_forms_own_time() -> None:
    assert opening(form(), CLOSING + SECOND).sentence == "This form closed on 1 December 2026, 18:00 (Europe/Berlin)."


@pytest.mark.parametrize(("state", "found"), [("paused", "paused"), ("closed", "closed"), ("archived", "closed")])
def test_a_state_closes_before_its_time(state: str, found: str) -> None:
    assert opening(form(state=state), CLOSING - SECOND).state == found


def test_it_opens_at_its_first_second() -> None:
    opens = CLOSING - timedelta(days=1)
    assert opening(form(opens_at=opens), opens - SECOND).state == "early"
    assert opening(form(opens_at=opens), opens).is_open


@pytest.mark.parametrize(("finished", "minutes", "may"), [(-1, 14, True), (-1, 16, False), (61, 2, False)])
def test_only_who_had_finished_may_send_in_the_grace(finished: int, minutes: int, may: bool) -> None:
    finished_at, moment = CLOSING + finished * SECOND, CLOSING + timedelta(minutes=minutes)
    assert is_finishing(form(), Settings(grace_minutes=15), finished_at, moment) is may


def test_a_form_closed_by_hand_has_no_grace() -> None:
    assert not is_finishing(form(state="closed"), Settings(), CLOSING - SECOND, CLOSING + SECOND)


def test_today_is_where_the_form_is() -> None:
    late = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)
    assert today_in("Europe/Berlin", late).day == 22
    assert with_zone(late, "Europe/Berlin") == "22 November 2026, 00:30 (Europe/Berlin)"


@pytest.mark.parametrize(
    ("opens_at", "closes_at", "state"),
    [
        (None, None, "open"),
        ("2026-11-22T09:00", None, "early"),
        ("2026-11-21T23:00", None, "open"),
        (None, "2026-11-21T00:30", "open"),
        (None, "2026-11-20T23:59", "closed"),
        ("2026-11-21T09:00", "2026-11-21T10:00", "open"),
    ],
)
def test_over_a_day_it_is_open_when_it_is_so_at_any_moment(opens_at: str | None, closes_at: str | None, state: str) -> None:
    moments = [at and datetime.fromisoformat(at).replace(tzinfo=ZoneInfo("Europe/Berlin")) for at in (opens_at, closes_at)]
    assert opening_on(Planned(*moments, "Europe/Berlin"), date(2026, 11, 21)).state == state
