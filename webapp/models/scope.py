"""What conditions see of the answers: to a question of a group its row's value within the row, all rows' values without."""

from collections.abc import Iterable, Mapping
from typing import Any

from webapp.kinds.rows import Row, rows_of
from webapp.models.definition import Question

Scope = dict[str, Any]


def widen(scope: Scope, question: Question, value: Any) -> None:
    """Take an answer in. Of a group's rows, each question has the tuple of its values, in the order of the rows."""
    scope[question.uid] = value
    if question.is_group:
        scope |= across(question, rows_of(value))


def across(group: Question, rows: Iterable[Row]) -> Scope:
    """uid → the values in all rows; what was left blank or not asked is not among them."""
    given = [row.answers for row in rows]
    return {
        inner.uid: tuple(answers[inner.uid] for answers in given if answers.get(inner.uid) is not None)
        for inner in group.items
        if inner.is_answered
    }


def within(scope: Mapping[str, Any], group: Question, answers: Mapping[str, Any]) -> Scope:
    """What a question in a row sees: everything before the group, and its own row."""
    own = {inner.uid for inner in group.items} | {group.uid}
    return {uid: value for uid, value in scope.items() if uid not in own} | dict(answers)


def without(scope: Mapping[str, Any], questions: Iterable[Question]) -> Scope:
    """As if these had not been answered yet."""
    gone = {uid for question in questions for uid in (question.uid, *(inner.uid for inner in question.items))}
    return {uid: value for uid, value in scope.items() if uid not in gone}
