"""Dates as people write them: 21 November 2026, 14:05."""

from datetime import date, datetime
from functools import cache, lru_cache
from zoneinfo import ZoneInfo, available_timezones

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def in_zone(moment: datetime, zone: str) -> datetime:
    """An aware moment on the clocks of a zone."""
    return moment.astimezone(zone_named(zone))


@lru_cache(maxsize=64)
def zone_named(zone: str) -> ZoneInfo:
    return ZoneInfo(zone)


@cache
def zones() -> dict[str, str]:
    """Every zone of the machine that has a place in its name, and UTC."""
    names = sorted(name for name in available_timezones() if "/" in name and not name.startswith(("Etc/", "SystemV/")))
    return {name: name.replace("_", " ") for name in ("UTC", *names)}


def day_in_words(day: date) -> str:
    """21 November 2026"""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def clock_in_words(moment: datetime) -> str:
    """14:05, as the moment says it: bring it into its zone first."""
    return f"{moment.hour:02}:{moment.minute:02}"


def moment_in_words(moment: datetime, zone: str) -> str:
    """21 November 2026, 14:05"""
    local = in_zone(moment, zone)
    return f"{day_in_words(local)}, {clock_in_words(local)}"
