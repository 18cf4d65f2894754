"""Rating: a point on a scale from 1 to 3 … 10, with words for its ends."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from webapp.kinds.drawing import Drawing
from webapp.kinds.kind import Asked, Kind, Pick, typed_text
from webapp.kinds.options import Option, WordField
from webapp.kinds.reading import Fields, whole, words
from webapp.kinds.settings import SettingsInputs, WholeSetting, WordsSetting
from webapp.kinds.wording import quoted
from webapp.kinds.wrong import Wrong
from webapp.languages import _, _l

LEAST, MOST, STEPS = 3, 10, 5
SETTINGS: Fields = {"steps": (whole(LEAST, MOST), STEPS), "low": (words(100), {}), "high": (words(100), {})}


class RatingSettings(SettingsInputs):
    reads = SETTINGS
    steps = WholeSetting(_l("Points of the scale"), _l("From 3 to 10; 5 when left blank"))
    low = WordsSetting(_l("Words for the lowest point"), _l("For example “Not at all”"))
    high = WordsSetting(_l("Words for the highest point"), _l("For example “Very much”"))


class Rating(Kind):
    """Values are whole numbers from 1 on."""

    name = "rating"
    title = _l("Rating")
    description = _l("A point on a scale of 3 to 10, with words for both ends.")
    example = _l("4 of 5")
    settings_inputs = RatingSettings
    settings_fields = SETTINGS
    worded = frozenset({"low", "high"})
    field_class = WordField

    def localised(self, settings: Mapping[str, Any], pick: Pick) -> dict[str, Any]:
        points = range(1, settings.get("steps", STEPS) + 1)
        return {**super().localised(settings, pick), "options": tuple(Option(str(point), str(point)) for point in points)}

    def control(self, asked: Asked) -> str:
        return "rating"

    def drawing(self, asked: Asked) -> Drawing:
        return Drawing(low=asked.settings.get("low", ""), high=asked.settings.get("high", ""))

    def parse(self, asked: Asked, raw: Any, today: date) -> int | None:
        typed = typed_text(raw)
        if typed in {option.key for option in asked.settings["options"]}:
            return int(typed)
        if typed or asked.required:
            most = len(asked.settings["options"])
            raise Wrong(_("Select a number from 1 to %(most)s for %(question)s", most=most, question=quoted(asked.label)))
        return None

    def retype(self, asked: Asked, value: int) -> str:
        return str(value)

    def keys(self, asked: Asked, value: int) -> tuple[str, ...]:
        return (f"{value:02}",)

    def comparable(self, value: Any) -> Any:
        """A condition's literal is a text, an answer a number."""
        is_number = isinstance(value, int) and not isinstance(value, bool)
        is_digits = isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= 2
        return Decimal(value) if is_number or is_digits else value

    def text(self, asked: Asked, value: int) -> str:
        """4 of 5"""
        return _("%(point)s of %(most)s", point=value, most=len(asked.settings["options"]))

    def cells(self, asked: Asked, value: Any) -> tuple[str, ...]:
        return ("" if value is None else str(value),)

    def json_schema(self, asked: Asked) -> dict[str, Any]:
        return {"type": "integer", "minimum": 1, "maximum": len(asked.settings["options"])}
