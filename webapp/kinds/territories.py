"""Countries, currencies and languages by their codes, named in a language."""

import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import Any

from babel import Locale, localedata
from babel.numbers import get_territory_currencies

from webapp.kinds.reading import Problems, Reader, text
from webapp.languages import ENGLISH, LANGUAGES, _, locale_of, nearest

# Codes of CLDR that are no country: islands that belong to one, unions, pseudo-regions, the unknown.
_NO_COUNTRIES = frozenset(["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"])


@cache
def country_codes() -> frozenset[str]:
    """ISO 3166-1 alpha-2, and XK."""
    codes = map(str, Locale.parse(locale_of(ENGLISH)).territories)
    return frozenset(code for code in codes if len(code) == 2 and code.isalpha()) - _NO_COUNTRIES


@cache
def currency_codes() -> frozenset[str]:
    """ISO 4217, those that are tender somewhere now."""
    return frozenset(code for country in country_codes() for code in get_territory_currencies(country))


def countries(language: str) -> Mapping[str, str]:
    """code → name, in the order of the names."""
    return _countries(locale_of(nearest(language)))


def currencies(language: str) -> Mapping[str, str]:
    return _currencies(locale_of(nearest(language)))


def languages(language: str) -> Mapping[str, str]:
    """ISO 639-1 code → name, in the order of the names."""
    return _languages(locale_of(nearest(language)))


def language_name(code: str, language: str) -> str:
    """ "Turkish"; the code itself where nobody has named it."""
    base, _dash, region = code.partition("-")
    return languages(language).get(base, base) + (f" ({region})" if region else "")


def own_name(code: str) -> str:
    """ "Türkçe": the language named in itself."""
    base = code.partition("-")[0]
    known = Locale.parse(base).get_language_name(base) if base in localedata.locale_identifiers() else None
    name = str(known or language_name(code, ENGLISH))
    return name[:1].upper() + name[1:]


def country(code: str, language: str) -> str:
    return countries(language).get(code, code)


@lru_cache(maxsize=8)
def _countries(locale: str) -> Mapping[str, str]:
    names = Locale.parse(locale).territories
    return by_name((code, names.get(code, code)) for code in country_codes())


@lru_cache(maxsize=8)
def _currencies(locale: str) -> Mapping[str, str]:
    names = Locale.parse(locale).currencies
    return by_name((code, f"{names.get(code, code)} ({code})") for code in currency_codes())


@lru_cache(maxsize=8)
def _languages(locale: str) -> Mapping[str, str]:
    names = Locale.parse(locale).languages
    return by_name((code, name[:1].upper() + name[1:]) for code, name in names.items() if len(code) == 2)


def by_name(named: Iterable[tuple[str, str]]) -> dict[str, str]:
    return dict(sorted(named, key=lambda pair: folded(pair[1])))


def folded(name: str) -> str:
    """Small letters without accents and signs: what a name is found by."""
    bare = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in bare if letter.isalnum())


@cache
def found_by_name() -> Mapping[str, str]:
    """Every country's name in each of our languages → code; names that two countries share are left out."""
    found: dict[str, str] = {}
    for language in LANGUAGES:
        for code, name in countries(language).items():
            found[folded(name)] = code if found.get(folded(name), code) == code else ""
    return {name: code for name, code in found.items() if name and code}


def code_of(typed: str) -> str:
    """The code of a country given by code or by name; "" for what is none."""
    code = typed.strip().upper()
    return code if code in country_codes() else found_by_name().get(folded(typed), "")


def country_code() -> Reader:
    return _coded("[A-Z]{2}", "DE", country_codes)


def currency_code() -> Reader:
    return _coded("[A-Z]{3}", "EUR", currency_codes)


def _coded(pattern: str, example: str, known: Any) -> Reader:
    read_text = text(3, pattern, example)

    def read(value: Any, path: str, problems: Problems) -> str:
        before = len(problems)
        code: str = read_text(value, path, problems)
        if len(problems) == before and code not in known():
            problems.append((path, _("must be a code that is in use, such as %(example)s", example=example)))
        return code

    return read
