"""Date: three boxes; month names are understood, and an error points at the first wrong box."""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date as Day
from functools import cache
from typing import Any, Literal

from babel.dates import format_skeleton, get_month_names

from webapp.dates import day_in_words, written
from webapp.kinds import cleaning
from webapp.kinds.answer_field import AnswerField
from webapp.kinds.kind import Asked, Kind, MultiDict
from webapp.kinds.reading import TODAY, Fields, Problems, day, under
from webapp.kinds.settings import DaySetting, SettingsInputs
from webapp.kinds.wording import enter, subject
from webapp.kinds.wrong import Wrong
from webapp.languages import LANGUAGES, _, _l, locale_of, mark, nearest, spoken

PARTS = ("day", "month", "year")
EXAMPLE = "27 3 1985"
WIDTHS: tuple[Literal["wide", "abbreviated"], ...] = ("wide", "abbreviated")
CONTEXTS: tuple[Literal["format", "stand-alone"], ...] = ("format", "stand-alone")
# The boxes that are empty, in their order.
MISSING = {
    "day": mark("%(answer)s must include a day"),
    "month": mark("%(answer)s must include a month"),
    "year": mark("%(answer)s must include a year"),
    "day month": mark("%(answer)s must include a day and a month"),
    "day year": mark("%(answer)s must include a day and a year"),
    "month year": mark("%(answer)s must include a month and a year"),
}
SETTINGS: Fields = {"min": (day(), None), "max": (day(), None)}


@dataclass(frozen=True, slots=True)
class Box:
    """One of several boxes in a row, for the macro."""

    part: str
    label: str
    width: int
    inputmode: str | None
    typed: str


class DateField(AnswerField):
    """Three controls, `<name>-day`, `-month` and `-year`; `wrong_part` says which of them an error is about."""

    wrong_part: str | None = None

    def point_at(self, part: str | None) -> None:
        self.wrong_part = part

    @property
    def error_id(self) -> str:
        """The box to go to from the error summary."""
        return f"{self.id}-{self.wrong_part or 'day'}"

    def boxes(self) -> list[Box]:
        """The boxes from left to right, as typed."""
        raw = self.raw if isinstance(self.raw, Mapping) else {}
        return [
            Box("day", _("Day"), 2, "numeric", str(raw.get("day", ""))),
            Box("month", _("Month"), 10, None, str(raw.get("month", ""))),
            Box("year", _("Year"), 4, "numeric", str(raw.get("year", ""))),
        ]


class DateSettings(SettingsInputs):
    reads = SETTINGS
    min = DaySetting(_l("Earliest date"), _l("For example 2026-01-31, or the word today"))
    max = DaySetting(_l("Latest date"), _l("For example 2026-12-31, or the word today"))

    def check(self, settings: Mapping[str, Any], path: str, problems: Problems) -> None:
        check_days(settings, path, problems)


def check_days(settings: Mapping[str, Any], path: str, problems: Problems) -> None:
    low, high = settings.get("min", TODAY), settings.get("max", TODAY)
    if TODAY not in (low, high) and low > high:
        problems.append((under(path, "max"), _("must not be before the earliest date, %(day)s", day=low)))


