"""The daily backup and the weekly drill: when they are due, what they leave, and that a bad one is told."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from flask import Flask

from tests.support.clock import Clock
from tests.support.make import make_user
from tests.support.stage import own_context
from webapp.backups.drill import RESULT, hold_drill, last_drill
from webapp.backups.shelf import shelf, shelved
from webapp.jobs.backing_up import back_up_daily, drill_weekly

EVENING = datetime(2026, 11, 30, 20, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def empty_shelf(app: Flask) -> Iterator[None]:
    with app.app_context():
        place = shelf()
    yield
    shutil.rmtree(place)


def days() -> list[str]:
    with own_context():
        return [f"{one.made_at:%d %H}" for one in shelved() if one.why == "daily"]


def back_up() -> bool:
    with own_context():
        return back_up_daily()


def test_the_first_is_made_at_once_and_the_next_at_night(app: Flask, clock: Clock) -> None:
    clock.set(EVENING)
    assert back_up()
    clock.move(hours=5)
    assert not back_up()
    clock.move(hours=24)  # two o'clock, 29 hours later
    clock.move(hours=1)
    assert back_up()
    assert days() == ["02 02", "30 20"]


def test_a_portal_that_is_off_at_night_has_its_backup_by_day(app: Flask, clock: Clock) -> None:
    clock.set(EVENING)
    back_up()
    clock.move(hours=31)
    assert back_up()


def test_old_ones_go_with_the_new(app: Flask, clock: Clock) -> None:
    clock.set(EVENING)
    for _ in range(10):
        back_up()
        clock.move(hours=31)
    assert len(days()) == 8


def test_the_drill_is_held_once_a_week_and_its_result_kept(app: Flask, clock: Clock) -> None:
    make_user("owner")
    back_up()
    with own_context():
        assert drill_weekly()
        assert not drill_weekly()
        drill = last_drill()
    assert drill is not None
    assert (drill.trouble, drill.is_listed) == ("", False)
    clock.move(days=8)
    with own_context():
        assert drill_weekly()


def test_a_backup_that_does_not_come_back_is_told_and_tried_again_the_next_day(app: Flask, clock: Clock) -> None:
    back_up()
    with own_context():
        path = shelved()[0].path
        path.write_bytes(path.read_bytes()[:-2000])
        drill = hold_drill()
        assert drill is not None
        assert "cut short or altered" in drill.trouble
        assert not drill_weekly()
    clock.move(days=1)
    with own_context():
        assert drill_weekly()


def test_what_nobody_can_read_of_the_last_drill_is_no_drill(app: Flask) -> None:
    with own_context():
        (shelf() / RESULT).write_text("{")
        assert last_drill() is None
        assert hold_drill() is None


def test_the_doctor_asks_for_a_backup_and_a_drill(app: Flask, clock: Clock) -> None:
    make_user("owner")
    clock.move(days=3)
    said = app.test_cli_runner().invoke(args=["doctor"]).output
    assert "There is no backup." in said
    back_up()
    said = app.test_cli_runner().invoke(args=["doctor"]).output
    assert "There is no backup." not in said
    assert "nobody knows whether they are good" in said
    assert app.test_cli_runner().invoke(args=["backup", "drill"]).exit_code == 0
    assert "backup" not in app.test_cli_runner().invoke(args=["doctor"]).output
