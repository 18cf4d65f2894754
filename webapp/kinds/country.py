"""Country: picked from the names that the reader's language has for them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from webapp.kinds.drawing import Drawing
from webapp.kinds.kind import Asked, Kind, Pick, typed_text
from webapp.kinds.options import WordField
from webapp.kinds.own import OWN, OwnSettings, token
from webapp.kinds.territories import code_of, countries, country, country_codes
from webapp.kinds.wording import quoted, select
from webapp.kinds.wrong import Wrong
from webapp.languages import _, _l


class CountryField(WordField):
    """A select of the countries; `raw` is a code."""

    @property
    def options(self) -> list[dict[str, Any]]:
        chosen = code_of(typed_text(self.raw))
        named = countries(self.asked.locale).items()
        return [{"value": code, "label": name, "hint": "", "selected": code == chosen} for code, name in named]


class Country(Kind):
    """Values are codes of ISO 3166: "DE"."""

    name = "country"
    title = _l("Country")
    description = _l("One of the world’s countries, in the language of the reader.")
    example = _l("Portugal")
    settings_inputs = OwnSettings
    settings_fields = OWN
    field_class = CountryField

    def localised(self, settings: Mapping[str, Any], pick: Pick) -> dict[str, Any]:
        return {**settings, "options": ()}

    def control(self, asked: Asked) -> str:
        return "select"

    def drawing(self, asked: Asked) -> Drawing:
        return Drawing(empty=_("Choose a country"), autocomplete=token(asked, "country"), is_searched=True)

    def parse(self, asked: Asked, raw: Any, today: date) -> str | None:
        typed = typed_text(raw).strip()
        code = code_of(typed) if len(typed) <= 100 else ""
        if code:
            return code
        if typed:
            raise Wrong(_("Select one of the countries listed under %(question)s", question=quoted(asked.label)))
        if asked.required:
            raise Wrong(select(asked))
        return None

    def keys(self, asked: Asked, value: str) -> tuple[str, ...]:
        return (value,)

    def text(self, asked: Asked, value: str) -> str:
        return country(value, asked.locale)

    def json_schema(self, asked: Asked) -> dict[str, Any]:
        return {"enum": sorted(country_codes())}
