"""The languages that pages and mails are written in: which one is spoken here, and its sentences.

`_("Log in")` says a sentence now, `_l("Log in")` once it is read: for what stands in a class or a table. English is the
source and needs no catalogue; the others lie in `webapp/translations/`.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from babel import Locale, negotiate_locale
from babel.support import NullTranslations, Translations
from flask import Flask, current_app, g, has_app_context
from flask_babel import Babel, Domain, force_locale
from flask_babel.speaklater import LazyString
from markupsafe import Markup
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

ENGLISH = "en"
LANGUAGES = {ENGLISH: "English", "de": "Deutsch", "es": "Español", "fr": "Français", "pl": "Polski"}
# English in accented letters, from right to left: it shows what is not translated and what does not turn round.
PSEUDO = "ar-XB"
CATALOGUES = Path(__file__).resolve().parent / "translations"
# What is filled in, markup and entities stay as they are.
KEPT = re.compile(r"(%\(\w+\)[sd]|%%|<[^>]*>|&\w+;|https?://\S+)")
ACCENTED = str.maketrans("aceginorsuyzACEGINORSUYZ", "áçéĝíñóŕšúýžÁÇÉĜÍÑÓŔŠÚÝŽ")

babel = Babel()


class Pseudo(NullTranslations):
    """A language that nobody speaks, made of the English sentences."""

    def gettext(self, message: str) -> str:
        return accented(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return accented(msgid1 if n == 1 else msgid2)

    ugettext, ungettext = gettext, ngettext


def accented(message: str) -> str:
    parts = KEPT.split(message)
    return "".join(part if at % 2 else part.translate(ACCENTED) for at, part in enumerate(parts))


class Sentences(Domain):
    """Flask-Babel's sentences, kept by language: its own way asks the context four times for each of them."""

    def get_translations(self) -> NullTranslations:
        return self.of(spoken())

    def of(self, language: str) -> NullTranslations:
        kept: NullTranslations | None = self.cache.get(language)
        if kept is None:
            kept = self.cache[language] = Pseudo() if language == PSEUDO else Translations.load(CATALOGUES, [language])
        return kept

    def ngettext(self, singular: str, plural: str, number: int, /, **values: Any) -> str:
        """`num` may be given as it is to be written: "1,000"."""
        said: str = self.get_translations().ungettext(singular, plural, number)
        return said % ({"num": number} | values)


sentences = Sentences()
_ = gettext = sentences.gettext
ngettext = sentences.ngettext


def filled(sentence: str, **values: Any) -> Markup:
    """A sentence of a template with its values, escaped: the sentence itself is ours and may hold markup."""
    return Markup(sentence) % values  # noqa: S704


def mark(sentence: str) -> str:
    """Found by whoever collects sentences, said later with `_(…)`."""
    return sentence


def _l(sentence: str) -> LazyString:
    """A sentence that is said in the language of whoever reads it. It holds no value: those would go unescaped."""
    return LazyString(sentences.gettext, sentence)


def speak(app: Flask, choose: Any) -> None:
    """`choose()` returns the language of this answer's reader."""
    app.extensions["lodge_language"] = choose
    babel.init_app(app, default_locale=locale_of(app.config["LODGE"].locale), locale_selector=lambda: locale_of(spoken()))


def spoken() -> str:
    """The language of this answer, decided once; English where there is no application."""
    if not has_app_context():
        return ENGLISH
    here = g._get_current_object()  # past the proxy, once
    language: str | None = here.get("language")
    if language is None:
        language = here.language = current_app.extensions["lodge_language"]()
    return language


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """In this language, or with "" in the portal's own: for what somebody else will read."""
    before = g.get("language")
    g.language = language or current_app.config["LODGE"].locale
    try:
        with force_locale(locale_of(g.language)):
            yield
    finally:
        g.language = before


@lru_cache(maxsize=256)
def wanted_by(accept_language: str, otherwise: str) -> str:
    """The language of ours that a browser's header likes best."""
    wanted = [tag for tag, quality in parse_accept_header(accept_language, LanguageAccept) if quality > 0]
    return negotiate_locale(wanted, LANGUAGES, sep="-") or otherwise


def nearest(tag: str) -> str:
    """The language of ours that is nearest to one that an author may write in; English where there is none."""
    language = tag if tag == PSEUDO else tag.partition("-")[0].partition("_")[0]
    return language if language == PSEUDO or language in LANGUAGES else ENGLISH


def said_in(language: str, sentence: str) -> str:
    """A marked sentence in a language that need not be the one that is spoken here: a column of a file, a word of a form."""
    said: str = sentences.of(nearest(language)).ugettext(sentence)
    return said


@lru_cache(maxsize=8)
def locale_of(language: str) -> str:
    """Babel's name: English as Britain writes it, with the day before the month."""
    return {ENGLISH: "en_GB", PSEUDO: "he"}.get(language, language)


@lru_cache(maxsize=8)
def direction(language: str) -> str:
    """`ltr` or `rtl`, for the page's `dir`."""
    return str(Locale.parse(locale_of(language)).text_direction)
