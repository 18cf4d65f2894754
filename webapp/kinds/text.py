"""Short text: one line, such as a name or a place."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from webapp.dates import number_in_words
from webapp.kinds import cleaning
from webapp.kinds.drawing import Drawing
from webapp.kinds.kind import Asked, Kind, typed_text
from webapp.kinds.reading import Fields, Problems, one_of, ordered, whole
from webapp.kinds.settings import PickSetting, SettingsInputs, WholeSetting
from webapp.kinds.wording import enter, subject
from webapp.kinds.wrong import Wrong
from webapp.languages import _, _l, ngettext

DEFAULT_MAX = 255
# Tokens of HTML's autocomplete that make sense for one line (WCAG 1.3.5).
AUTOCOMPLETE = {
    "name": _l("Full name"),
    "given-name": _l("First name"),
    "family-name": _l("Last name"),
    "organization": _l("Organisation"),
    "street-address": _l("Street address"),
    "postal-code": _l("Postcode"),
    "address-level2": _l("Town or city"),
    "country-name": _l("Country"),
    "tel": _l("Telephone number"),
    "bday": _l("Birthday"),
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
        raise Wrong(_("%(answer)s contains a character that cannot be read: delete it or type it again", answer=subject(asked)))
    if len(text) > longest:
        raise Wrong(too_long(subject(asked), longest))
    shortest = asked.settings.get("min", 0)
    if len(text) < shortest:
        raise Wrong(too_short(subject(asked), shortest))
    return text


def too_long(answer: str, most: int) -> str:
    num = number_in_words(most)
    return ngettext(
        "%(answer)s must be %(num)s character or fewer",
        "%(answer)s must be %(num)s characters or fewer",
        most,
        answer=answer,
        num=num,
    )


def too_short(answer: str, least: int) -> str:
    num = number_in_words(least)
    return ngettext(
        "%(answer)s must be %(num)s character or more",
        "%(answer)s must be %(num)s characters or more",
        least,
        answer=answer,
        num=num,
    )


class TextSettings(SettingsInputs):
    reads = SETTINGS
    min = WholeSetting(_l("Fewest characters"))
    max = WholeSetting(_l("Most characters"), _l("255 when left blank"))
    autocomplete = PickSetting(
        _l("Browsers may fill it in as"), [("", _l("Nothing known")), *AUTOCOMPLETE.items()], _l("Saves typing on a phone")
    )

    def check(self, settings: Mapping[str, Any], path: str, problems: Problems) -> None:
        check_lengths(settings, path, problems)


class Text(Kind):
    """Values are strings without line breaks."""

    name = "text"
    title = _l("Short text")
    description = _l("One line: a name, a place, a number with letters in it.")
    example = _l("Ada Lovelace")
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
