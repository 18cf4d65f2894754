"""Relevance: which pages and questions are asked, given the answers so far. Hidden ones count as never asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from webapp.kinds.computed import Computed
from webapp.kinds.rows import Row, control_name, rows_of
from webapp.models.conditions import Condition, is_true
from webapp.models.definition import Definition, Page, Question
from webapp.models.expressions import evaluate
from webapp.models.scope import Scope, widen, within

NO_ROWS: Mapping[str, frozenset[str]] = {}


@dataclass(frozen=True, slots=True)
class Relevance:
    """`pages` to show, in order; `uids` of the items to show; `answers` without those to questions not asked.

    `rows`: the name of a row ("f_9x4c-r_7k2m") → the questions asked in it. `scope`: what conditions see.
    """

    pages: tuple[Page, ...]
    uids: frozenset[str]
    answers: Mapping[str, Any]
    scope: Mapping[str, Any]
    rows: Mapping[str, frozenset[str]] = field(default_factory=lambda: NO_ROWS)


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
    What was sent was asked, also where the answer that it hung on was deleted since.
    """
    if not _has_logic(definition):
        return _everything(definition, answers)
    pages: list[Page] = []
    uids: set[str] = set()
    effective: dict[str, Any] = {}
    scope: Scope = {}
    rows: dict[str, frozenset[str]] = {}
    sent = answers.keys() if is_sent else frozenset()
    for page in definition.pages:
        if not any(question.uid in sent for question in page.items) and not is_shown(page.show, definition, scope):
            continue
        found = False
        for question in page.items:
            if question.uid in sent or is_shown(question.show, definition, scope):
                found = True
                uids.add(question.uid)
                if question.kind_name == Computed.name and not is_sent:
                    effective[question.uid] = calculated(question, definition, scope)
                elif question.uid in answers:
                    effective[question.uid] = _relevant(question, answers[question.uid], definition, scope, rows, is_sent)
                if question.uid in effective:
                    widen(scope, question, effective[question.uid])
        if found or page.text:
            pages.append(page)
    return Relevance(tuple(pages), frozenset(uids), effective, scope, rows)


def _relevant(
    question: Question, value: Any, definition: Definition, scope: Scope, rows: dict[str, frozenset[str]], is_sent: bool
) -> Any:
    """The answer; of a group, its rows without what is not asked in them, which goes to `rows`."""
    if not question.is_group or value is None:
        return value
    kept = []
    for row in rows_of(value):
        asked, answers = asked_in_row(question, row.answers, definition, scope, is_sent=is_sent)
        rows[control_name(question.uid, row.id)] = asked
        kept.append(Row(row.id, answers).document())
    return kept


def asked_in_row(
    group: Question, answers: Mapping[str, Any], definition: Definition, scope: Mapping[str, Any], *, is_sent: bool = False
) -> tuple[frozenset[str], dict[str, Any]]:
    """(the questions asked in a row, the answers to them): each looks at its row before it, and before the group."""
    seen = within(scope, group, {})
    asked, kept = set(), {}
    for inner in group.items:
        if (is_sent and inner.uid in answers) or is_shown(inner.show, definition, seen):
            asked.add(inner.uid)
            if inner.kind_name == Computed.name and not is_sent:
                seen[inner.uid] = kept[inner.uid] = calculated(inner, definition, seen)
            elif inner.uid in answers:
                seen[inner.uid] = kept[inner.uid] = answers[inner.uid]
    return frozenset(asked), kept


def _everything(definition: Definition, answers: Mapping[str, Any]) -> Relevance:
    pages, uids = _all_of(definition)
    kept = {uid: value for uid, value in answers.items() if uid in uids}
    return Relevance(pages, uids, kept, kept)


def with_calculations(definition: Definition, answers: Mapping[str, Any]) -> Mapping[str, Any]:
    """Answers with every computed value as it is now."""
    computed = calculations(definition)
    relevant = relevance(definition, answers).answers if computed else {}
    return {**answers, **{uid: relevant.get(uid) for uid in computed}}


@lru_cache(maxsize=512)
def _has_logic(definition: Definition) -> bool:
    """Whether anything is shown under a condition, computed, or asked in rows."""
    conditional = any(page.show or any(one.show or one.is_group for one in page.items) for page in definition.pages)
    return conditional or bool(calculations(definition))


@lru_cache(maxsize=512)
def calculations(definition: Definition) -> tuple[str, ...]:
    """The computed questions of a form."""
    return tuple(question.uid for question in definition.questions if question.kind_name == Computed.name)


@lru_cache(maxsize=512)
def _all_of(definition: Definition) -> tuple[tuple[Page, ...], frozenset[str]]:
    pages = tuple(page for page in definition.pages if page.items or page.text)
    return pages, frozenset(question.uid for page in pages for question in page.items)
