"""A form's definition: the document as frozen objects, its canonical text and its hash."""

import hashlib
import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any, Self

from webapp.kinds import KINDS
from webapp.kinds.reading import Problems
from webapp.kinds.rows import rows_of
from webapp.models.definition_parts import AskedQuestion, Page, Question, Rule, in_language, parsed_page, parsed_rule
from webapp.models.definition_reading import SCHEMA, canonical, read_document
from webapp.models.definition_settings import NO_WORDS, Settings, Words, settings_of
from webapp.models.expression_reading import operand_of
from webapp.models.expressions import Operand
from webapp.models.piping import OPENING

__all__ = ["AskedQuestion", "Definition", "Malformed", "Page", "Question", "Rule", "in_language", "new_uid"]

_SYMBOLS = "23456789abcdefghjkmnpqrstvwxyz"


class Malformed(ValueError):
    """A document that is no definition. `problems`: pairs of path and sentence."""

    def __init__(self, problems: Problems) -> None:
        super().__init__("\n".join(f"{path}: {sentence}" if path else sentence for path, sentence in problems))
        self.problems = tuple(problems)


@dataclass(frozen=True, eq=False)
class Definition:
    """A form's questions. Equal and hashable by its hash, so it can be the key of a cache."""

    title: Words
    pages: tuple[Page, ...]
    rules: tuple[Rule, ...]
    calc: Mapping[str, Operand]
    settings: Settings
    document: Mapping[str, Any] = field(repr=False)
    json: str = field(repr=False)
    sha256: str

    @classmethod
    def parse(cls, document: Mapping[str, Any] | str | bytes) -> Self:
        """From a document (or its JSON text); raises `Malformed` with everything that is wrong."""
        problems: Problems = []
        clean = read_document(document, problems)
        if problems:
            raise Malformed(problems)
        return cls._from_clean(clean)

    @classmethod
    def _from_clean(cls, clean: dict[str, Any]) -> Self:
        settings = settings_of(clean.get("settings", {}))
        text = canonical(clean)
        return cls(
            title=clean.get("title", NO_WORDS),
            pages=tuple(parsed_page(page, settings) for page in clean.get("pages", [])),
            rules=tuple(parsed_rule(rule) for rule in clean.get("rules", [])),
            calc={one["uid"]: operand_of(one["expr"]) for one in clean.get("calc", [])},
            settings=settings,
            document=clean,
            json=text,
            sha256=hashlib.sha256(text.encode()).hexdigest(),
        )

    @classmethod
    def stored(cls, sha256: str, read: Callable[[], Mapping[str, Any] | str]) -> "Definition":
        """A published definition by its hash; `read` fetches the document only when it is not in memory."""
        return _stored(_Reading(sha256, read))

    @classmethod
    def blank(cls, title: str, language: str = "en") -> Self:
        """A new form: a title and one empty page."""
        page = {"uid": new_uid("p"), "title": {}, "items": []}
        settings = {"language": language}
        return cls.parse({"schema": SCHEMA, "title": {language: title}, "pages": [page], "settings": settings})

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Definition) and other.sha256 == self.sha256

    def __hash__(self) -> int:
        return hash(self.sha256)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """Every item of every page, in order. What is asked in the rows of a group stands in the group."""
        return tuple(question for page in self.pages for question in page.items)

    @cached_property
    def has_files(self) -> bool:
        """Whether anything in it asks for a file, however deep in groups."""
        return any(f'"kind":"{name}"' in self.json for name, kind in KINDS.items() if kind.takes_files)

    @cached_property
    def every_question(self) -> tuple[Question, ...]:
        """As `questions`, each group followed by what it asks in its rows."""
        return tuple(one for question in self.questions for one in (question, *question.items))

    @cached_property
    def has_pipes(self) -> bool:
        """Whether any of its words repeat an answer."""
        return OPENING in self.json

    @cached_property
    def kinds(self) -> Mapping[str, str]:
        """uid → name of kind, for conditions."""
        return {question.uid: question.kind_name for question in self.every_question}

    @cached_property
    def places(self) -> Mapping[tuple[str, str], int]:
        """(uid, option key) → how many places an option has; those without a number are left out."""
        each = (part for question in self.every_question for part in question.kind.places(question.uid, question.settings))
        return {(uid, key): cap for uid, key, cap in each}

    @cached_property
    def offers(self) -> Mapping[tuple[str, str], Words]:
        """(uid, option key) → the option's label."""
        each = (part for question in self.every_question for part in question.kind.offers(question.uid, question.settings))
        return {(uid, key): label for uid, key, label in each}

    def option_label(self, pick: tuple[str, str], locale: str = "") -> str:
        """What an option is called, also one that is not offered any more."""
        return self.words(self.offers.get(pick, NO_WORDS), locale or self.settings.language) or pick[1]

    def picks(self, answers: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """(uid, option key) of everything that answers to this form chose, once for each time."""
        for question, value in self.single_answers(answers):
            yield from question.kind.picks(question.uid, question.settings, value)

    def single_answers(self, answers: Mapping[str, Any]) -> Iterator[tuple[Question, Any]]:
        """(question, answer) of all that was answered, in order; of a group, those in its rows instead, one by one."""
        for question in self.questions:
            if question.is_group:
                rows = rows_of(answers.get(question.uid))
                each = ((inner, row.answers.get(inner.uid)) for row in rows for inner in question.items)
                yield from ((inner, value) for inner, value in each if value is not None)
            elif answers.get(question.uid) is not None:
                yield question, answers[question.uid]

    @cached_property
    def _standing(self) -> Mapping[str, tuple[Page, Question, Question | None]]:
        places: dict[str, tuple[Page, Question, Question | None]] = {}
        for page in self.pages:
            for question in page.items:
                places[question.uid] = page, question, None
                places |= {inner.uid: (page, inner, question) for inner in question.items}
        return places

    def question(self, uid: str) -> Question | None:
        return self._standing[uid][1] if uid in self._standing else None

    def page_of(self, uid: str) -> Page | None:
        """The page on which a question stands."""
        return self._standing[uid][0] if uid in self._standing else None

    def group_of(self, uid: str) -> Question | None:
        """The repeatable group in whose rows a question is asked."""
        return self._standing[uid][2] if uid in self._standing else None

    def page(self, uid: str) -> Page | None:
        return next((page for page in self.pages if page.uid == uid), None)

    def words(self, words: Words, locale: str) -> str:
        return in_language(words, locale, self.settings.language)


def new_uid(prefix: str) -> str:
    """A name that nothing else in a form has: "f_7k2m9c4t" (30⁸ values; `parse` refuses a repetition)."""
    return f"{prefix}_" + "".join(secrets.choice(_SYMBOLS) for _ in range(8))


class _Reading:
    """The key of the cache of published definitions: equal by hash; carries the way to read what is missing."""

    def __init__(self, sha256: str, read: Callable[[], Mapping[str, Any] | str]) -> None:
        self.sha256 = sha256
        self.read = read

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Reading) and other.sha256 == self.sha256

    def __hash__(self) -> int:
        return hash(self.sha256)


@lru_cache(maxsize=256)
def _stored(reading: _Reading) -> Definition:
    # The closure would keep a database session alive as long as the cache entry.
    read, reading.read = reading.read, dict
    return Definition.parse(read())
