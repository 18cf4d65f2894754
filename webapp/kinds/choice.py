"""Single choice: one of several options, as radios, or as a select when there are many."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from webapp.kinds import cleaning
from webapp.kinds.drawing import Drawing
from webapp.kinds.kind import Asked, Kind, MultiDict, Pick, Words
from webapp.kinds.options import (
    OPTIONS,
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
from webapp.kinds.reading import Fields, Problems
from webapp.kinds.settings import SettingsInputs
from webapp.kinds.wording import quoted, select
from webapp.kinds.wrong import Wrong
from webapp.languages import _, _l

MOST_RADIOS = 15
# Above this a list is searched by typing.
MOST_LISTED = 30
SETTINGS: Fields = {"options": (OPTIONS, None)}


class ChoiceSettings(SettingsInputs):
    reads = SETTINGS
    options = OptionsSetting(
        _l("Options"),
        _l("One a line. “Something else | other” lets people type, “Pottery | places=12” takes 12."),
        False,
    )

    def check(self, settings: Mapping[str, Any], path: str, problems: Problems) -> None:
        check_options(settings, path, problems)


class Choice(Kind):
    """Values are option keys, or {"key", "text"} for an option where people type their own."""

    name = "choice"
    title = _l("Single choice")
    description = _l(
        "One of several options: radio buttons, a list when there are more than 15, searched by typing when more than 30."
    )
    example = _l("Pottery, Chess or Choir")
    settings_inputs = ChoiceSettings
    settings_fields = SETTINGS
    field_class = OptionsField

    def check(self, settings: Mapping[str, Any], path: str, problems: Problems) -> None:
        check_options(settings, path, problems)

    def localised(self, settings: Mapping[str, Any], pick: Pick) -> dict[str, Any]:
        return {**settings, "options": localised_options(settings, pick)}

    def control(self, asked: Asked) -> str:
        return "select" if len(asked.settings["options"]) > MOST_RADIOS else "radios"

    def drawing(self, asked: Asked) -> Drawing:
        return Drawing(empty=_("Choose one"), is_searched=len(asked.settings["options"]) > MOST_LISTED)

    def most_controls(self, settings: Mapping[str, Any]) -> int:
        return 2

    def typed(self, form: MultiDict, name: str) -> dict[str, Any] | None:
        return typed_options(form, name)

    def parse(self, asked: Asked, raw: Any, today: date) -> Any:
        keys = ticked(raw)
        if not keys:
            if asked.required:
                raise Wrong(select(asked))
            return None
        picked = [option for option in asked.settings["options"] if option.key in keys]
        if len(picked) != 1 or len(keys) != 1:
            raise Wrong(_("Select one of the options listed under %(question)s", question=quoted(asked.label)))
        return accepted_option(asked, picked[0], raw)

    def retype(self, asked: Asked, value: Any) -> dict[str, Any]:
        return retyped([value])

    def keys(self, asked: Asked, value: Any) -> tuple[str, ...]:
        return (cleaning.storable(key_of(value))[:64],)

    def comparable(self, value: Any) -> Any:
        return key_of(value) if isinstance(value, Mapping) else value

    def text(self, asked: Asked, value: Any) -> str:
        return option_text(asked, value)

    def places(self, uid: str, settings: Mapping[str, Any]) -> Iterator[tuple[str, str, int]]:
        return places_of(uid, settings)

    def offers(self, uid: str, settings: Mapping[str, Any]) -> Iterator[tuple[str, str, Words]]:
        return offers_of(uid, settings)

    def picks(self, uid: str, settings: Mapping[str, Any], value: Any) -> Iterator[tuple[str, str]]:
        yield uid, key_of(value)

    def json_schema(self, asked: Asked) -> dict[str, Any]:
        return option_schema(asked)
