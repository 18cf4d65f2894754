"""Long text: several lines, such as a reason or a description."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from webapp.kinds import cleaning
from webapp.kinds.drawing import Drawing
from webapp.kinds.kind import Asked, Kind, Shown, typed_text
from webapp.kinds.reading import Fields, Problems, whole
from webapp.kinds.settings import SettingsInputs, WholeSetting
from webapp.kinds.text import accepted_length, check_lengths
from webapp.kinds.wording import enter
from webapp.kinds.wrong import Wrong
from webapp.languages import _l

DEFAULT_MAX = 5_000
SETTINGS: Fields = {
    "min": (whole(1, 20_000), None),
    "max": (whole(1, 20_000), DEFAULT_MAX),
    "rows": (whole(2, 30), 5),
}


class LongTextSettings(SettingsInputs):
    reads = SETTINGS
    min = WholeSetting(_l("Fewest characters"))
    max = WholeSetting(_l("Most characters"), _l("5,000 when left blank"))
    rows = WholeSetting(_l("Height of the box in lines"), _l("5 when left blank"))

    def check(self, settings: Mapping[str, Any], path: str, problems: Problems) -> None:
        check_lengths(settings, path, problems)


class LongText(Kind):
    """Values are strings with LF as line break."""

    name = "long_text"
    title = _l("Long text")
    description = _l("Several lines: a reason, a description, a story.")
    example = _l("The tap in the kitchen drips since Monday. Hot water is not affected.")
    settings_inputs = LongTextSettings
    settings_fields = SETTINGS

    def check(self, settings: Mapping[str, Any], path: str, problems: Problems) -> None:
        check_lengths(settings, path, problems)

    def control(self, asked: Asked) -> str:
        return "textarea"

    def drawing(self, asked: Asked) -> Drawing:
        return Drawing(rows=asked.settings.get("rows", 5))

    def parse(self, asked: Asked, raw: Any, today: date) -> str | None:
        text = cleaning.lines(typed_text(raw))
        if not text:
            if asked.required:
                raise Wrong(enter(asked))
            return None
        return accepted_length(asked, text, asked.settings.get("max", DEFAULT_MAX))

    def display(self, asked: Asked, value: str) -> Shown:
        return Shown("lines", (value,))

    def json_schema(self, asked: Asked) -> dict[str, Any]:
        settings = asked.settings
        return {"type": "string", "minLength": settings.get("min", 1), "maxLength": settings.get("max", DEFAULT_MAX)}
