"""Number: exact decimals, kept as text; separators are understood only where they can mean one thing."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from babel.numbers import format_decimal
from wtforms import Form

from webapp.kinds import cleaning
from webapp.kinds.drawing import Drawing
from webapp.kinds.kind import Asked, Kind, typed_text
from webapp.kinds.reading import Fields, Problems, decimal_text, ordered, plain, whole
from webapp.kinds.settings import DecimalSetting, SettingsInputs, WholeSetting
from webapp.kinds.wording import enter, subject
from webapp.kinds.wrong import Wrong
from webapp.languages import _, _l, locale_of, nearest, ngettext

MOST_DECIMALS = 6
MOST_DIGITS = 15
SETTINGS: Fields = {
    "min": (decimal_text(), None),
    "max": (decimal_text(), None),
    "decimals": (whole(0, MOST_DECIMALS), 0),
}
# Languages that write 1234.5; the others write 1234,5.
_DOT_LANGUAGES = frozenset({"en", "ja", "zh", "ko", "th", "he", "hi", "ga", "mt", "cy", "ar"})
_SPACES = re.compile("[ \u00a0\u2007\u2009\u202f'’]")
_GROUPED_BY_SPACE = re.compile(r"[0-9]{1,3}( [0-9]{3})+([.,][0-9]+)?")
_GROUPED_BY_MARK = re.compile(
    r"[0-9]{1,3}(?P<group>[.,])[0-9]{3}(?:(?P=group)[0-9]{3})*(?:[.,](?P<decimals>[0-9]+))?",
)
_PLAIN = re.compile(r"[0-9]+([.,][0-9]+)?")
_COULD_BE_BOTH = re.compile(r"[1-9][0-9]{0,2}([.,])[0-9]{3}")


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
        mode = "text" if signed else "decimal" if asked.settings.get("decimals") else "numeric"
        return Drawing(inputmode=mode, width=10)

    def parse(self, asked: Asked, raw: Any, today: date) -> str | None:
        text = cleaning.line(typed_text(raw))
        if not text:
            if asked.required:
                raise Wrong(enter(asked))
            return None
        return plain(self._within(asked, self._exact(asked, text)))

    def _exact(self, asked: Asked, text: str) -> Decimal:
        sign, digits = _signed(text)
        decimals = asked.settings.get("decimals", 0)
        mark = decimal_mark(asked.locale)
        written = _understood(digits, mark, decimals) if len(digits) <= 40 else ""
        if written is None:
            whole_part, places = re.split("[.,]", digits)
            either = {"one": f"{whole_part}{places}", "other": f"{whole_part}{mark}{places}0"}
            raise Wrong(_("%(answer)s can be read in two ways: write %(one)s or %(other)s", answer=subject(asked), **either))
        if not written:
            example = f"1234{mark}5" if decimals else "1234"
            raise Wrong(_("%(answer)s must be a number, for example %(example)s", answer=subject(asked), example=example))
        places = len(written.partition(".")[2].rstrip("0"))
        if places > decimals:
            raise Wrong(_too_fine(subject(asked), decimals))
        if len(written.partition(".")[0].lstrip("0")) > MOST_DIGITS:
            raise Wrong(_("%(answer)s must have %(most)s digits or fewer", answer=subject(asked), most=MOST_DIGITS))
        return Decimal(sign + written)

    def _within(self, asked: Asked, number: Decimal) -> Decimal:
        low, high = asked.settings.get("min"), asked.settings.get("max")
        if (low is not None and number < Decimal(low)) or (high is not None and number > Decimal(high)):
            raise Wrong(_out_of_range(subject(asked), low, high, asked.locale))
        return number

    def retype(self, asked: Asked, value: str) -> str:
        return value.replace(".", decimal_mark(asked.locale))

    def keys(self, asked: Asked, value: str) -> tuple[str, ...]:
        # Moved above zero and padded, so that text order is number order.
        scaled = int(Decimal(value).scaleb(MOST_DECIMALS))
        return (f"{scaled + 10 ** (MOST_DIGITS + MOST_DECIMALS):023d}",)

    def comparable(self, value: Any) -> Any:
        try:
            return Decimal(value) if isinstance(value, str) and re.fullmatch(r"-?[0-9.]+", value) else value
        except ArithmeticError:
            return value

    def text(self, asked: Asked, value: str) -> str:
        return _grouped(value, asked.locale)

    def cells(self, asked: Asked, value: Any) -> tuple[str, ...]:
        return ("" if value is None else value,)

    def json_schema(self, asked: Asked) -> dict[str, Any]:
        decimals = asked.settings.get("decimals", 0)
        places = rf"(\.[0-9]{{1,{decimals}}})?" if decimals else ""
        return {"type": "string", "pattern": rf"^-?[0-9]{{1,{MOST_DIGITS}}}{places}$"}


def decimal_mark(locale: str) -> str:
    return "." if locale.partition("-")[0].partition("_")[0] in _DOT_LANGUAGES else ","


def _signed(text: str) -> tuple[str, str]:
    text = text.replace("\u2212", "-")
    sign = text[0] if text[0] in "+-" else ""
    return ("-" if sign == "-" else ""), _SPACES.sub(" ", text[len(sign) :].strip())


def _understood(digits: str, mark: str, decimals: int) -> str | None:
    """Plain digits with "." before decimals; "" for what is no number, None for what could be two.

    ASCII digits only. Python's own number parsing takes `1_000`, `٣`, `NaN`, `Infinity` and `1e999999`.
    """
    both = _COULD_BE_BOTH.fullmatch(digits)
    if both and both[1] != mark:
        # 1,234 where 1234.5 is written: a group, unless three decimals are allowed too.
        return None if decimals >= 3 else digits.replace(both[1], "")
    if _PLAIN.fullmatch(digits):
        return digits.replace(",", ".")
    if _GROUPED_BY_SPACE.fullmatch(digits):
        return digits.replace(" ", "").replace(",", ".")
    grouped = _GROUPED_BY_MARK.fullmatch(digits)
    if not grouped:
        return ""
    places = grouped["decimals"]
    if places is None:
        return digits.replace(grouped["group"], "")
    whole_part, used = digits[: -len(places) - 1], digits[-len(places) - 1]
    return f"{whole_part.replace(grouped['group'], '')}.{places}" if used != grouped["group"] else ""


def _too_fine(answer: str, decimals: int) -> str:
    if not decimals:
        return _("%(answer)s must be a whole number, without decimals", answer=answer)
    return ngettext(
        "%(answer)s must have %(num)s decimal place or fewer",
        "%(answer)s must have %(num)s decimal places or fewer",
        decimals,
        answer=answer,
    )


def _out_of_range(answer: str, low: str | None, high: str | None, locale: str) -> str:
    least, most = _grouped(low or "0", locale), _grouped(high or "0", locale)
    if low is not None and high is not None:
        return _("%(answer)s must be from %(least)s to %(most)s", answer=answer, least=least, most=most)
    if low is not None:
        return _("%(answer)s must be %(least)s or more", answer=answer, least=least)
    return _("%(answer)s must be %(most)s or less", answer=answer, most=most)


def _grouped(value: str, locale: str) -> str:
    """1,234.5; 1.234,5; 1 234,5."""
    if decimal_mark(locale) == ".":
        return f"{Decimal(value):,f}"
    return format_decimal(Decimal(value), "#,##0.######", locale_of(nearest(locale)))
