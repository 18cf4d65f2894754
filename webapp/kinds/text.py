"""Short text: one line, such as a name or a place."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from webapp.kinds import cleaning
from webapp.kinds.drawing import Drawing
from webapp.kinds.kind import Asked, Kind, typed_text
from webapp.kinds.reading import Fields, Problems, one_of, ordered, whole
from webapp.kinds.settings import PickSetting, SettingsInputs, WholeSetting
from webapp.kinds.wording import counted, enter, subject
from webapp.kinds.wrong import Wrong

DEFAULT_MAX = 255
# Tokens of HTML's autocomplete that make sense for one line (WCAG 1.3.5).
AUTOCOMPLETE = {
    "name": "Full name",
    "given-name": "First name",
    "family-name": "Last name",
    "organization": "Organisation",
    "street-address": "Street address",
    "postal-code": "Postcode",
    "address-level2": "Town or city",
    "country-name": "Country",
    "tel": "Telephone number",
    "bday": "Birthday",
}
SETTINGS: Fields = {
    "min": (whole(1, 1000), None),
    "max": (whole(1, 1000), DEFAULT_MAX),
    "autocomplete": (one_of(*AUTOCOMPLETE), None),
}


def check_lengths(settings: Mapping[str, Any], path: str, problems: Problems) -> None:
    ordered(settings, "min", "max", path, problems)


def accepted_length(asked: Asked, text: str, longest: int) -> str:
    """The text, if its length in code points keeps the limits of the question."""
    if cleaning.UNREADABLE in text:
        raise Wrong(f"{subject(asked)} contains a character that cannot be read: delete it or type it again")
    if len(text) > longest:
        raise Wrong(f"{subject(asked)} must be {counted(longest, 'character')} or fewer")
    shortest = asked.settings.get("min", 0)
    if len(text) < shortest:
        raise Wrong(f"{subject(asked)} must be {counted(shortest, 'character')} or more")
    return text


class TextSettings(SettingsInputs):
    reads = SETTINGS
    min = WholeSetting("Fewest characters")
    max = WholeSetting("Most characters", f"{DEFAULT_MAX} when left blank")
    autocomplete = PickSetting(
        "Browsers may fill it in as", [("", "Nothing known"), *AUTOCOMPLETE.items()], "Saves typing on a phone"
    )

    def check(self, settings: Mapping[str, Any], path: str, problems: Problems) -> None:
        check_lengths(settings, path, problems)


class Text(Kind):
    """Values are strings without line breaks."""

    name = "text"
    title = "Short text"
    description = "One line: a name, a place, a number with letters in it."
    example = "Ada Lovelace"
    settings_inputs = TextSettings
    settings_fields = SETTINGS

    def check(self, settings: Mapping[str, Any], path: str, problems: Problems) -> None:
        check_lengths(settings, path, problems)

    def drawing(self, asked: Asked) -> Drawing:
        longest = asked.settings.get("max", DEFAULT_MAX)
        width = next((width for width in (4, 10, 20, 30) if longest <= width), None)
        autocomplete = asked.settings.get("autocomplete")
        return Drawing(type="tel" if autocomplete == "tel" else "text", autocomplete=autocomplete, width=width)

    def parse(self, asked: Asked, raw: Any, today: date) -> str | None:
        text = cleaning.line(typed_text(raw))
        if not text:
            if asked.required:
                raise Wrong(enter(asked))
            return None
        return accepted_length(asked, text, asked.settings.get("max", DEFAULT_MAX))

    def keys(self, asked: Asked, value: str) -> tuple[str, ...]:
        return (cleaning.key(value),)

    def json_schema(self, asked: Asked) -> dict[str, Any]:
        settings = asked.settings
        return {"type": "string", "minLength": settings.get("min", 1), "maxLength": settings.get("max", DEFAULT_MAX)}
