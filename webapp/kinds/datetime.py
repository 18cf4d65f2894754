"""Date and time: three boxes and a fourth, on the clocks of the form's time zone."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from webapp.dates import clock_in_words, written, zone_named
from webapp.kinds import cleaning
from webapp.kinds.date import PARTS, Box, Date, DateField, DateSettings
from webapp.kinds.date import SETTINGS as DAYS
from webapp.kinds.kind import Asked, MultiDict
from webapp.kinds.reading import Fields
from webapp.kinds.time import FORM, STEP, StepSetting, accepted_clock
from webapp.kinds.wording import subject
from webapp.kinds.wrong import Wrong
from webapp.languages import _, _l, nearest

SETTINGS: Fields = {**DAYS, **STEP}


class DateTimeField(DateField):
    def boxes(self) -> list[Box]:
        raw = self.raw if isinstance(self.raw, Mapping) else {}
        label = _("Time (%(zone)s)", zone=self.asked.zone)
        return [*super().boxes(), Box("time", label, 5, None, str(raw.get("time", "")))]


class DateTimeSettings(DateSettings):
    reads = SETTINGS
    step = StepSetting()


class DateTime(Date):
    """Values are local moments without a zone, which is the form's: "2026-11-21T14:05"."""

    name = "datetime"
    title = _l("Date and time")
    description = _l("A day and a time of day, in the time zone of the form.")
    example = _l("21 November 2026, 14:05")
    settings_inputs = DateTimeSettings
    typed_example = "21 11 2026, 14:05"
    settings_fields = SETTINGS
    field_class = DateTimeField

    def most_controls(self, settings: Mapping[str, Any]) -> int:
        return len(PARTS) + 1

    def typed(self, form: MultiDict, name: str) -> dict[str, str] | None:
        found = {part: form.getlist(f"{name}-{part}") for part in (*PARTS, "time")}
        if not any(found.values()):
            return None
        return {part: cleaning.storable(values[0]) if values else "" for part, values in found.items()}

    def parse(self, asked: Asked, raw: Any, today: date) -> str | None:
        clock = cleaning.line(str(raw.get("time", ""))) if isinstance(raw, Mapping) else ""
        days = [cleaning.line(str(raw.get(part, ""))) for part in PARTS] if isinstance(raw, Mapping) else []
        if clock and not any(days):
            raise Wrong(_("%(answer)s must include a day, a month and a year", answer=subject(asked)), "day")
        day = self.day_of(asked, raw, today)
        if day is None:
            return None
        if not clock:
            raise Wrong(_("%(answer)s must include a time, for example 14:05", answer=subject(asked)), "time")
        value = f"{day.isoformat()}T{accepted_clock(asked, clock, 'time')}"
        if not is_on_the_clock(value, asked.zone):
            sentence = _(
                "%(answer)s must be a time that there is: the clocks in %(zone)s skip %(time)s on that day",
                answer=subject(asked),
                zone=asked.zone,
                time=value[11:],
            )
            raise Wrong(sentence, "time")
        return value

    def from_line(self, text: str) -> dict[str, str]:
        """2026-11-21 14:05"""
        day, _space, clock = text.strip().replace("T", " ").replace(",", " ").rpartition(" ")
        return {**super().from_line(day), "time": clock}

    def retype(self, asked: Asked, value: str) -> dict[str, str]:
        return {**super().retype(asked, value[:10]), "time": value[11:]}

    def text(self, asked: Asked, value: str) -> str:
        """21 November 2026, 14:05 (Europe/Berlin)"""
        found = datetime.fromisoformat(value)
        day = written(found.year, found.month, found.day, nearest(asked.locale))
        return f"{day}, {clock_in_words(found)} ({asked.zone})"

    def columns(self, asked: Asked) -> tuple[str, ...]:
        return (f"{asked.label} ({asked.zone})",)

    def json_schema(self, asked: Asked) -> dict[str, Any]:
        return {"type": "string", "pattern": f"^[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}T{FORM}$"}


@lru_cache(maxsize=1024)
def is_on_the_clock(local: str, zone: str) -> bool:
    """Whether the clocks of a zone ever show this: they skip an hour when summer time begins."""
    naive = datetime.fromisoformat(local)
    try:
        there = naive.replace(tzinfo=zone_named(zone)).astimezone(UTC).astimezone(zone_named(zone))
    except OverflowError:
        return False
    return there.replace(tzinfo=None) == naive
