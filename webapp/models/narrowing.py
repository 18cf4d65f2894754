"""Answering some questions of a form only: those that staff ask to have corrected, and what hangs on their answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from webapp.models.definition import Definition, Question


@dataclass(frozen=True, slots=True)
class Narrowing:
    """`only`: uids of the questions asked; `before`: the answers as they were sent, missing = never asked."""

    only: frozenset[str]
    before: Mapping[str, Any]

    def asks(self, question: Question) -> bool:
        """One of them, or one that was never asked and now is, because of another answer."""
        return question.uid in self.only or (question.is_typed and question.uid not in self.before)

    def held_back(self, answers: Mapping[str, Any], definition: Definition) -> dict[str, Any]:
        """A draft's answers, where whatever is not asked is as it was sent: staff may have asked for something else when
        it was begun. A question at which a rule stands may be asked because of another answer, so it keeps its own."""
        by_rules = {group.uid if (group := definition.group_of(rule.at)) else rule.at for rule in definition.rules}
        as_sent = {uid: value for uid, value in self.before.items() if uid not in self.only and uid not in by_rules}
        return {**answers, **as_sent}
