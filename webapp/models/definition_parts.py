"""The parts of a definition as frozen objects: pages, their questions, the rules between answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from webapp.kinds import KINDS, Kind
from webapp.kinds.group_rows import Part
from webapp.kinds.wording import of_a_row
from webapp.models.conditions import Condition, condition_of
from webapp.models.definition_reading import COMMON, GROUP
from webapp.models.definition_settings import NO_WORDS, Settings, Words
from webapp.models.piping import Said, in_markdown, piped, unanswered


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question in one language: what a kind receives."""

    uid: str
    label: str
    hint: str
    called: str
    required: bool
    settings: Mapping[str, Any]
    locale: str
    zone: str
    # The language that the label is in: another than asked for, where it was not translated.
    language: str


@dataclass(frozen=True, slots=True)
class Question:
    """An item of a page; `settings` is what its kind keeps, as the document has it."""

    uid: str
    kind_name: str
    label: Words
    called: Words
    hint: Words
    required: bool
    pii: str
    keep_days: int | None
    indexed: bool
    prefill: bool
    show: Condition | None
    settings: Mapping[str, Any]
    language: str
    zone: str
    # What a repeatable group asks in each of its rows; nothing for every other kind.
    items: tuple["Question", ...] = ()

    @property
    def kind(self) -> Kind:
        return KINDS[self.kind_name]

    @property
    def is_answered(self) -> bool:
        return self.kind.is_answered

    @property
    def is_typed(self) -> bool:
        return self.kind.is_typed

    @property
    def is_group(self) -> bool:
        """Whether it is answered by rows, each with answers to `items`."""
        return self.kind_name == GROUP

    def in_language(self, locale: str, *, is_in_row: bool = False, said: Said = unanswered) -> AskedQuestion:
        """`said` gives the answers that its words repeat."""

        def plain(words: Words) -> str:
            return in_language(words, locale, self.language)

        def pick(words: Words) -> str:
            return piped(plain(words), said)

        def prose(words: Words) -> str:
            return piped(plain(words), in_markdown(said))

        label, settings = pick(self.label) or self.uid, self.kind.localised(self.settings, plain if self.is_answered else prose)
        if self.is_group:
            settings["items"] = tuple(Part(one.kind, one.in_language(locale, is_in_row=True, said=said)) for one in self.items)
        return AskedQuestion(
            uid=self.uid,
            label=label,
            hint=pick(self.hint),
            called=pick(self.called) or (of_a_row(label) if is_in_row else ""),
            required=self.required,
            settings=settings,
            locale=locale,
            zone=self.zone,
            language=language_used(self.label, locale, self.language),
        )


@dataclass(frozen=True, slots=True)
class Page:
    uid: str
    title: Words
    text: Words
    show: Condition | None
    items: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """What must hold between answers; `message` stands at the question `at` where it does not."""

    uid: str
    condition: Condition
    at: str
    message: Words


def in_language(words: Words, locale: str, default: str) -> str:
    """The text in a language, else in its base language, the form's own language, or any."""
    return words.get(language_used(words, locale, default), "")


def language_used(words: Words, locale: str, default: str) -> str:
    """The language of the text that `in_language` gives; the form's own where there is no text."""
    for language in (locale, locale.partition("-")[0].partition("_")[0], default):
        if language in words:
            return language
    return next(iter(words), default)


def parsed_page(clean: Mapping[str, Any], settings: Settings) -> Page:
    return Page(
        uid=clean["uid"],
        title=clean.get("title", NO_WORDS),
        text=clean.get("text", NO_WORDS),
        show=_condition(clean),
        items=tuple(_question(item, settings) for item in clean.get("items", [])),
    )


def _question(clean: Mapping[str, Any], settings: Settings) -> Question:
    return Question(
        uid=clean["uid"],
        kind_name=clean["kind"],
        label=clean.get("label", NO_WORDS),
        called=clean.get("called", NO_WORDS),
        hint=clean.get("hint", NO_WORDS),
        required=clean.get("required", False),
        pii=clean.get("pii", "none"),
        keep_days=clean.get("keep_days"),
        indexed=clean.get("indexed", False),
        prefill=clean.get("prefill", False) or KINDS[clean["kind"]].is_unseen,
        show=_condition(clean),
        settings={name: value for name, value in clean.items() if name not in COMMON and name != "items"},
        language=settings.language,
        zone=settings.tz,
        items=tuple(_question(item, settings) for item in clean.get("items", [])),
    )


def _condition(clean: Mapping[str, Any]) -> Condition | None:
    return condition_of(clean["show"]) if "show" in clean else None


def parsed_rule(clean: Mapping[str, Any]) -> Rule:
    return Rule(clean["uid"], condition_of(clean["assert"]), clean["at"], clean["message"])
