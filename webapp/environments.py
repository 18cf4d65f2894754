"""Jinja, once per language: a sentence that stands in a template is translated when the template is compiled."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from flask.templating import Environment
from jinja2 import FileSystemBytecodeCache, Template
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

import webapp.drawing as drawing
from webapp.languages import CATALOGUES, ENGLISH, sentences, spoken


class SpokenEnvironment(Environment):
    """What the application holds: it has an environment for each language, and draws with that of the one that is spoken.

    So a page costs the same in each language, and `_("Log in")` in a template nothing at all.
    """

    language = ENGLISH
    kept_in: Path | None = None

    def __init__(self, *rest: Any, **more: Any) -> None:
        super().__init__(*rest, **more)
        self.languages: dict[str, SpokenEnvironment] = {}
        self.known: dict[str | Template, Template] = {}

    def get_template(self, name: str | Template, *rest: Any, **more: Any) -> Template:
        if not self.overlayed:
            return self.of(spoken()).get_template(name, *rest, **more)
        found = self.known.get(name)
        if found is None or self.auto_reload:
            found = self.known[name] = super().get_template(name, *rest, **more)
        return found

    def of(self, language: str) -> "SpokenEnvironment":
        """That of one language: everything is shared but the compiled templates."""
        if language not in self.languages:
            made = self.overlay(cache_size=-1)
            made.language, made.known = language, {}
            made.keep_in(self.kept_in)
            self.languages[language] = made
        return self.languages[language]

    def keep_in(self, folder: Path | None) -> None:
        """Compiled templates stay in this folder between starts."""
        self.kept_in = folder
        self.bytecode_cache = KeptTemplates(folder, self.language) if folder else None
        if not self.overlayed:
            for one in self.languages.values():
                one.keep_in(folder)


class KeptTemplates(FileSystemBytecodeCache):
    """Compiled templates of one language; those of an older catalogue or an older compiler are not used."""

    def __init__(self, folder: Path, language: str) -> None:
        super().__init__(str(folder), f"template-{language}-%s")
        catalogue = CATALOGUES / language / "LC_MESSAGES" / "messages.mo"
        made_of = (catalogue, Path(drawing.__file__), Path(__file__))
        self.edition = " ".join(str(path.stat().st_mtime_ns) for path in made_of if path.exists())

    def get_source_checksum(self, source: str) -> str:
        return super().get_source_checksum(source + self.edition)


class Translated(Extension):
    """`_("…")` becomes the sentence itself; with values, a sentence that has only to be filled in."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        tokens = list(stream)
        say = sentences.of(self.environment.language).ugettext  # type: ignore[attr-defined]
        at = 0
        while at < len(tokens):
            kinds = [token.type for token in tokens[at : at + 4]]
            if kinds[:3] == ["name", "lparen", "string"] and tokens[at].value == "_":
                sentence = tokens[at + 2]
                said = Token(sentence.lineno, "string", say(sentence.value))
                if kinds[3] == "rparen":
                    yield said
                else:
                    yield from (Token(sentence.lineno, "name", "filled"), tokens[at + 1], said)
                at += 4 if kinds[3] == "rparen" else 3
            else:
                yield tokens[at]
                at += 1
