"""Readers of a definition document: each returns a value in its normal form, or says what is wrong where."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from webapp.dates import number_in_words
from webapp.languages import _

Problems = list[tuple[str, str]]
Reader = Callable[[Any, str, Problems], Any]
T = TypeVar("T")
# name → (reader, the value that stands for "not given"); REQUIRED has none.
Fields = Mapping[str, tuple[Reader, Any]]
REQUIRED: Any = object()
TODAY = "today"

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})?")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_DECIMAL = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,6})?")


def text(limit: int, pattern: str = "", example: str = "") -> Reader:
    """A string of at most `limit` characters, NFC and trimmed; with a pattern, of that form."""

    def read(value: Any, path: str, problems: Problems) -> str:
        if not isinstance(value, str):
            return _wrong(problems, path, _("must be text"), "")
        clean: str = unicodedata.normalize("NFC", value.replace("\r\n", "\n")).strip()
        if _UNSTORABLE.search(clean):
            return _wrong(problems, path, _("must not contain characters that cannot be stored"), "")
        if len(clean) > limit:
            return _wrong(problems, path, _("must be %(most)s characters or fewer", most=number_in_words(limit)), "")
        if pattern and not re.fullmatch(pattern, clean):
            return _wrong(problems, path, _("must look like %(example)s", example=example), "")
        return clean

    return read


def words(limit: int) -> Reader:
    """Text by language, {"en": "Name"}; languages without text are dropped."""
    one = text(limit)

    def read(value: Any, path: str, problems: Problems) -> dict[str, str]:
        if not isinstance(value, Mapping) or not all(isinstance(language, str) for language in value):
            return _wrong(problems, path, _('must give the text by language, for example {"en": "Name"}'), {})
        for language in value:
            if not _LANGUAGE.fullmatch(language):
                problems.append((f"{path}.{language}", _("must be under a language code such as en or pt-BR")))
        read_words = {language: one(part, f"{path}.{language}", problems) for language, part in value.items()}
        return {language: part for language, part in read_words.items() if part}

    return read


def whole(least: int, most: int) -> Reader:
    def read(value: Any, path: str, problems: Problems) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            bounds = {"least": number_in_words(least), "most": number_in_words(most)}
            return _wrong(problems, path, _("must be a whole number from %(least)s to %(most)s", **bounds), least)
        return value

    return read


def decimal_text() -> Reader:
    """A decimal as a string, "12.5", or a whole JSON number. Floats are refused: they are not exact."""

    def read(value: Any, path: str, problems: Problems) -> str:
        is_whole = isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**15
        written = str(value) if is_whole else value
        if not isinstance(written, str) or not _DECIMAL.fullmatch(written):
            return _wrong(problems, path, _('must be a number such as "12.5"'), "0")
        return plain(Decimal(written))

    return read


def plain(number: Decimal) -> str:
    """A decimal as the shortest text without exponent: 12.50 → "12.5", -0 → "0"."""
    written = f"{number:f}"
    written = written.rstrip("0").rstrip(".") if "." in written else written
    return "0" if written in {"-0", ""} else written


def day() -> Reader:
    """A date as "2026-11-21", or "today"."""

    def read(value: Any, path: str, problems: Problems) -> str:
        if value == TODAY:
            return TODAY
        try:
            return date.fromisoformat(value).isoformat() if len(value) == 10 else _no_day(path, problems)
        except (TypeError, ValueError):
            return _no_day(path, problems)

    return read


def _no_day(path: str, problems: Problems) -> str:
    return _wrong(problems, path, _("must be a date such as 2026-11-21, or “today”"), TODAY)


def flag() -> Reader:
    def read(value: Any, path: str, problems: Problems) -> bool:
        return value if isinstance(value, bool) else _wrong(problems, path, _("must be true or false"), False)

    return read


def one_of(*allowed: str) -> Reader:
    def read(value: Any, path: str, problems: Problems) -> str:
        if isinstance(value, str) and value in allowed:
            return value
        return _wrong(problems, path, _("must be one of %(words)s", words=", ".join(allowed)), allowed[0])

    return read


def items(reader: Reader, most: int) -> Reader:
    def read(value: Any, path: str, problems: Problems) -> list[Any]:
        if not isinstance(value, list | tuple):
            return _wrong(problems, path, _("must be a list"), [])
        if len(value) > most:
            return _wrong(problems, path, _("must have %(most)s entries or fewer", most=number_in_words(most)), [])
        return [reader(part, f"{path}[{place}]", problems) for place, part in enumerate(value)]

    return read


def record(fields: Fields) -> Reader:
    """An object with these fields and no others; what is not given, or says the same as not given, is left out."""

    def read(value: Any, path: str, problems: Problems) -> dict[str, Any]:
        if not isinstance(value, Mapping):
            return _wrong(problems, path, _("must be an object"), {})
        for name in value:
            if name not in fields:
                problems.append((under(path, str(name)), _("is not known here: take it out or check its spelling")))
        return {name: kept for name, kept in _read_fields(fields, value, path, problems) if kept is not REQUIRED}

    return read


def _read_fields(fields: Fields, value: Mapping[str, Any], path: str, problems: Problems) -> list[tuple[str, Any]]:
    kept = []
    for name, (reader, absent) in fields.items():
        if value.get(name) is None:
            if absent is REQUIRED:
                problems.append((under(path, name), _("must be given")))
            continue
        result = reader(value[name], under(path, name), problems)
        kept.append((name, REQUIRED if absent is not REQUIRED and result == absent else result))
    return kept


def under(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def ordered(settings: Mapping[str, Any], low: str, high: str, path: str, problems: Problems) -> None:
    """A check over two bounds: the lower must not be above the higher."""
    if low in settings and high in settings and Decimal(settings[low]) > Decimal(settings[high]):
        problems.append((under(path, high), _("must not be less than the smallest allowed, %(least)s", least=settings[low])))


def _wrong(problems: Problems, path: str, sentence: str, instead: T) -> T:
    problems.append((path, sentence))
    return instead
