"""Conditions in words: “Age” is 6 or more and “Workshop” is Pottery."""

from typing import Any

from webapp.kinds import KINDS
from webapp.kinds.wording import joined, quoted
from webapp.models.conditions import All, Answer, Compare, Condition, Empty, Literal, Not, Operand, Some
from webapp.models.definition import AskedQuestion, Definition

_OPERATORS = {
    "eq": "is {0}",
    "ne": "is not {0}",
    "lt": "is less than {0}",
    "le": "is {0} or less",
    "gt": "is more than {0}",
    "ge": "is {0} or more",
    "in": "is {0}",
    "has": "includes {0}",
}
_DATE_OPERATORS = {
    "lt": "is before {0}",
    "le": "is {0} or earlier",
    "gt": "is after {0}",
    "ge": "is {0} or later",
}
# What the builder offers for a kind: operator → words.
OFFERED = {
    "number": ("eq", "ne", "lt", "le", "gt", "ge", "empty"),
    "date": ("eq", "lt", "le", "gt", "ge", "empty"),
    "choice": ("eq", "ne", "in", "empty"),
    "choices": ("has", "empty"),
    "yes_no": ("eq", "empty"),
    "consent": ("eq", "empty"),
    "text": ("eq", "ne", "empty"),
    "email": ("eq", "ne", "empty"),
    "long_text": ("empty",),
}


def operator_words(op: str, kind: str) -> str:
    """An operator for a list to pick from: "is … or more"."""
    if op == "empty":
        return "is blank"
    return (_DATE_OPERATORS if kind == "date" and op in _DATE_OPERATORS else _OPERATORS)[op].format("…")


def sentence(condition: Condition, definition: Definition, locale: str) -> str:
    """A condition as the inside of a sentence that begins "Shown if"."""
    match condition:
        case All(parts):
            return _several([_nested(part, definition, locale) for part in parts], " and ", "always")
        case Some(parts):
            return _several([_nested(part, definition, locale) for part in parts], " or ", "never")
        case Not(Empty(operand)):
            return f"{_operand(operand, None, definition, locale)} is answered"
        case Not(part):
            return f"it is not so that {_nested(part, definition, locale)}"
        case Empty(operand):
            return f"{_operand(operand, None, definition, locale)} is blank"
        case Compare():
            return _comparison(condition, definition, locale)


def _several(parts: list[str], between: str, none: str) -> str:
    return between.join(parts) if parts else none


def _nested(part: Condition, definition: Definition, locale: str) -> str:
    text = sentence(part, definition, locale)
    return f"({text})" if isinstance(part, All | Some) and len(part.parts) > 1 else text


def _comparison(condition: Compare, definition: Definition, locale: str) -> str:
    about = _asked(condition.left, definition, locale) or _asked(condition.right, definition, locale)
    kind = definition.kinds.get(about.uid, "") if about else ""
    left = _operand(condition.left, about, definition, locale)
    if kind == "consent" and condition.op == "eq" and condition.right == Literal(True):
        return f"{left} is ticked"
    words = (_DATE_OPERATORS if kind == "date" and condition.op in _DATE_OPERATORS else _OPERATORS)[condition.op]
    return f"{left} {words.format(_operand(condition.right, about, definition, locale))}"


def _asked(operand: Operand, definition: Definition, locale: str) -> AskedQuestion | None:
    question = definition.question(operand.uid) if isinstance(operand, Answer) else None
    return question.in_language(locale) if question else None


def _operand(operand: Operand, about: AskedQuestion | None, definition: Definition, locale: str) -> str:
    if isinstance(operand, Answer):
        asked = _asked(operand, definition, locale)
        return quoted(asked.label) if asked else f"a question that is gone ({operand.uid})"
    if isinstance(operand.value, tuple):
        return joined([_literal(value, about, definition) for value in operand.value], "or") or "nothing"
    return _literal(operand.value, about, definition)


def _literal(value: Any, about: AskedQuestion | None, definition: Definition) -> str:
    """A value as its question would show it, where it could be an answer to it."""
    kind = KINDS[definition.kinds[about.uid]] if about and about.uid in definition.kinds else None
    if kind is None or about is None:
        return str(value)
    if kind.name == "choices":
        return kind.text(about, [value])
    try:
        return kind.text(about, value)
    except (ValueError, ArithmeticError):
        return quoted(str(value))
