"""Computed: a value that follows from other answers. Shown, stored and sorted like an answer; nobody types it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import Any, ClassVar

from babel.core import Locale
from babel.numbers import get_currency_precision, get_currency_symbol, get_group_symbol
from babel.numbers import parse_pattern as pattern_of
from wtforms import Form

from webapp.kinds import cleaning
from webapp.kinds.answer_field import AnswerField
from webapp.kinds.decimals import MOST_DECIMALS, MOST_DIGITS, decimal_mark
from webapp.kinds.drawing import Drawing
from webapp.kinds.kind import Asked, MultiDict
from webapp.kinds.number import Number
from webapp.kinds.reading import Fields, Problems, plain, text, under, whole, words
from webapp.kinds.settings import LineSetting, SettingsInputs, WholeSetting, WordsSetting
from webapp.languages import _, _l, locale_of, nearest

SETTINGS: Fields = {
    "decimals": (whole(0, MOST_DECIMALS), None),
    "currency": (text(3, "[A-Z]{3}", "EUR"), None),
    "unit": (words(20), {}),
}
_ROUNDING = Context(prec=2 * MOST_DIGITS + 2 * MOST_DECIMALS, rounding=ROUND_HALF_UP, traps=[])
_NOTHING: Mapping[str, Any] = {}


class ComputedSettings(SettingsInputs):
    reads = SETTINGS
    decimals = WholeSetting(_l("Decimal places"), _l("As many as there are when left blank; with a currency, as many as it has"))
    currency = LineSetting(_l("Currency"), _l("Three letters, for example EUR or GBP; left blank for a plain number"))
    unit = WordsSetting(_l("Unit"), _l("Written after the number, for example km or days"))

    def check(self, settings: Mapping[str, Any], path: str, problems: Problems) -> None:
        check_unit(settings, path, problems)


def check_unit(settings: Mapping[str, Any], path: str, problems: Problems) -> None:
    if settings.get("currency") and settings.get("unit"):
        problems.append((under(path, "unit"), _("must be left blank where there is a currency")))


class ComputedField(AnswerField):
    """Draws its value; whatever a page sends under its name is not even read."""

    @property
    def said(self) -> str:
        """The value in words; "" while there is none."""
        return "" if self.answer is None else self.kind.text(self.asked, self.answer)

    @property
    def look(self) -> "Look":
        return look_of(self.asked)


@dataclass(frozen=True, slots=True)
class Look:
    """How a number is written: sign, `before`, digits in groups of three, `mark` and decimals, `after`."""

    before: str
    after: str
    mark: str
    group: str
    places: int | None

    def write(self, number: Decimal) -> str:
        digits = f"{abs(number):f}" if self.places is None else f"{rounded(abs(number), self.places):f}"
        whole_part, _point, places = digits.partition(".")
        grouped = f"{int(whole_part):,}".replace(",", self.group)
        return f"{'-' if number < 0 else ''}{self.before}{grouped}{self.mark if places else ''}{places}{self.after}"


class Computed(Number):
    """Values are those of numbers, "1234.5"; a calculation may also come to a text or a day."""

    name = "computed"
    title = _l("Calculation")
    description = _l("A total or another value that follows from earlier answers. It is shown, never typed.")
    example = _l("1,234.50")
    settings_inputs: ClassVar[type[Form]] = ComputedSettings
    settings_fields = SETTINGS
    worded = frozenset({"unit"})
    field_class = ComputedField
    is_typed = False

    def check(self, settings: Mapping[str, Any], path: str, problems: Problems) -> None:
        check_unit(settings, path, problems)

    def control(self, asked: Asked) -> str:
        return "computed"

    def drawing(self, asked: Asked) -> Drawing:
        return Drawing()

    def typed(self, form: MultiDict, name: str) -> None:
        return None

    def parse(self, asked: Asked, raw: Any, today: date) -> None:
        """Nothing that is typed becomes its value."""
        return

    def settled(self, settings: Mapping[str, Any], value: Any) -> str | None:
        """What a calculation came to, as it is stored: rounded half up; None for what is neither number nor text."""
        if isinstance(value, Decimal):
            number = rounded(value, places_of(settings))
            return plain(number) if number.adjusted() < MOST_DIGITS else None
        return value or None if isinstance(value, str) else None

    def retype(self, asked: Asked, value: str) -> str:
        return value

    def keys(self, asked: Asked, value: str) -> tuple[str, ...]:
        is_number = isinstance(self.comparable(value), Decimal)
        return super().keys(asked, value) if is_number else (cleaning.key(value),)

    def text(self, asked: Asked, value: str) -> str:
        number = self.comparable(value)
        return look_of(asked).write(number) if isinstance(number, Decimal) else str(value)

    def json_schema(self, asked: Asked) -> dict[str, Any]:
        return {"type": "string"}


def rounded(number: Decimal, places: int) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-places), context=_ROUNDING)


def places_of(settings: Mapping[str, Any]) -> int:
    """To how many decimals a value is stored."""
    places = _places(settings.get("decimals"), settings.get("currency", ""))
    return MOST_DECIMALS if places is None else places


def look_of(asked: Asked) -> Look:
    settings = asked.settings
    return _look(settings.get("decimals"), settings.get("currency", ""), settings.get("unit", ""), asked.locale)


@lru_cache(maxsize=512)
def _look(places: int | None, currency: str, unit: str, locale: str) -> Look:
    name = locale_of(nearest(locale))
    before, after = _around(currency, name) if currency else ("", f" {unit}" if unit else "")
    mark, group = decimal_mark(locale), get_group_symbol(name)
    return Look(before, after, mark, group if group != mark else " ", _places(places, currency))


def _places(places: int | None, currency: str) -> int | None:
    return get_currency_precision(currency) if currency and places is None else places


def _around(currency: str, name: str) -> tuple[str, str]:
    """What a language writes before and after an amount of a currency: ("€", ""), ("", " €")."""
    pattern = pattern_of(Locale.parse(name).currency_formats["standard"].pattern)
    symbol = get_currency_symbol(currency, name)
    return pattern.prefix[0].replace("¤", symbol), pattern.suffix[0].replace("¤", symbol)
