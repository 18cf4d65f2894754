"""Rules between answers that do not hold: each is said at the question that its author named."""

from collections.abc import Iterator, Mapping
from typing import Any

from webapp.kinds.rows import control_name, rows_of
from webapp.models.asking import answers_in_words
from webapp.models.conditions import certainty, fields_of
from webapp.models.definition import Definition, Rule
from webapp.models.piping import piped
from webapp.models.relevance import Relevance


def broken_rules(definition: Definition, relevant: Relevance, locale: str) -> list[tuple[str, str]]:
    """(name of the control, sentence) of each rule that does not hold. One at a question of a group is asked in each row.

    It is silent while a question of it was not reached yet, where the question that it stands at is hidden, and where it
    hangs on a comparison with what was left blank.
    """
    said = answers_in_words(definition, relevant.scope, locale)
    return [
        (name, piped(definition.words(rule.message, locale), said))
        for rule in definition.rules
        for name in _broken(rule, definition, relevant)
    ]


def _broken(rule: Rule, definition: Definition, relevant: Relevance) -> Iterator[str]:
    group = definition.group_of(rule.at)
    if group is None:
        if rule.at in relevant.uids and _is_broken(rule, definition, relevant.scope, relevant.uids):
            yield rule.at
        return
    outside = {uid: value for uid, value in relevant.scope.items() if definition.group_of(uid) is not group}
    for row in rows_of(relevant.answers.get(group.uid)):
        asked = relevant.rows.get(control_name(group.uid, row.id), frozenset())
        if rule.at in asked and _is_broken(rule, definition, {**outside, **row.answers}, relevant.uids | asked):
            yield control_name(group.uid, row.id, rule.at)


def _is_broken(rule: Rule, definition: Definition, scope: Mapping[str, Any], asked: frozenset[str]) -> bool:
    has_reached = all(uid in scope or uid not in asked for uid in fields_of(rule.condition))
    return has_reached and certainty(rule.condition, scope, definition.kinds) is False
