"""`lodge tidy` says what it dropped."""

from datetime import timedelta

from flask import Flask

from tests.support.clock import Clock
from tests.support.stage import saving
from webapp.models.counter import DatabaseTries


def test_it_says_how_many_of_each_went(app: Flask, clock: Clock) -> None:
    with saving():
        DatabaseTries().add("door", timedelta(minutes=1))
    clock.move(minutes=2)
    result = app.test_cli_runner().invoke(args=["tidy"])
    assert result.exit_code == 0
    assert "1 counters" in result.output
    assert "0 expired drafts" in result.output
