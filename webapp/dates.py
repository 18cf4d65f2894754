"""Dates and numbers as people write them: 21 November 2026, 14:05; 21. November 2026; 1,000,000."""

from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import cache, lru_cache
from zoneinfo import ZoneInfo, available_timezones

from babel.dates import format_date
from babel.numbers import format_decimal
from babel.units import format_unit

from webapp.languages import locale_of, spoken


def in_zone(moment: datetime, zone: str) -> datetime:
    """An aware moment on the clocks of a zone."""
    return moment.astimezone(zone_named(zone))


@lru_cache(maxsize=64)
def zone_named(zone: str) -> tzinfo:
    """UTC is the interpreter's own, which tells a day in a fifth of the time."""
    return UTC if zone == "UTC" else ZoneInfo(zone)


@cache
def zones() -> dict[str, str]:
    """Every zone of the machine that has a place in its name, and UTC."""
    names = sorted(name for name in available_timezones() if "/" in name and not name.startswith(("Etc/", "SystemV/")))
    return {name: name.replace("_", " ") for name in ("UTC", *names)}


def day_in_words(day: date) -> str:
    """21 November 2026, in the language that is spoken."""
    return written(day.year, day.month, day.day, spoken())


@lru_cache(maxsize=4096)
def written(year: int, month: int, day: int, language: str) -> str:
    """A list has a hundred days, and each takes the library 30 µs."""
    return format_date(date(year, month, day), "long", locale_of(language))


def number_in_words(number: int) -> str:
    """1,000,000, in the language that is spoken."""
    return grouped(number, spoken())


@lru_cache(maxsize=4096)
def grouped(number: int, language: str) -> str:
    return format_decimal(number, locale=locale_of(language))


def size_in_words(size: int) -> str:
    """Bytes as "312 KB" or "1.4 MB", never 0."""
    return sized(size, spoken())


@lru_cache(maxsize=4096)
def sized(size: int, language: str) -> str:
    if size < 1_000_000:
        return f"{format_decimal(max(1, round(size / 1024)), locale=locale_of(language))} KB"
    return f"{format_decimal(round(size / (1 << 20), 1), locale=locale_of(language))} MB"


def clock_in_words(moment: datetime) -> str:
    """14:05, as the moment says it: bring it into its zone first."""
    return f"{moment.hour:02}:{moment.minute:02}"


def moment_in_words(moment: datetime, zone: str) -> str:
    """21 November 2026, 14:05"""
    local = in_zone(moment, zone)
    return f"{day_in_words(local)}, {clock_in_words(local)}"


def span_in_words(span: timedelta) -> str:
    """60 minutes, 24 hours, 30 days, in the language that is spoken: in the largest unit of which it is several."""
    return lasting(int(span.total_seconds()), spoken())


def milliseconds_in_words(number: int) -> str:
    """How long something took: 40 ms, 1.4 s; from two minutes on in minutes."""
    if number < 1000:
        return f"{number} ms"
    if number < 120_000:
        return f"{format_decimal(round(number / 1000, 1), locale=locale_of(spoken()))} s"
    return lasting(number // 60_000 * 60, spoken())


@lru_cache(maxsize=1024)
def lasting(seconds: int, language: str) -> str:
    units = ((86_400, "day"), (3600, "hour"), (60, "minute"), (1, "second"))
    length, unit = next(one for one in units if one[0] == 1 or (seconds > one[0] and seconds % one[0] == 0))
    return format_unit(seconds // length, f"duration-{unit}", locale=locale_of(language))
