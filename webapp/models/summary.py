"""Answers as rows to read: for "check your answers", a submission's page, and mail."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from webapp.kinds import Shown
from webapp.languages import _, mark
from webapp.models.definition import AskedQuestion, Page, Question

NOT_PROVIDED = mark("Not provided")


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """A question and its answer. `answer` is None, and `text` says "Not provided", where it was left blank."""

    uid: str
    page_uid: str
    question: str
    answer: Shown | None
    text: str
    error: str = ""
    can_be_changed: bool = True


@dataclass(frozen=True, slots=True)
class SummaryPage:
    uid: str
    title: str
    rows: tuple[SummaryRow, ...]


def summary_page(
    page: Page,
    title: str,
    questions: Sequence[tuple[Question, AskedQuestion]],
    answers: Mapping[str, Any],
    errors: Mapping[str, str],
) -> SummaryPage:
    rows = tuple(
        _row(page, question, asked, answers.get(question.uid), errors.get(question.uid, ""))
        for question, asked in questions
        if question.is_answered
    )
    return SummaryPage(page.uid, title, rows)


def _row(page: Page, question: Question, asked: AskedQuestion, value: Any, error: str) -> SummaryRow:
    if value is None:
        return SummaryRow(question.uid, page.uid, asked.label, None, _(NOT_PROVIDED), error, question.is_typed)
    shown, text = question.kind.display(asked, value), question.kind.text(asked, value)
    return SummaryRow(question.uid, page.uid, asked.label, shown, text, error, question.is_typed)
