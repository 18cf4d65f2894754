"""Answers as rows to read: for "check your answers", a submission's page, and mail."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from webapp.kinds import Shown
from webapp.kinds.group_rows import Part, called, in_row, parts, row_name
from webapp.kinds.rows import Row, control_name, rows_of
from webapp.languages import _, mark
from webapp.models.definition import AskedQuestion, Page, Question

NOT_PROVIDED = mark("Not provided")


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """A question and its answer. `answer` is None, and `text` says "Not provided", where it was left blank.

    Of a group there is one for each question of each row: `uid` is then the name of its control, `question` names the
    row too ("Child 2: Name"), `card` is the row ("Child 2") and `label` the question alone.
    """

    uid: str
    page_uid: str
    question: str
    answer: Shown | None
    text: str
    error: str = ""
    can_be_changed: bool = True
    card: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class SummaryCard:
    """Rows that belong together: those of one row of a group under its `title`; else, without one, single questions."""

    title: str
    rows: tuple[SummaryRow, ...]


@dataclass(frozen=True, slots=True)
class SummaryPage:
    uid: str
    title: str
    rows: tuple[SummaryRow, ...]

    @property
    def cards(self) -> tuple[SummaryCard, ...]:
        """The rows in the order of the page, put together as they belong."""
        found: list[tuple[str, list[SummaryRow]]] = []
        for row in self.rows:
            if not found or found[-1][0] != row.card:
                found.append((row.card, []))
            found[-1][1].append(row)
        return tuple(SummaryCard(title, tuple(rows)) for title, rows in found)


def summary_page(
    page: Page,
    title: str,
    questions: Sequence[tuple[Question, AskedQuestion]],
    answers: Mapping[str, Any],
    errors: Mapping[str, str],
    asked_in_rows: Mapping[str, frozenset[str]],
) -> SummaryPage:
    rows: list[SummaryRow] = []
    for question, asked in questions:
        value, error = answers.get(question.uid), errors.get(question.uid, "")
        if question.is_group and value:
            rows += _group(page, asked, value, errors, asked_in_rows)
        elif question.is_answered:
            rows.append(_row(page, question, asked, None if question.is_group else value, error))
    return SummaryPage(page.uid, title, tuple(rows))


def _row(page: Page, question: Question, asked: AskedQuestion, value: Any, error: str) -> SummaryRow:
    if value is None:
        return SummaryRow(question.uid, page.uid, asked.label, None, _(NOT_PROVIDED), error, question.is_typed)
    shown, text = question.kind.display(asked, value), question.kind.text(asked, value)
    return SummaryRow(question.uid, page.uid, asked.label, shown, text, error, question.is_typed)


def _group(
    page: Page, asked: AskedQuestion, value: Any, errors: Mapping[str, str], asked_in_rows: Mapping[str, frozenset[str]]
) -> Iterator[SummaryRow]:
    """What is wrong with the group as a whole stands first, beside how many rows it has."""
    standing = rows_of(value)
    if asked.uid in errors:
        yield SummaryRow(asked.uid, page.uid, asked.label, None, str(len(standing)), errors[asked.uid])
    for number, row in enumerate(standing, 1):
        here = asked_in_rows.get(control_name(asked.uid, row.id), frozenset())
        for part in parts(asked):
            if part.kind.is_answered and part.asked.uid in here:
                yield _in_card(page, asked, row, part, row_name(asked, number), errors)


def _in_card(page: Page, group: AskedQuestion, row: Row, part: Part, card: str, errors: Mapping[str, str]) -> SummaryRow:
    name, label, value = control_name(group.uid, row.id, part.asked.uid), part.asked.label, row.answers.get(part.asked.uid)
    # Two groups on a page whose rows have no word of their own must not run into each other.
    card = card if called(group) else in_row(group.label, card)
    answer = None if value is None else part.kind.display(part.asked, value)
    text = _(NOT_PROVIDED) if value is None else part.kind.text(part.asked, value)
    error, can_be_changed = errors.get(name, ""), part.kind.is_typed
    return SummaryRow(name, page.uid, in_row(card, label), answer, text, error, can_be_changed, card, label)
