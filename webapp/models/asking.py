"""The questions of a form in one language, made once per version; where their words repeat answers, once per filling."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from webapp.kinds.answer_field import AnswerField
from webapp.kinds.wording import joined
from webapp.models.definition import AskedQuestion, Definition
from webapp.models.piping import UNKNOWN, Said, in_short, unanswered


@lru_cache(maxsize=512)
def asked_questions(definition: Definition, locale: str) -> Mapping[str, AskedQuestion]:
    """uid → the question in one language, those in the rows of groups too."""
    return _asked(definition, locale, unanswered)


def asked_with_answers(definition: Definition, locale: str, said: Said) -> Mapping[str, AskedQuestion]:
    """As `asked_questions`, which it is where no words repeat an answer."""
    return _asked(definition, locale, said) if definition.has_pipes else asked_questions(definition, locale)


def _asked(definition: Definition, locale: str, said: Said) -> Mapping[str, AskedQuestion]:
    asked = {question.uid: question.in_language(locale, said=said) for question in definition.questions}
    inner = {
        part.asked.uid: part.asked for one in definition.questions if one.is_group for part in asked[one.uid].settings["items"]
    }
    return asked | inner


def answers_in_words(definition: Definition, scope: Mapping[str, Any], locale: str) -> Said:
    """What a form's words repeat: the answers as people read them, of rows one after the other; "…" for none."""

    def said(uid: str) -> str:
        question, value = definition.question(uid), scope.get(uid)
        if question is None or not question.is_answered or question.is_group:
            return UNKNOWN
        asked, values = asked_questions(definition, locale)[uid], value if isinstance(value, tuple) else (value,)
        texts = [question.kind.text(asked, one) for one in values if one is not None]
        return in_short(joined(texts)) if texts else UNKNOWN

    return said


def rephrase(field: AnswerField, asked: AskedQuestion) -> None:
    """Give a field the words of its question with the answers that they repeat."""
    field.asked = asked
    field.label.text = asked.label
    field.description = asked.hint
    field.drawing = field.kind.drawing(asked)
