"""The figures behind the statistics: each day that is over is counted once, and those that were missed after it."""

from collections.abc import Callable

from flask import current_app

from webapp.dates import zone_named
from webapp.models.day_counting import count_day, days_to_count


def count_days(is_stopping: Callable[[], bool]) -> int:
    """Returns how many days were counted."""
    number = 0
    for day in days_to_count(zone_named(current_app.config["LODGE"].timezone)):
        number += count_day(day)
        if is_stopping():
            break
    return number
