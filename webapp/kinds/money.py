"""Money: an amount in one currency, which the author names; exact, with the decimals of the currency."""

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

from babel import Locale
from babel.numbers import format_currency, get_currency_precision, get_currency_symbol

from webapp.kinds.decimals import decimal_mark
from webapp.kinds.drawing import Drawing
from webapp.kinds.kind import Asked
from webapp.kinds.number import LIMITS, Number
from webapp.kinds.reading import Fields, Problems, ordered
from webapp.kinds.settings import DecimalSetting, LookedUpSetting, SettingsInputs
from webapp.kinds.territories import currencies, currency_code
from webapp.kinds.wording import subject
from webapp.kinds.wrong import Wrong
from webapp.languages import _, _l, locale_of, nearest, spoken

DEFAULT = "EUR"
SETTINGS: Fields = {"currency": (currency_code(), DEFAULT), **LIMITS}
# A sign before or after an amount, that is of no digit or separator: "$5", "5 zł", "USD 5".
_NAMED = re.compile(r"[^\W\d_]|[$\u00a2-\u00a5\u20a0-\u20cf]")


class MoneySettings(SettingsInputs):
    reads = SETTINGS
    currency = LookedUpSetting(_l("Currency"), currencies, _l("Euro, when nothing is chosen"))
    min = DecimalSetting(_l("Smallest amount"), _l("For example 0 or 12.50"))
    max = DecimalSetting(_l("Largest amount"))

    def check(self, settings: Mapping[str, Any], path: str, problems: Problems) -> None:
        ordered(settings, "min", "max", path, problems)


class Money(Number):
    """Values are decimals as the shortest plain text, "12.5"; the currency is the question's."""

    name = "money"
    title = _l("Amount of money")
    description = _l("A price, a fee, costs: in one currency, with its decimals.")
    example = _l("€1,234.50")
    settings_inputs = MoneySettings
    settings_fields = SETTINGS

    def decimals(self, asked: Asked) -> int:
        return get_currency_precision(currency_of(asked))

    def drawing(self, asked: Asked) -> Drawing:
        plain = super().drawing(asked)
        symbol = symbol_of(currency_of(asked), asked.locale)
        before = is_before(asked.locale)
        return Drawing(inputmode=plain.inputmode, width=20, prefix=symbol if before else None, suffix=None if before else symbol)

    def bare(self, asked: Asked, text: str) -> str:
        """Without the currency's sign or code, before or after; another currency's is refused by its own sentence."""
        code = currency_of(asked)
        names = "|".join(re.escape(name) for name in sorted(names_of(code, asked.locale), key=len, reverse=True))
        bare = re.sub(rf"^([+\-\u2212]?)\s*(?:{names})\s*|\s*(?:{names})$", r"\1", text, count=1, flags=re.IGNORECASE)
        if _NAMED.search(bare):
            example = f"1234{decimal_mark(asked.locale)}50" if self.decimals(asked) else "1234"
            sentence = _(
                "%(answer)s must be an amount in %(currency)s, for example %(example)s",
                answer=subject(asked),
                currency=code,
                example=example,
            )
            raise Wrong(sentence)
        return bare

    def text(self, asked: Asked, value: str) -> str:
        return format_currency(Decimal(value), currency_of(asked), locale=locale_of(nearest(asked.locale)))

    def columns(self, asked: Asked) -> tuple[str, ...]:
        return (f"{asked.label} ({currency_of(asked)})",)

    def cells(self, asked: Asked, value: Any) -> tuple[str, ...]:
        return ("" if value is None else f"{Decimal(value):.{self.decimals(asked)}f}",)


def currency_of(asked: Asked) -> str:
    return str(asked.settings.get("currency", DEFAULT))


@lru_cache(maxsize=256)
def symbol_of(code: str, locale: str) -> str:
    return get_currency_symbol(code, locale=locale_of(nearest(locale)))


@lru_cache(maxsize=256)
def names_of(code: str, locale: str) -> frozenset[str]:
    """What may stand beside an amount of this currency: its code, and its signs here and in the language spoken."""
    symbols = {symbol_of(code, locale), symbol_of(code, spoken())}
    # "$" of "US$": whoever is asked for dollars of the USA means no others.
    signs = {re.sub("[A-Za-z]", "", symbol) for symbol in symbols if symbol[-1:] == "$"}
    return frozenset({code} | symbols | signs)


@lru_cache(maxsize=8)
def is_before(locale: str) -> bool:
    """Whether this language writes €5 rather than 5 €."""
    return str(Locale.parse(locale_of(nearest(locale))).currency_formats["standard"].pattern).startswith("¤")
