"""Time of day: 14:05, in one box that understands how people write it."""

import re
from collections.abc import Mapping
from datetime import date
from datetime import time as Clock
from typing import Any

from webapp.kinds import cleaning
from webapp.kinds.drawing import Drawing
from webapp.kinds.kind import Asked, Kind, typed_text
from webapp.kinds.reading import Fields, Problems, text, under, whole
from webapp.kinds.settings import PickSetting, SettingField, SettingsInputs
from webapp.kinds.wording import enter, subject
from webapp.kinds.wrong import Wrong
from webapp.languages import _, _l

EXAMPLE = "14:05"
FORM = "([01][0-9]|2[0-3]):[0-5][0-9]"
STEPS = (5, 10, 15, 20, 30, 60)
STEP: Fields = {"step": (whole(1, 60), None)}
_LIMIT = text(5, FORM, EXAMPLE)
SETTINGS: Fields = {"min": (_LIMIT, None), "max": (_LIMIT, None), **STEP}
_SPLIT = re.compile(r"([0-9]{1,2}) ?[:.h] ?([0-9]{2})(?:[:.]00)?")
_TOGETHER = re.compile(r"([0-9]{1,2})([0-9]{2})")
_HOUR = re.compile(r"([0-9]{1,2})")
_HALF = re.compile(r"(.*?) ?([ap])\.? ?m\.?")
_WORDED = re.compile(r"(.*?) ?(?:uhr|h|o'clock)")


class StepSetting(PickSetting):
    """Minutes from one time to the next."""

    def __init__(self, **options: Any) -> None:
        steps = [(str(step), f"{step}") for step in STEPS]
        super().__init__(_l("Minutes from one time to the next"), [("", _l("Any time")), *steps], **options)

    def read(self, raw: str) -> int | None:
        return int(raw) if raw in {str(step) for step in STEPS} else None


class ClockSetting(SettingField):
    """A time as 14:05, or as an answer may be written."""

    drawing = Drawing(width=5)

    def read(self, raw: str) -> str | None:
        typed = cleaning.line(raw)
        return (clock_of(typed) or typed) if typed else None


class TimeSettings(SettingsInputs):
    reads = SETTINGS
    min = ClockSetting(_l("Earliest time"), _l("For example 09:00"))
    max = ClockSetting(_l("Latest time"), _l("For example 17:30"))
    step = StepSetting()

    def check(self, settings: Mapping[str, Any], path: str, problems: Problems) -> None:
        check_times(settings, path, problems)


def check_times(settings: Mapping[str, Any], path: str, problems: Problems) -> None:
    low, high = settings.get("min", "00:00"), settings.get("max", "23:59")
    if low > high:
        problems.append((under(path, "max"), _("must not be before the earliest time, %(time)s", time=low)))


class Time(Kind):
    """Values are times of 24 hours: "14:05"."""

    name = "time"
    title = _l("Time")
    description = _l("A time of day; a day and its time together are another kind.")
    example = _l("14:05")
    settings_inputs = TimeSettings
    settings_fields = SETTINGS

    def check(self, settings: Mapping[str, Any], path: str, problems: Problems) -> None:
        check_times(settings, path, problems)

    def drawing(self, asked: Asked) -> Drawing:
        return Drawing(width=5)

    def parse(self, asked: Asked, raw: Any, today: date) -> str | None:
        typed = cleaning.line(typed_text(raw))
        if not typed:
            if asked.required:
                raise Wrong(_("%(enter)s, for example %(example)s", enter=enter(asked), example=EXAMPLE))
            return None
        found = accepted_clock(asked, typed)
        low, high = asked.settings.get("min"), asked.settings.get("max")
        if low is not None and found < low:
            raise Wrong(_("%(answer)s must be %(time)s or later", answer=subject(asked), time=low))
        if high is not None and found > high:
            raise Wrong(_("%(answer)s must be %(time)s or earlier", answer=subject(asked), time=high))
        return found

    def keys(self, asked: Asked, value: str) -> tuple[str, ...]:
        return (value,)

    def json_schema(self, asked: Asked) -> dict[str, Any]:
        return {"type": "string", "pattern": f"^{FORM}$"}


def accepted_clock(asked: Asked, typed: str, part: str | None = None) -> str:
    """The time of day that was typed, on a step where the question has steps."""
    found = clock_of(typed)
    if not found:
        raise Wrong(_("%(answer)s must have a time like 14:05 or 2:05 pm", answer=subject(asked)), part)
    step = asked.settings.get("step", 1)
    minutes = int(found[:2]) * 60 + int(found[3:])
    if minutes % step:
        below = minutes - minutes % step
        near = {"one": _clock(below), "other": _clock((below + step) % (24 * 60))}
        sentence = _(
            "%(answer)s must be on a step of %(step)s minutes, for example %(one)s or %(other)s",
            answer=subject(asked),
            step=step,
            **near,
        )
        raise Wrong(sentence, part)
    return found


def clock_of(typed: str) -> str:
    """ "14:05" of "14.05", "1405", "2:05 pm" or "14 Uhr"; "" for what is no time, or could be two: "2" alone."""
    text_typed = typed.casefold().strip().replace("\u202f", " ").replace("\u00a0", " ") if len(typed) <= 20 else ""
    half = _HALF.fullmatch(text_typed)
    worded = None if half else _WORDED.fullmatch(text_typed)
    around = half or worded
    digits = around[1] if around else text_typed
    found = _SPLIT.fullmatch(digits) or _TOGETHER.fullmatch(digits) or (_HOUR.fullmatch(digits) if around else None)
    if found is None:
        return ""
    hour, minute = int(found[1]), int(found[2] if len(found.groups()) > 1 else 0)
    if half and not 1 <= hour <= 12:
        return ""
    if half:
        hour = hour % 12 + (12 if half[2] == "p" else 0)
    return Clock(hour, minute).strftime("%H:%M") if hour < 24 and minute < 60 else ""


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
