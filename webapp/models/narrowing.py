"""Answering some questions of a form only: those that staff ask to have corrected, and what hangs on their answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from webapp.models.definition import Question


@dataclass(frozen=True, slots=True)
class Narrowing:
    """`only`: uids of the questions asked; `before`: the answers as they were sent, missing = never asked."""

    only: frozenset[str]
    before: Mapping[str, Any]

    def asks(self, question: Question) -> bool:
        """One of them, or one that was never asked and now is, because of another answer."""
        return question.uid in self.only or (question.is_typed and question.uid not in self.before)
