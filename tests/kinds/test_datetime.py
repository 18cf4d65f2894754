"""Dates with times, in the zone of the form."""

from typing import Any

import pytest

from tests.kinds.asking import asked, parsed, typed, wrong_part
from webapp.kinds import KINDS

DATETIME = KINDS["datetime"]
BERLIN = "Europe/Berlin"


def boxes(day: str, clock: str) -> dict[str, str]:
    return {**dict(zip(("day", "month", "year"), [*day.split("/"), "", ""][:3], strict=True)), "time": clock}


def test_a_moment_is_kept_as_the_form_s_clocks_show_it() -> None:
    assert parsed("datetime", boxes("21/11/2026", "2.05 pm"), zone=BERLIN) == "2026-11-21T14:05"
    assert DATETIME.text(asked("datetime", zone=BERLIN), "2026-11-21T14:05") == "21 November 2026, 14:05 (Europe/Berlin)"


def test_a_time_that_the_clocks_skip_is_refused() -> None:
    sentence = "Start must be a time that there is: the clocks in Europe/Berlin skip 02:30 on that day"
    assert parsed("datetime", boxes("29/3/2026", "02:30"), label="Start", zone=BERLIN) == sentence
    assert parsed("datetime", boxes("29/3/2026", "02:30"), zone="UTC") == "2026-03-29T02:30"


def test_a_time_that_comes_twice_is_taken() -> None:
    assert parsed("datetime", boxes("25/10/2026", "02:30"), zone=BERLIN) == "2026-10-25T02:30"


@pytest.mark.parametrize(
    ("raw", "sentence", "part"),
    [
        (boxes("21/11/2026", ""), "Start must include a time, for example 14:05", "time"),
        (boxes("//", "14:05"), "Start must include a day, a month and a year", "day"),
        (boxes("21//2026", "14:05"), "Start must include a month", "month"),
        (boxes("21/11/2026", "25:00"), "Start must have a time like 14:05 or 2:05 pm", "time"),
        (boxes("31/2/2026", "14:05"), "Start must be a real date: February 2026 has 28 days", "day"),
        ({}, "Enter your start, for example 21 11 2026, 14:05", "day"),
        (["x"], "Enter your start, for example 21 11 2026, 14:05", "day"),
        (boxes("21/11/9999", "1" * 10_000), "Start must have a time like 14:05 or 2:05 pm", "time"),
    ],
)
def test_an_error_points_at_its_box(raw: Any, sentence: str, part: str) -> None:
    assert parsed("datetime", raw, label="Start", required=True) == sentence
    assert wrong_part("datetime", raw, label="Start", required=True) == part


def test_the_ends_of_the_calendar_are_no_error_of_ours() -> None:
    assert parsed("datetime", boxes("31/12/9999", "23:59"), zone="America/Los_Angeles") is not None


def test_the_four_boxes_come_from_the_page() -> None:
    assert typed("datetime", ("f_a-day", "21"), ("f_a-time", "x\x00")) == {
        "day": "21",
        "month": "",
        "year": "",
        "time": "x\ufffd",
    }


@pytest.mark.parametrize("line", ["2026-11-21 14:05", "2026-11-21T14:05", "21.11.2026, 14:05", "21 November 2026 1405"])
def test_one_line_holds_a_moment_too(line: str) -> None:
    assert parsed("datetime", DATETIME.from_line(line)) == "2026-11-21T14:05"
