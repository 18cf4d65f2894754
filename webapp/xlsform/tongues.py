"""The languages of a workbook, which writes them as it likes, as codes that a definition uses."""

import re
from collections.abc import Mapping
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.localedata import locale_identifiers

from webapp.languages import _
from webapp.xlsform.report import Report
from webapp.xlsform.workbook import Row

WORDED = ("label", "hint", "constraint_message", "required_message")
# What workbooks write where a cell must not be empty.
NOTHING = frozenset({"-", "NO_LABEL"})
_IN_BRACKETS = re.compile(r"\(([a-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})?)\)\s*$", re.IGNORECASE)
# ISO 639-2 keeps these for private use.
_NOBODYS = "qabcdefghijklmnopqrst"


class Tongues:
    """Language as the workbook writes it → code. Texts under no language are in the form's own."""

    def __init__(self, rows: list[Row], default: str, report: Report) -> None:
        written = dict.fromkeys(language for row in rows for name in WORDED for language in row.words.get(name, ()))
        named = [language for language in written if language]
        self.codes: dict[str, str] = {}
        for language in dict.fromkeys([*([default] if default else []), *named]):
            self.codes[language] = code_of(language) or self._unknown(language, report)
        self.own = self.codes[default] if default else next((self.codes[one] for one in named), "en")
        self.codes[""] = self.own

    def _unknown(self, language: str, report: Report) -> str:
        code = "q" + _NOBODYS[len(self.codes) % 20] + "a"
        named = {"language": language, "code": code}
        report.changed(0, "", _("No language is called “%(language)s”: its texts are kept under the code %(code)s.", **named))
        return code

    def words(self, row: Row, name: str, most: int) -> dict[str, str]:
        """The texts of a column by code, cut at `most` characters."""
        by_language: Mapping[str, str] = row.words.get(name, {})
        named = {self.codes.get(language, self.own): text for language, text in by_language.items() if language}
        texts = {**({self.own: by_language[""]} if "" in by_language else {}), **named}
        return {
            code: text if len(text) <= most else text[: most - 1] + "…" for code, text in texts.items() if text not in NOTHING
        }


def code_of(written: str) -> str | None:
    """ "English (en)", "en", "French" or "Français" → the code; None where no language is called so."""
    bracketed = _IN_BRACKETS.search(written)
    code = (bracketed[1] if bracketed else written).strip()
    if re.fullmatch(r"[a-z]{2,3}([-_][A-Za-z0-9]{2,8})?", code, re.IGNORECASE):
        base, _dash, region = code.replace("_", "-").partition("-")
        if bracketed or base.lower() in locale_identifiers():
            return f"{base.lower()}-{region}" if region else base.lower()
    return by_name().get(written.partition("(")[0].strip().casefold())


@lru_cache(maxsize=1)
def by_name() -> Mapping[str, str]:
    """Languages by their English and their own name, folded."""
    found: dict[str, str] = {}
    for code in locale_identifiers():
        if len(code) > 3:
            continue
        try:
            locale = Locale.parse(code)
        except (UnknownLocaleError, ValueError):
            continue
        for name in (locale.english_name, locale.display_name):
            if name:
                found.setdefault(name.casefold(), code)
    return found
