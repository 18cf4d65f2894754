"""Number: exact decimals, kept as text; separators are understood only where they can mean one thing."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from wtforms import Form

from webapp.kinds import cleaning
from webapp.kinds.decimals import MOST_DECIMALS, MOST_DIGITS, decimal_mark, exact, grouped, sorted_key
from webapp.kinds.drawing import Drawing
from webapp.kinds.kind import Asked, Kind, typed_text
from webapp.kinds.reading import Fields, Problems, decimal_text, ordered, plain, whole
from webapp.kinds.settings import DecimalSetting, SettingsInputs, WholeSetting
from webapp.kinds.wording import enter, subject
from webapp.kinds.wrong import Wrong
from webapp.languages import _, _l

LIMITS: Fields = {"min": (decimal_text(), None), "max": (decimal_text(), None)}
SETTINGS: Fields = {**LIMITS, "decimals": (whole(0, MOST_DECIMALS), 0)}


class NumberSettings(SettingsInputs):
    reads = SETTINGS
    min = DecimalSetting(_l("Smallest number"), _l("For example 0 or 12.50"))
    max = DecimalSetting(_l("Largest number"))
    decimals = WholeSetting(_l("Decimal places"), _l("0, for whole numbers, when left blank"))

    def check(self, settings: Mapping[str, Any], path: str, problems: Problems) -> None:
        ordered(settings, "min", "max", path, problems)


class Number(Kind):
    """Values are decimals as the shortest plain text: "1234.5"."""

    name = "number"
    title = _l("Number")
    description = _l("A count or an amount; whole or with decimals, with limits.")
    example = _l("1,234.50")
    settings_inputs: ClassVar[type[Form]] = NumberSettings
    settings_fields = SETTINGS

    def check(self, settings: Mapping[str, Any], path: str, problems: Problems) -> None:
        ordered(settings, "min", "max", path, problems)

    def drawing(self, asked: Asked) -> Drawing:
        signed = Decimal(asked.settings.get("min", "-1")) < 0
        # iPhones offer no minus on their numeric keyboards.
        mode = "text" if signed else "decimal" if self.decimals(asked) else "numeric"
        return Drawing(inputmode=mode, width=10)

    def decimals(self, asked: Asked) -> int:
        """How many decimal places an answer may have."""
        return int(asked.settings.get("decimals", 0))

    def bare(self, asked: Asked, text: str) -> str:
        """What was typed, without what may stand around the number."""
        return text

    def parse(self, asked: Asked, raw: Any, today: date) -> str | None:
        text = cleaning.line(typed_text(raw))
        if not text:
            if asked.required:
                raise Wrong(enter(asked))
            return None
        number = exact(asked, self.bare(asked, text), self.decimals(asked))
        low, high = asked.settings.get("min"), asked.settings.get("max")
        if (low is not None and number < Decimal(low)) or (high is not None and number > Decimal(high)):
            raise Wrong(self._out_of_range(asked, low, high))
        return plain(number)

    def _out_of_range(self, asked: Asked, low: str | None, high: str | None) -> str:
        answer, least, most = subject(asked), self.text(asked, low or "0"), self.text(asked, high or "0")
        if low is not None and high is not None:
            return _("%(answer)s must be from %(least)s to %(most)s", answer=answer, least=least, most=most)
        if low is not None:
            return _("%(answer)s must be %(least)s or more", answer=answer, least=least)
        return _("%(answer)s must be %(most)s or less", answer=answer, most=most)

    def retype(self, asked: Asked, value: str) -> str:
        return value.replace(".", decimal_mark(asked.locale))

    def keys(self, asked: Asked, value: str) -> tuple[str, ...]:
        return (sorted_key(value),)

    def comparable(self, value: Any) -> Any:
        try:
            return Decimal(value) if isinstance(value, str) and re.fullmatch(r"-?[0-9.]+", value) else value
        except ArithmeticError:
            return value

    def text(self, asked: Asked, value: str) -> str:
        return grouped(value, asked.locale)

    def cells(self, asked: Asked, value: Any) -> tuple[str, ...]:
        return ("" if value is None else value,)

    def json_schema(self, asked: Asked) -> dict[str, Any]:
        decimals = self.decimals(asked)
        places = rf"(\.[0-9]{{1,{decimals}}})?" if decimals else ""
        return {"type": "string", "pattern": rf"^-?[0-9]{{1,{MOST_DIGITS}}}{places}$"}
