"""Date: three boxes; month names are understood, and an error points at the first wrong box."""

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date as Day
from typing import Any

from webapp.kinds import cleaning
from webapp.kinds.answer_field import AnswerField
from webapp.kinds.kind import Asked, Kind, MultiDict
from webapp.kinds.reading import TODAY, Fields, Problems, day, under
from webapp.kinds.settings import DaySetting, SettingsInputs
from webapp.kinds.wording import enter, joined, subject
from webapp.kinds.wrong import Wrong

PARTS = ("day", "month", "year")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
EXAMPLE = "27 3 1985"
SETTINGS: Fields = {"min": (day(), None), "max": (day(), None)}


class DateField(AnswerField):
    """Three controls, `<name>-day`, `-month` and `-year`; `wrong_part` says which of them an error is about."""

    wrong_part: str | None = None

    def point_at(self, part: str | None) -> None:
        self.wrong_part = part

    def parts(self) -> tuple[str, str, str]:
        """What stands in the three boxes, as typed."""
        raw = self.raw if isinstance(self.raw, Mapping) else {}
        return str(raw.get("day", "")), str(raw.get("month", "")), str(raw.get("year", ""))

    @property
    def day_name(self) -> str:
        return f"{self.name}-day"

    @property
    def month_name(self) -> str:
        return f"{self.name}-month"

    @property
    def year_name(self) -> str:
        return f"{self.name}-year"


class DateSettings(SettingsInputs):
    reads = SETTINGS
    min = DaySetting("Earliest date", "For example 2026-01-31, or the word today")
    max = DaySetting("Latest date", "For example 2026-12-31, or the word today")

    def check(self, settings: Mapping[str, Any], path: str, problems: Problems) -> None:
        check_days(settings, path, problems)


def check_days(settings: Mapping[str, Any], path: str, problems: Problems) -> None:
    low, high = settings.get("min", TODAY), settings.get("max", TODAY)
    if TODAY not in (low, high) and low > high:
        problems.append((under(path, "max"), f"must not be before the earliest date, {low}"))


class Date(Kind):
    """Values are ISO dates: "1985-03-27"."""

    name = "date"
    title = "Date"
    description = "A day that people know or can look up, in three boxes."
    example = EXAMPLE
    settings_inputs = DateSettings
    settings_fields = SETTINGS
    field_class = DateField

    def check(self, settings: Mapping[str, Any], path: str, problems: Problems) -> None:
        check_days(settings, path, problems)

    def control(self, asked: Asked) -> str:
        return "date_input"

    def typed(self, form: MultiDict, name: str) -> dict[str, str] | None:
        found = {part: form.getlist(f"{name}-{part}") for part in PARTS}
        if not any(found.values()):
            return None
        return {part: cleaning.storable(values[0]) if values else "" for part, values in found.items()}

    def parse(self, asked: Asked, raw: Any, today: Day) -> str | None:
        boxes = {part: cleaning.line(str(raw.get(part, ""))) for part in PARTS} if isinstance(raw, Mapping) else {}
        missing = [part for part in PARTS if not boxes.get(part)]
        if len(missing) == len(PARTS):
            if asked.required:
                raise Wrong(f"{enter(asked)}, for example {EXAMPLE}", "day")
            return None
        if missing:
            raise Wrong(f"{subject(asked)} must include {joined([f'a {part}' for part in missing])}", missing[0])
        found = self._real(asked, boxes)
        self._within(asked, found, today)
        return found.isoformat()

    def _real(self, asked: Asked, boxes: Mapping[str, str]) -> Day:
        number = _digits(boxes["day"], 2)
        month = _month(boxes["month"])
        year = _digits(boxes["year"], 4)
        if not 1 <= number <= 31:
            raise Wrong(f"{subject(asked)} must have a day from 1 to 31", "day")
        if not 1 <= month <= 12:
            raise Wrong(f"{subject(asked)} must have a month from 1 to 12, or its name", "month")
        if year < 1000:
            raise Wrong(f"{subject(asked)} must have a year with 4 digits, for example 1985", "year")
        longest = monthrange(year, month)[1]
        if number > longest:
            raise Wrong(f"{subject(asked)} must be a real date: {MONTHS[month - 1]} {year} has {longest} days", "day")
        return Day(year, month, number)

    def _within(self, asked: Asked, found: Day, today: Day) -> None:
        low, high = asked.settings.get("min"), asked.settings.get("max")
        if low is not None and found < _limit(low, today):
            raise Wrong(f"{subject(asked)} must be {_limit_name(low)} or later", "day")
        if high is not None and found > _limit(high, today):
            raise Wrong(f"{subject(asked)} must be {_limit_name(high)} or earlier", "day")

    def retype(self, asked: Asked, value: str) -> dict[str, str]:
        found = Day.fromisoformat(value)
        return {"day": str(found.day), "month": str(found.month), "year": str(found.year)}

    def keys(self, asked: Asked, value: str) -> tuple[str, ...]:
        return (value,)

    def text(self, asked: Asked, value: str) -> str:
        return written(Day.fromisoformat(value))

    def cells(self, asked: Asked, value: Any) -> tuple[str, ...]:
        return ("" if value is None else value,)

    def json_schema(self, asked: Asked) -> dict[str, Any]:
        return {"type": "string", "format": "date"}


def written(found: Day) -> str:
    return f"{found.day} {MONTHS[found.month - 1]} {found.year}"


def _digits(text: str, most: int) -> int:
    """ASCII digits only, at most so many; -1 for anything else."""
    return int(text) if re.fullmatch(rf"[0-9]{{1,{most}}}", text) else -1


def _month(text: str) -> int:
    if text[:1].isdigit():
        return _digits(text, 2)
    name = text.rstrip(".").casefold()
    found = [place for place, month in enumerate(MONTHS, 1) if len(name) >= 3 and month.casefold().startswith(name)]
    return found[0] if len(found) == 1 else 9 if name == "sept" else -1


def _limit(limit: str, today: Day) -> Day:
    return today if limit == TODAY else Day.fromisoformat(limit)


def _limit_name(limit: str) -> str:
    return TODAY if limit == TODAY else written(Day.fromisoformat(limit))
