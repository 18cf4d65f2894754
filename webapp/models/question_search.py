"""Finding questions of a form being built by what they say: label, hint, options, in any language, or by uid."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from webapp.models.definition import Definition, Question
from webapp.models.user import folded
from webapp.models.wordings import wordings


@dataclass(frozen=True, slots=True)
class Found:
    """A question, its number in the outline, and what it says that fits where that is not its label."""

    question: Question
    number: int
    said: str


def found_questions(definition: Definition, text: str) -> list[Found]:
    """Those that say every word of the text, in their order; nothing for a text without words."""
    wanted = folded(text).split()
    said = spoken_by(definition.document)
    numbered = enumerate(definition.every_question, 1) if wanted else ()
    found = ((question, number, [question.uid, *said.get(question.uid, ())]) for number, question in numbered)
    return [
        Found(question, number, said_beside(question, texts, wanted))
        for question, number, texts in found
        if all(any(word in folded(one) for one in texts) for word in wanted)
    ]


def spoken_by(document: Mapping[str, Any]) -> dict[str, list[str]]:
    """uid → every text of a question, in every language."""
    said: dict[str, list[str]] = {}
    for wording in wordings(document):
        said.setdefault(wording.about, []).extend(wording.words.values())
    return said


def said_beside(question: Question, texts: list[str], wanted: list[str]) -> str:
    """The first text that is not the label and fits; "" when the label says it all."""
    label = folded(question.label.get(question.language, ""))
    beside = [word for word in wanted if word not in label]
    return next(_fitting(texts, beside), "") if beside else ""


def _fitting(texts: list[str], wanted: list[str]) -> Iterator[str]:
    return (one for one in texts if any(word in folded(one) for word in wanted))
