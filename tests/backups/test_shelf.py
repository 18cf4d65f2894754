"""Which backups stay: the newest of seven days, four weeks and six months, and what somebody asked for."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask import Flask

from tests.support.clock import Clock
from webapp.backups.shelf import Shelved, named, shelf, shelved, stamped, to_go

TODAY = datetime(2026, 12, 31, 3, 15, tzinfo=UTC)


def of_each_day(days: int, why: str = "daily") -> list[Shelved]:
    moments = [TODAY - timedelta(days=number) for number in range(days)]
    return [Shelved(Path(f"{moment:%Y%m%d}"), moment, why, 1) for moment in moments]


def staying(there: list[Shelved]) -> list[str]:
    going = {one.path for one in to_go(there)}
    return [one.path.name for one in there if one.path not in going]


def test_of_a_year_of_days_those_of_7_days_4_weeks_and_6_months_stay() -> None:
    days = [f"202612{number}" for number in range(31, 24, -1)]
    weeks = ["20261220", "20261213"]  # the two weeks before stand among the days
    months = ["20261130", "20261031", "20260930", "20260831", "20260731"]
    assert staying(of_each_day(365)) == days + weeks + months


def test_the_newest_of_a_day_stays() -> None:
    morning, evening = (Shelved(Path(name), TODAY + timedelta(hours=hours), "daily", 1) for name, hours in (("a", 0), ("b", 9)))
    assert staying([morning, evening]) == ["b"]


def test_what_was_asked_for_stays_for_ever() -> None:
    assert to_go(of_each_day(365, "by-hand")) == []


def test_three_of_those_before_a_restore_stay() -> None:
    assert len(staying(of_each_day(9, "before-restore"))) == 3


def test_only_what_lies_in_the_folder_is_found_by_its_name(app: Flask, clock: Clock) -> None:
    with app.app_context():
        path = shelf() / stamped("daily")
        path.write_bytes(b"12")
        (shelf() / "notes.zip").write_bytes(b"mine")
        assert [(one.path, one.size, one.why) for one in shelved()] == [(path, 2, "daily")]
        assert named(f"../backups/{path.name}") is None
        path.unlink()
        (shelf() / "notes.zip").unlink()
