"""Relevance: which pages and questions are asked, given the answers so far. Hidden ones count as never asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from webapp.kinds.computed import Computed
from webapp.models.conditions import Condition, is_true
from webapp.models.definition import Definition, Page, Question
from webapp.models.expressions import evaluate


@dataclass(frozen=True, slots=True)
class Relevance:
    """`pages` to show, in order; `uids` of the items to show; `answers` without those to questions not asked."""

    pages: tuple[Page, ...]
    uids: frozenset[str]
    answers: Mapping[str, Any]


def is_shown(show: Condition | None, definition: Definition, effective: Mapping[str, Any]) -> bool:
    """Whether a page or a question is shown, where `effective` holds only answers to questions that are asked."""
    return show is None or is_true(show, effective, definition.kinds)


def calculated(question: Question, definition: Definition, effective: Mapping[str, Any]) -> str | None:
    """What a computed question comes to, by the answers before it."""
    expression = definition.calc.get(question.uid)
    value = evaluate(expression, effective, definition.kinds) if expression else None
    return question.kind.settled(question.settings, value) if isinstance(question.kind, Computed) else None


def relevance(definition: Definition, answers: Mapping[str, Any], *, is_sent: bool = False) -> Relevance:
    """One walk from first to last: a condition sees the answers before it, so what hangs on a hidden one hides too.

    What is computed is computed again on the way, but for answers that were sent: those stay what they were.
    """
    if not _has_logic(definition):
        return _everything(definition, answers)
    pages: list[Page] = []
    uids: set[str] = set()
    effective: dict[str, Any] = {}
    for page in definition.pages:
        if not is_shown(page.show, definition, effective):
            continue
        found = False
        for question in page.items:
            if is_shown(question.show, definition, effective):
                found = True
                uids.add(question.uid)
                if question.kind_name == Computed.name and not is_sent:
                    effective[question.uid] = calculated(question, definition, effective)
                elif question.uid in answers:
                    effective[question.uid] = answers[question.uid]
        if found or page.text:
            pages.append(page)
    return Relevance(tuple(pages), frozenset(uids), effective)


def _everything(definition: Definition, answers: Mapping[str, Any]) -> Relevance:
    pages, uids = _all_of(definition)
    return Relevance(pages, uids, {uid: value for uid, value in answers.items() if uid in uids})


def with_calculations(definition: Definition, answers: Mapping[str, Any]) -> Mapping[str, Any]:
    """Answers with every computed value as it is now."""
    computed = calculations(definition)
    relevant = relevance(definition, answers).answers if computed else {}
    return {**answers, **{uid: relevant.get(uid) for uid in computed}}


@lru_cache(maxsize=512)
def _has_logic(definition: Definition) -> bool:
    """Whether anything is shown under a condition, or computed."""
    conditional = any(page.show or any(question.show for question in page.items) for page in definition.pages)
    return conditional or bool(calculations(definition))


@lru_cache(maxsize=512)
def calculations(definition: Definition) -> tuple[str, ...]:
    """The computed questions of a form."""
    return tuple(question.uid for question in definition.questions if question.kind_name == Computed.name)


@lru_cache(maxsize=512)
def _all_of(definition: Definition) -> tuple[tuple[Page, ...], frozenset[str]]:
    pages = tuple(page for page in definition.pages if page.items or page.text)
    return pages, frozenset(question.uid for page in pages for question in page.items)