class Date(Kind):
    """Values are ISO dates: "1985-03-27"."""

    name = "date"
    title = _l("Date")
    description = _l("A day that people know or can look up, in three boxes.")
    example = _l("27 3 1985")
    settings_inputs = DateSettings
    typed_example = EXAMPLE
    settings_fields = SETTINGS
    field_class = DateField

    def check(self, settings: Mapping[str, Any], path: str, problems: Problems) -> None:
        check_days(settings, path, problems)

    def control(self, asked: Asked) -> str:
        return "date_input"

    def most_controls(self, settings: Mapping[str, Any]) -> int:
        return len(PARTS)

    def typed(self, form: MultiDict, name: str) -> dict[str, str] | None:
        found = {part: form.getlist(f"{name}-{part}") for part in PARTS}
        if not any(found.values()):
            return None
        return {part: cleaning.storable(values[0]) if values else "" for part, values in found.items()}

    def parse(self, asked: Asked, raw: Any, today: Day) -> str | None:
        found = self.day_of(asked, raw, today)
        return None if found is None else found.isoformat()

    def day_of(self, asked: Asked, raw: Any, today: Day) -> Day | None:
        """The day in the three boxes, within the limits of the question; None where they are blank."""
        boxes = {part: cleaning.line(str(raw.get(part, ""))) for part in PARTS} if isinstance(raw, Mapping) else {}
        missing = [part for part in PARTS if not boxes.get(part)]
        if len(missing) == len(PARTS):
            if asked.required:
                raise Wrong(_("%(enter)s, for example %(example)s", enter=enter(asked), example=self.typed_example), "day")
            return None
        if missing:
            sentence = MISSING[" ".join(missing)]
            raise Wrong(_(sentence, answer=subject(asked)), missing[0])
        found = self._real(asked, boxes)
        self._within(asked, found, today)
        return found

    def _real(self, asked: Asked, boxes: Mapping[str, str]) -> Day:
        number = _digits(boxes["day"], 2)
        month = _month(boxes["month"])
        year = _digits(boxes["year"], 4)
        if not 1 <= number <= 31:
            raise Wrong(_("%(answer)s must have a day from 1 to 31", answer=subject(asked)), "day")
        if not 1 <= month <= 12:
            raise Wrong(_("%(answer)s must have a month from 1 to 12, or its name", answer=subject(asked)), "month")
        if year < 1000:
            raise Wrong(_("%(answer)s must have a year with 4 digits, for example 1985", answer=subject(asked)), "year")
        longest = monthrange(year, month)[1]
        if number > longest:
            named = {"month": format_skeleton("yMMMM", Day(year, month, 1), locale=locale_of(spoken())), "days": longest}
            raise Wrong(_("%(answer)s must be a real date: %(month)s has %(days)s days", answer=subject(asked), **named), "day")
        return Day(year, month, number)

    def _within(self, asked: Asked, found: Day, today: Day) -> None:
        low, high = asked.settings.get("min"), asked.settings.get("max")
        if low is not None and found < _limit(low, today):
            raise Wrong(_too_early(subject(asked), low), "day")
        if high is not None and found > _limit(high, today):
            raise Wrong(_too_late(subject(asked), high), "day")

    def from_line(self, text: str) -> dict[str, str]:
        """2026-11-21, 21.11.2026 or 21 November 2026."""
        parts = text.replace("-", " ").replace("/", " ").replace(".", " ").split()
        if len(parts) == 3 and len(parts[0]) == 4:
            parts.reverse()
        return dict(zip(PARTS, [*parts, "", "", ""][:3], strict=True))

    def retype(self, asked: Asked, value: str) -> dict[str, str]:
        found = Day.fromisoformat(value)
        return {"day": str(found.day), "month": str(found.month), "year": str(found.year)}

    def keys(self, asked: Asked, value: str) -> tuple[str, ...]:
        return (value,)

    def text(self, asked: Asked, value: str) -> str:
        found = Day.fromisoformat(value)
        return written(found.year, found.month, found.day, nearest(asked.locale))

    def cells(self, asked: Asked, value: Any) -> tuple[str, ...]:
        return ("" if value is None else value,)

    def json_schema(self, asked: Asked) -> dict[str, Any]:
        return {"type": "string", "format": "date"}


def _digits(text: str, most: int) -> int:
    """ASCII digits only, at most so many; -1 for anything else."""
    return int(text) if re.fullmatch(rf"[0-9]{{1,{most}}}", text) else -1


def _month(text: str) -> int:
    """By number or by name, whole or at least its first three letters, in any of our languages; -1 for anything else."""
    if text[:1].isdigit():
        return _digits(text, 2)
    name, known = _folded(text), month_names()
    if name in known:
        return known[name]
    found = {month for whole, month in known.items() if len(name) >= 3 and whole.startswith(name)}
    return found.pop() if len(found) == 1 else -1


@cache
def month_names() -> dict[str, int]:
    """Every name of a month, wide and abbreviated, by itself and in a date."""
    named = [
        get_month_names(width, context, locale_of(language)) for language in LANGUAGES for width in WIDTHS for context in CONTEXTS
    ]
    return {_folded(name): month for months in named for month, name in months.items()}


def _folded(name: str) -> str:
    """Small letters without accents and the dot of an abbreviation."""
    bare = unicodedata.normalize("NFKD", name.rstrip(".").casefold())
    return "".join(letter for letter in bare if not unicodedata.combining(letter))


def _limit(limit: str, today: Day) -> Day:
    return today if limit == TODAY else Day.fromisoformat(limit)


def _too_early(answer: str, low: str) -> str:
    if low == TODAY:
        return _("%(answer)s must be today or later", answer=answer)
    return _("%(answer)s must be %(day)s or later", answer=answer, day=day_in_words(Day.fromisoformat(low)))


def _too_late(answer: str, high: str) -> str:
    if high == TODAY:
        return _("%(answer)s must be today or earlier", answer=answer)
    return _("%(answer)s must be %(day)s or earlier", answer=answer, day=day_in_words(Day.fromisoformat(high)))
