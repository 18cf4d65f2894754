"""A clock that stands still until it is told to move."""

from datetime import datetime, timedelta

import pytest

from webapp import clock


class Clock:
    """`clock.move(minutes=31)`, `clock.set(moment)`; `clock.now` is what the app is told."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = clock.utc()
        monkeypatch.setattr(clock, "source", lambda: self.now)

    def move(self, **distance: float) -> datetime:
        self.now += timedelta(**distance)
        return self.now

    def set(self, moment: datetime) -> None:
        self.now = moment
