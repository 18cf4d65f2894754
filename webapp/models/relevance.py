"""Relevance: which pages and questions are asked, given the answers so far. Hidden ones count as never asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from webapp.models.conditions import Condition, is_true
from webapp.models.definition import Definition, Page


@dataclass(frozen=True, slots=True)
class Relevance:
    """`pages` to show, in order; `uids` of the items to show; `answers` without those to questions not asked."""

    pages: tuple[Page, ...]
    uids: frozenset[str]
    answers: Mapping[str, Any]


def is_shown(show: Condition | None, definition: Definition, effective: Mapping[str, Any]) -> bool:
    """Whether a page or a question is shown, where `effective` holds only answers to questions that are asked."""
    return show is None or is_true(show, effective, definition.kinds)


def relevance(definition: Definition, answers: Mapping[str, Any]) -> Relevance:
    """One walk from first to last: a condition sees the answers before it, so what hangs on a hidden one hides too."""
    if not _has_conditions(definition):
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
                if question.uid in answers:
                    effective[question.uid] = answers[question.uid]
        if found or page.text:
            pages.append(page)
    return Relevance(tuple(pages), frozenset(uids), effective)


def _everything(definition: Definition, answers: Mapping[str, Any]) -> Relevance:
    pages, uids = _all_of(definition)
    return Relevance(pages, uids, {uid: value for uid, value in answers.items() if uid in uids})


@lru_cache(maxsize=512)
def _has_conditions(definition: Definition) -> bool:
    return any(page.show or any(question.show for question in page.items) for page in definition.pages)


@lru_cache(maxsize=512)
def _all_of(definition: Definition) -> tuple[tuple[Page, ...], frozenset[str]]:
    pages = tuple(page for page in definition.pages if page.items or page.text)
    return pages, frozenset(question.uid for page in pages for question in page.items)
