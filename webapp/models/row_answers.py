"""Answers judged once more, on a page's own and in the rows of groups: what is settled, what is wrong, what was typed."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from webapp.kinds import Asked, Wrong
from webapp.kinds.group_rows import answered, counted, in_row, retyped, row_name
from webapp.kinds.rows import Document, Row, control_name, rows_of
from webapp.kinds.wording import quoted
from webapp.languages import _
from webapp.models.definition import AskedQuestion, Question

Answers = Mapping[str, Any]
Rows = Mapping[str, frozenset[str]]


def is_settled(question: Question, answers: Answers, rows: Rows) -> bool:
    """Whether a question was asked, and answered where it must be; of a group, also everything in its rows."""
    if not question.is_typed:
        return True
    value = answers.get(question.uid)
    if value is None or not question.is_group:
        return value is not None or (question.uid in answers and not question.required)
    standing = rows_of(value)
    return _can_be_so_many(question, len(standing)) and all(
        is_settled(inner, row.answers, {})
        for row in standing
        for inner in question.items
        if inner.uid in rows.get(control_name(question.uid, row.id), ())
    )


def _can_be_so_many(group: Question, number: int) -> bool:
    try:
        counted(group.in_language(group.language), number)
    except Wrong:
        return False
    return True


def wrong_with(question: Question, asked: Asked, answers: Answers, raw: Answers, today: date) -> str:
    """What must be mended before this is sent; "" when nothing."""
    value = answers.get(question.uid)
    typed = raw.get(question.uid) if value is None else question.kind.retype(asked, value)
    try:
        question.kind.parse(asked, typed, today)
    except Wrong as wrong:
        return wrong.sentence
    if question.uid in answers:
        return ""
    return _("Answer %(question)s, or leave it blank, before you send", question=quoted(asked.label))


def wrong_in_rows(
    group: Question, asked: AskedQuestion, answers: Answers, raw: Answers, rows: Rows, today: date
) -> dict[str, str]:
    """Name of the control → sentence; how many rows there are is told at the group."""
    standing = rows_of(answers.get(group.uid))
    found = {group.uid: sentence} if (sentence := _wrong_number(group, asked, len(standing), answers)) else {}
    typed = {row.id: row.answers for row in rows_of(raw.get(group.uid))}
    inside = {part.asked.uid: part.asked for part in answered(asked)}
    for number, row in enumerate(standing, 1):
        asked_here = rows.get(control_name(group.uid, row.id), frozenset())
        for inner in group.items:
            if inner.is_typed and inner.uid in asked_here:
                wrong = wrong_with(inner, inside[inner.uid], row.answers, typed.get(row.id, {}), today)
                found |= {control_name(group.uid, row.id, inner.uid): in_row(row_name(asked, number), wrong)} if wrong else {}
    return found


def _wrong_number(group: Question, asked: AskedQuestion, number: int, answers: Answers) -> str:
    try:
        counted(asked, number)
    except Wrong as wrong:
        return wrong.sentence
    if group.uid in answers:
        return ""
    return _("Answer %(question)s, or leave it blank, before you send", question=quoted(asked.label))


def typed_rows(asked: AskedQuestion, value: Any, raw: Any) -> list[Document]:
    """A group's rows as the page shows them: accepted answers in their normal form, everything else as it was typed."""
    typed = {row.id: row for row in rows_of(raw)}
    accepted = {row.id: row.answers for row in rows_of(value)}
    rows = [*typed.values(), *(Row(row_id, {}) for row_id in accepted if row_id not in typed)]
    return [Row(row.id, {**row.answers, **retyped(asked, accepted.get(row.id, {}))}, row.is_removed).document() for row in rows]


def without_new_blanks(questions: Iterable[Question], answers: Answers, before: Answers) -> dict[str, Any]:
    """Answers without what was left blank and had not been answered before; in rows too, of which none is left out."""
    kept = {uid: value for uid, value in answers.items() if value is not None or uid in before}
    for group in questions:
        if group.is_group and kept.get(group.uid):
            known = {row.id: row.answers for row in rows_of(before.get(group.uid))}
            rows = rows_of(kept[group.uid])
            kept[group.uid] = [
                Row(row.id, without_new_blanks(group.items, row.answers, known.get(row.id, {}))).document() for row in rows
            ]
    return kept


def answer_at(answers: Answers, name: str) -> Any:
    """The answer to a question by the name of its control, which in a group says in which row; None for nothing."""
    uid, _dash, place = name.partition("-")
    row_id, _dash, inner = place.partition("-")
    if not place:
        return answers.get(uid)
    return next((row.answers.get(inner) for row in rows_of(answers.get(uid)) if row.id == row_id), None)
