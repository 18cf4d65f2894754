"""Telephone number: as people write it, kept as one that can be dialled from anywhere."""

import re
from datetime import date
from functools import lru_cache
from typing import Any

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat, ValidationResult

from webapp.kinds import cleaning
from webapp.kinds.drawing import Drawing
from webapp.kinds.kind import Asked, Kind, typed_text
from webapp.kinds.own import OWN, OwnSettings, token
from webapp.kinds.reading import Fields
from webapp.kinds.settings import LookedUpSetting
from webapp.kinds.territories import countries, country_code
from webapp.kinds.wording import enter, subject
from webapp.kinds.wrong import Wrong
from webapp.languages import _, _l

SETTINGS: Fields = {"region": (country_code(), None), **OWN}
ANYWHERE = "+44 20 7946 0018"
# No letters: the library would read 1-800-FLOWERS, and an extension, as digits of the number.
_SIGNS = re.compile(r"\+?[0-9 ().\-/\u00a0\u2010-\u2015\u2212]{3,40}")


class PhoneSettings(OwnSettings):
    reads = SETTINGS
    region = LookedUpSetting(
        _l("Country of numbers without a country code"),
        countries,
        _l("None: numbers begin with +"),
        _l("Who writes 0151 23456789 then means a number of this country."),
    )


class Phone(Kind):
    """Values are numbers in E.164: "+442079460018"."""

    name = "phone"
    title = _l("Telephone number")
    description = _l("A number to call; how long it must be is checked, country by country.")
    example = _l("+44 20 7946 0018")
    settings_inputs = PhoneSettings
    settings_fields = SETTINGS

    def drawing(self, asked: Asked) -> Drawing:
        return Drawing(type="tel", inputmode="tel", autocomplete=token(asked, "tel"), width=20)

    def parse(self, asked: Asked, raw: Any, today: date) -> str | None:
        text = cleaning.line(typed_text(raw))
        if not text:
            if asked.required:
                raise Wrong(enter(asked))
            return None
        region = region_of(asked)
        if not _SIGNS.fullmatch(text):
            raise Wrong(self._no_number(asked))
        number = read(text, region)
        if number is None:
            raise Wrong(self._no_number(asked))
        possible = phonenumbers.is_possible_number_with_reason(number)
        if possible in (ValidationResult.TOO_SHORT, ValidationResult.IS_POSSIBLE_LOCAL_ONLY):
            raise Wrong(_("%(answer)s is too short: give all of its digits", answer=subject(asked)))
        if possible == ValidationResult.TOO_LONG:
            raise Wrong(_("%(answer)s is too long: give one number, without an extension", answer=subject(asked)))
        value = phonenumbers.format_number(number, PhoneNumberFormat.E164)
        again = read(value, None)
        if possible != ValidationResult.IS_POSSIBLE or again is None or written(again, PhoneNumberFormat.E164) != value:
            raise Wrong(self._no_number(asked))
        return value

    def _no_number(self, asked: Asked) -> str:
        region = region_of(asked)
        if region is None:
            return _(
                "%(answer)s must be a number that begins with +, for example %(example)s", answer=subject(asked), example=ANYWHERE
            )
        return _("%(answer)s must be a number, for example %(example)s", answer=subject(asked), example=example_of(region))

    def retype(self, asked: Asked, value: str) -> str:
        """As it is shown, if it is read back as the same number: not every possible number is."""
        shown = self.text(asked, value)
        number = read(shown, region_of(asked)) if _SIGNS.fullmatch(shown) else None
        return shown if number is not None and written(number, PhoneNumberFormat.E164) == value else value

    def keys(self, asked: Asked, value: str) -> tuple[str, ...]:
        return (value,)

    def text(self, asked: Asked, value: str) -> str:
        """+44 20 7946 0018; a number of the question's own country as it is written there."""
        number = read(value, None)
        if number is None:
            return value
        region = region_of(asked)
        is_here = region is not None and phonenumbers.country_code_for_region(region) == number.country_code
        return written(number, PhoneNumberFormat.NATIONAL if is_here else PhoneNumberFormat.INTERNATIONAL) or value

    def cells(self, asked: Asked, value: Any) -> tuple[str, ...]:
        return ("" if value is None else value,)

    def json_schema(self, asked: Asked) -> dict[str, Any]:
        return {"type": "string", "pattern": r"^\+[0-9]{4,17}$"}


def region_of(asked: Asked) -> str | None:
    region = asked.settings.get("region")
    return str(region) if region in phonenumbers.SUPPORTED_REGIONS else None


@lru_cache(maxsize=1024)
def read(text: str, region: str | None) -> PhoneNumber | None:
    try:
        return phonenumbers.parse(text, region)
    except NumberParseException:
        return None


def written(number: PhoneNumber, form: int) -> str:
    return str(phonenumbers.format_number(number, form))


@lru_cache(maxsize=256)
def example_of(region: str) -> str:
    """A number as it is written in a country."""
    number = phonenumbers.example_number(region)
    return written(number, PhoneNumberFormat.NATIONAL) if number else ANYWHERE
