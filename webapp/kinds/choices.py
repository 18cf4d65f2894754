"""Several choices: any number of options, with limits, "none of these" and "other"."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from webapp.kinds.kind import Asked, Kind, MultiDict, Pick, Shown, Words
from webapp.kinds.options import (
    OPTIONS,
    Option,
    OptionsField,
    accepted_option,
    check_options,
    key_of,
    localised_options,
    offers_of,
    option_schema,
    option_text,
    places_of,
    retyped,
    ticked,
    typed_options,
)
from webapp.kinds.options_setting import OptionsSetting
from webapp.kinds.reading import Fields, Problems, ordered, whole
from webapp.kinds.settings import SettingsInputs, WholeSetting
from webapp.kinds.wording import quoted, select
from webapp.kinds.wrong import Wrong
from webapp.languages import _, _l

SETTINGS: Fields = {"options": (OPTIONS, None), "min": (whole(1, 500), None), "max": (whole(1, 500), None)}


def check_choices(settings: Mapping[str, Any], path: str, problems: Problems) -> None:
    check_options(settings, path, problems)
    ordered(settings, "min", "max", path, problems)


class ChoicesSettings(SettingsInputs):
    reads = SETTINGS
    options = OptionsSetting(
        _l("Options"),
        _l(
            "One a line. “Something else | other” lets people type, “None of these | none” goes with no other, "
            "“Pottery | places=12” takes 12."
        ),
        False,
    )
    min = WholeSetting(_l("Fewest to tick"))
    max = WholeSetting(_l("Most to tick"))

    def check(self, settings: Mapping[str, Any], path: str, problems: Problems) -> None:
        check_choices(settings, path, problems)


class Choices(Kind):
    """Values are lists of what single choice has, in the order of the options."""

    name = "choices"
    title = _l("Several choices")
    description = _l("Boxes to tick: as many as apply, within limits.")
    example = _l("Monday and Thursday")
    settings_inputs = ChoicesSettings
    settings_fields = SETTINGS
    field_class = OptionsField

    def check(self, settings: Mapping[str, Any], path: str, problems: Problems) -> None:
        check_choices(settings, path, problems)

    def localised(self, settings: Mapping[str, Any], pick: Pick) -> dict[str, Any]:
        return {**settings, "options": localised_options(settings, pick)}

    def control(self, asked: Asked) -> str:
        return "checkboxes"

    def most_controls(self, settings: Mapping[str, Any]) -> int:
        return len(settings.get("options", ())) + 1

    def typed(self, form: MultiDict, name: str) -> dict[str, Any] | None:
        return typed_options(form, name)

    def parse(self, asked: Asked, raw: Any, today: date) -> list[Any] | None:
        keys = ticked(raw)
        if not keys:
            if asked.required:
                raise Wrong(select(asked))
            return None
        picked = [option for option in asked.settings["options"] if option.key in keys]
        if len(picked) != len(set(keys)):
            raise Wrong(_("Select only options listed under %(question)s", question=quoted(asked.label)))
        self._within(asked, picked)
        return [accepted_option(asked, option, raw) for option in picked]

    def _within(self, asked: Asked, picked: list[Option]) -> None:
        """An option that goes with no other stands for itself: the smallest number does not apply to it."""
        under = quoted(asked.label)
        alone = next((option for option in picked if option.exclusive), None)
        if alone is not None:
            if len(picked) > 1:
                both = {"question": under, "option": alone.label}
                raise Wrong(_("Under %(question)s, tick either “%(option)s” or other options, not both", **both))
            return
        low, high = asked.settings.get("min", 0), asked.settings.get("max", len(asked.settings["options"]))
        if len(picked) < low:
            raise Wrong(_("Tick %(least)s or more under %(question)s", least=low, question=under))
        if len(picked) > high:
            raise Wrong(_("Tick %(most)s or fewer under %(question)s", most=high, question=under))

    def retype(self, asked: Asked, value: list[Any]) -> dict[str, Any]:
        return retyped(value)

    def keys(self, asked: Asked, value: list[Any]) -> tuple[str, ...]:
        return tuple(key_of(part) for part in value)

    def comparable(self, value: Any) -> Any:
        return [key_of(part) for part in value] if isinstance(value, list | tuple) else value

    def text(self, asked: Asked, value: list[Any]) -> str:
        return "; ".join(option_text(asked, part) for part in value)

    def display(self, asked: Asked, value: list[Any]) -> Shown:
        return Shown("list", tuple(option_text(asked, part) for part in value))

    def places(self, uid: str, settings: Mapping[str, Any]) -> Iterator[tuple[str, str, int]]:
        return places_of(uid, settings)

    def offers(self, uid: str, settings: Mapping[str, Any]) -> Iterator[tuple[str, str, Words]]:
        return offers_of(uid, settings)

    def picks(self, uid: str, settings: Mapping[str, Any], value: Any) -> Iterator[tuple[str, str]]:
        return ((uid, key_of(part)) for part in value)

    def json_schema(self, asked: Asked) -> dict[str, Any]:
        most = asked.settings.get("max", len(asked.settings["options"]))
        return {"type": "array", "items": option_schema(asked), "minItems": 1, "maxItems": most, "uniqueItems": True}
