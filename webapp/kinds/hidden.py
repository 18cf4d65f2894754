"""Hidden: a value that comes with the address of the form, or from its author; staff see it, who fills in does not."""

from datetime import date
from typing import Any

from webapp.kinds import cleaning
from webapp.kinds.kind import Asked, Kind, typed_text
from webapp.kinds.reading import Fields, Problems, text, under
from webapp.kinds.settings import LineSetting, SettingsInputs
from webapp.languages import _, _l

LONGEST = 255
SETTINGS: Fields = {"default": (text(LONGEST), "")}


class HiddenSettings(SettingsInputs):
    reads = SETTINGS
    default = LineSetting(
        _l("Value when the address gives none"),
        _l("An address gives one by ?f_…=value. Anybody can change it on the way: base nothing on it that matters."),
    )


class Hidden(Kind):
    """Values are strings. Nobody sees the question, so nothing is refused: what does not fit was not given."""

    name = "hidden"
    title = _l("Hidden value")
    description = _l("Comes with the link to the form, such as where somebody found it; only staff see it.")
    example = _l("newsletter")
    settings_inputs = HiddenSettings
    settings_fields = SETTINGS
    is_unseen = True

    def check(self, settings: Any, path: str, problems: Problems) -> None:
        if settings.get("required"):
            problems.append((under(path, "required"), _("must not be set: nobody sees the question, so nobody can answer it")))

    def control(self, asked: Asked) -> str:
        return "hidden"

    def parse(self, asked: Asked, raw: Any, today: date) -> str | None:
        typed = cleaning.line(typed_text(raw))
        fits = typed and len(typed) <= LONGEST and cleaning.UNREADABLE not in typed
        return (typed if fits else cleaning.line(asked.settings.get("default", ""))) or None

    def keys(self, asked: Asked, value: str) -> tuple[str, ...]:
        return (cleaning.key(value),)

    def json_schema(self, asked: Asked) -> dict[str, Any]:
        return {"type": "string", "minLength": 1, "maxLength": LONGEST}
