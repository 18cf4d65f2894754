"""Words of a form that repeat an answer which is not known where they stand: pairs of sentence and uid."""

from collections.abc import Iterator, Mapping
from typing import Any

from webapp.kinds.wording import quoted
from webapp.languages import _
from webapp.models.definition import Definition, Page, Question
from webapp.models.piping import pipes_in

Texts = Mapping[str, str]


def piping_problems(definition: Definition) -> Iterator[tuple[str, str]]:
    earlier: set[str] = set()
    for page in definition.pages if definition.has_pipes else ():
        yield from _in((page.title, page.text), _page_name(page, definition), page.uid, earlier, definition)
        for question in page.items:
            name = quoted(definition.words(question.label, definition.settings.language) or question.uid)
            for one in (question, *question.items):
                yield from _in(words_of(one), name, question.uid, earlier, definition)
            earlier.update(one.uid for one in (question, *question.items))
    for rule in definition.rules if definition.has_pipes else ():
        name = _("The rule “%(rule)s”", rule=definition.words(rule.message, definition.settings.language))
        yield from _in((rule.message,), name, rule.uid, earlier, definition)


def words_of(question: Question) -> tuple[Texts, ...]:
    """What is piped of a question: its own words, and the text of guidance."""
    return question.label, question.hint, question.called, *guidance(question)


def guidance(question: Question) -> tuple[Any, ...]:
    return () if question.is_answered else tuple(question.settings.get(name, {}) for name in sorted(question.kind.worded))


def _in(texts: tuple[Texts, ...], name: str, uid: str, earlier: set[str], definition: Definition) -> Iterator[tuple[str, str]]:
    for asked in dict.fromkeys(pipe for words in texts for text in words.values() for pipe in pipes_in(text)):
        question = definition.question(asked)
        if question is None or not question.is_answered:
            told = _("%(name)s repeats the answer to a question that is not in the form (%(uid)s)", name=name, uid=asked)
            yield told, uid
        elif asked not in earlier:
            label = quoted(definition.words(question.label, definition.settings.language) or asked)
            yield _("%(name)s repeats the answer to %(question)s, which does not come before it", name=name, question=label), uid


def _page_name(page: Page, definition: Definition) -> str:
    return _("Page %(number)s", number=definition.pages.index(page) + 1)
