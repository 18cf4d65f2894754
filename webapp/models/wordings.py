"""The texts of a definition document, one by one, so that they can be translated: where each stands, in which languages."""

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})?")
OWN = "en"


@dataclass(frozen=True, slots=True)
class Wording:
    """`path` names its place by uids and keys, as "f_9x4c.options.o_1.label": it stays when others move or add parts.
    `about` is the uid of the page, question or rule that it belongs to, "" for the form itself."""

    path: str
    about: str
    words: Mapping[str, str]

    @property
    def name(self) -> str:
        """What it is of its part: label, hint, title …"""
        return self.path.rpartition(".")[2]


def wordings(document: Mapping[str, Any]) -> tuple[Wording, ...]:
    """Every text of the document, in the order in which it is read: the form's, then page by page, then the rules'."""
    head = [found for name in ("title", "settings") if name in document for found in _below(document[name], (name,), "")]
    pages = _below(document.get("pages", ()), (), "")
    return (*head, *pages, *_below(document.get("rules", ()), (), ""))


def _below(value: Any, steps: tuple[str, ...], about: str) -> Iterator[Wording]:
    if _is_words(value):
        yield Wording(".".join(steps), about, value)
    elif isinstance(value, Mapping):
        # A part is read from its title or label on to what stands inside it.
        for name in sorted(value, key=lambda name: (_ORDER.get(name, 5), name)):
            yield from _below(value[name], (*steps, name), about)
    elif isinstance(value, list | tuple):
        for part in value:
            if isinstance(part, Mapping) and "uid" in part:
                yield from _below(part, (part["uid"],), part["uid"])
            elif isinstance(part, Mapping) and "key" in part:
                yield from _below(part, (*steps, part["key"]), about)


_ORDER = {"title": 0, "label": 0, "called": 1, "text": 1, "hint": 2, "items": 9}


def _is_words(value: Any) -> bool:
    """Text by language. Nothing else in a document has only languages for names and texts for values."""
    return (
        isinstance(value, Mapping)
        and bool(value)
        and all(isinstance(name, str) and _LANGUAGE.fullmatch(name) and isinstance(text, str) for name, text in value.items())
    )


def own_language(document: Mapping[str, Any]) -> str:
    return str(document.get("settings", {}).get("language", OWN))


def languages_of(document: Mapping[str, Any]) -> tuple[str, ...]:
    """The form's own language first, then every other in which it says anything."""
    others = {language for wording in wordings(document) for language in wording.words}
    own = own_language(document)
    return (own, *sorted(others - {own}))


def translated(document: Mapping[str, Any], language: str) -> tuple[int, int]:
    """(texts in this language, texts in the form's own)."""
    said = [wording.words for wording in wordings(document) if own_language(document) in wording.words]
    return sum(language in words for words in said), len(said)


def with_wordings(document: Mapping[str, Any], language: str, texts: Mapping[str, str]) -> dict[str, Any]:
    """The document with these texts (path → text) in a language; an empty one takes the translation out. A path that
    is not there any more is passed over: somebody has removed its part."""
    changed = deepcopy(dict(document))
    for wording in wordings(changed):
        text = texts.get(wording.path)
        # What was found is the copy's own dictionary.
        words: Any = wording.words
        if text:
            words[language] = text
        elif text is not None:
            words.pop(language, None)
    return changed


def without_language(document: Mapping[str, Any], language: str) -> dict[str, Any]:
    """The document with nothing in a language that is not its own."""
    every = {wording.path: "" for wording in wordings(document)}
    return with_wordings(document, language, every) if language != own_language(document) else dict(document)
