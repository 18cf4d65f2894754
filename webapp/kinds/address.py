"""Postal address: lines, postcode, town and country, as the post wants them."""

from datetime import date
from typing import Any

from webapp.kinds import cleaning
from webapp.kinds.kind import Asked, Shown
from webapp.kinds.own import OWN, OwnSettings, token
from webapp.kinds.parts import Part, PartsKind
from webapp.kinds.postcodes import POSTCODES, normal
from webapp.kinds.reading import Fields, flag
from webapp.kinds.settings import LookedUpSetting, TickSetting
from webapp.kinds.territories import code_of, countries, country, country_code
from webapp.kinds.wording import enter, subject
from webapp.kinds.wrong import Wrong
from webapp.languages import _, _l, mark

SETTINGS: Fields = {"country": (country_code(), None), "region": (flag(), False), **OWN}
MISSING = {
    "line1": mark("%(answer)s must include a street and number"),
    "town": mark("%(answer)s must include a town or city"),
    "country": mark("%(answer)s must include a country"),
}
# Where the town comes before the postcode.
_TOWN_FIRST = frozenset({"AU", "CA", "GB", "IE", "IN", "NZ", "US", "ZA"})


class AddressSettings(OwnSettings):
    reads = SETTINGS
    country = LookedUpSetting(_l("Country that is chosen at first"), countries, _l("None"))
    region = TickSetting(_l("Ask for the region, state or province"))


class Address(PartsKind):
    """Values are {"line1", "line2", "postcode", "town", "region", "country"}, the country by its code."""

    name = "address"
    title = _l("Postal address")
    description = _l("Street, postcode, town and country; the postcode is checked where its form is certain.")
    example = _l("Mill Lane 4, 10115 Berlin, Germany")
    settings_inputs = AddressSettings
    settings_fields = SETTINGS
    part_names = ("line1", "line2", "postcode", "town", "region", "country")

    def parts(self, asked: Asked) -> tuple[Part, ...]:
        region = Part("region", _("Region, state or province"), token(asked, "address-level1"), 20, is_optional=True)
        return (
            Part("line1", _("Street and number"), token(asked, "address-line1")),
            Part("line2", _("Second line"), token(asked, "address-line2"), is_optional=True),
            Part("postcode", _("Postcode"), token(asked, "postal-code"), 10),
            Part("town", _("Town or city"), token(asked, "address-level2"), 20),
            *((region,) if asked.settings.get("region") else ()),
            Part(
                "country",
                _("Country"),
                token(asked, "country"),
                options=countries(asked.locale),
                preset=asked.settings.get("country", ""),
            ),
        )

    def parse(self, asked: Asked, raw: Any, today: date) -> dict[str, str] | None:
        value = self.read(asked, raw)
        # The country may stand there from the beginning.
        if not set(value) - {"country"}:
            if asked.required:
                raise Wrong(enter(asked), "line1")
            return None
        missing = [name for name in MISSING if name not in value]
        if missing:
            sentence = MISSING[missing[0]]
            raise Wrong(_(sentence, answer=subject(asked)), missing[0])
        code = code_of(value["country"])
        if not code:
            raise Wrong(_("%(answer)s must include a country of the list", answer=subject(asked)), "country")
        postcode = self._postcode(asked, value.get("postcode", ""), code)
        found = value | {"country": code} | ({"postcode": postcode} if postcode else {})
        return {name: found[name] for name in self.part_names if name in found}

    def _postcode(self, asked: Asked, typed: str, code: str) -> str:
        if code not in POSTCODES:
            return typed
        postcode = normal(code, typed)
        if not postcode:
            about = {"answer": subject(asked), "country": country(code, asked.locale), "example": POSTCODES[code].example}
            raise Wrong(_("%(answer)s must include a postcode of %(country)s, for example %(example)s", **about), "postcode")
        return postcode

    def keys(self, asked: Asked, value: dict[str, str]) -> tuple[str, ...]:
        """Neighbours stand together."""
        return (cleaning.key(" ".join(value.get(name, "") for name in ("country", "postcode", "town", "line1"))),)

    def lines(self, asked: Asked, value: dict[str, str]) -> list[str]:
        """As on an envelope."""
        code = value.get("country", "")
        town, postcode, region = (value.get(name, "") for name in ("town", "postcode", "region"))
        place = (town, region, postcode) if code in _TOWN_FIRST else (postcode, town, region)
        written = [value.get("line1", ""), value.get("line2", ""), " ".join(part for part in place if part)]
        return [line for line in (*written, country(code, asked.locale)) if line]

    def text(self, asked: Asked, value: dict[str, str]) -> str:
        return ", ".join(self.lines(asked, value))

    def display(self, asked: Asked, value: dict[str, str]) -> Shown:
        return Shown("lines", ("\n".join(self.lines(asked, value)),))
