"""Times of day."""

from typing import Any

import pytest

from tests.kinds.asking import parsed
from tests.kinds.test_settings import errors, given


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("14:05", "14:05"), ("14.05", "14:05"), ("1405", "14:05"), ("905", "09:05"), ("9:05", "09:05"), ("2pm", "14:00"),
        ("2:05 p.m.", "14:05"),
        ("12am", "00:00"), ("12 pm", "12:00"), ("14h05", "14:05"), ("14 Uhr", "14:00"), ("14:05 Uhr", "14:05"),
        ("14:05:00", "14:05"), ("00:00", "00:00"), ("23:59", "23:59"), (" 7 AM ", "07:00"), ("2\u202fpm", "14:00"),
    ],
)  # fmt: skip
def test_times_as_people_write_them(raw: str, value: str) -> None:
    assert parsed("time", raw) == value


@pytest.mark.parametrize(
    "raw",
    [
        "2",
        "14",
        "24:00",
        "23:60",
        "13pm",
        "0am",
        "٣:٠٠",
        "1_0:00",
        "NaN",
        "14:5",
        "noonish",
        "14:05:30",
        "1" * 10_000,
        "14:\x0005",
        "１４:０５",
    ],
)
def test_what_is_no_time_or_could_be_two_says_what_one_looks_like(raw: str) -> None:
    assert parsed("time", raw, label="Start") == "Start must have a time like 14:05 or 2:05 pm"


@pytest.mark.parametrize(
    ("raw", "settings", "sentence"),
    [
        ("8:59", {"min": "09:00"}, "Start must be 09:00 or later"),
        ("17:31", {"max": "17:30"}, "Start must be 17:30 or earlier"),
        ("14:05", {"step": 15}, "Start must be on a step of 15 minutes, for example 14:00 or 14:15"),
        ("23:59", {"step": 60}, "Start must be on a step of 60 minutes, for example 23:00 or 00:00"),
    ],
)
def test_limits_and_steps_are_named(raw: str, settings: dict[str, Any], sentence: str) -> None:
    assert parsed("time", raw, label="Start", **settings) == sentence


def test_a_blank_one_is_asked_for_with_an_example() -> None:
    assert parsed("time", "", label="Start", required=True) == "Enter your start, for example 14:05"


def test_the_builder_understands_times_as_people_write_them() -> None:
    inputs = given("time", min="9 am", max="17.30", step="15")
    assert inputs.validate()
    assert inputs.settings() == {"min": "09:00", "max": "17:30", "step": 15}
    assert errors(given("time", min="17:00", max="09:00")) == ["Latest time must not be before the earliest time, 17:00"]
