"""Calculations in words: “Price” + “Number” × 12.50; the days from “First day” to “Last day”."""

from typing import Any

from webapp.kinds import KINDS
from webapp.kinds.wording import joined, quoted
from webapp.languages import _
from webapp.models.definition import AskedQuestion, Definition
from webapp.models.expressions import Answer, Count, Days, Literal, Operand, Product, Sum, Upper


def expression_words(operand: Operand, definition: Definition, locale: str, about: AskedQuestion | None = None) -> str:
    """An operand as a part of a sentence; a literal as `about`, the question beside it, would show it."""
    match operand:
        case Answer(uid):
            asked = asked_of(operand, definition, locale)
            return quoted(asked.label) if asked else _("a question that is gone (%(uid)s)", uid=uid)
        case Literal(value) if isinstance(value, tuple):
            return joined([_literal(one, about, definition) for one in value], "or") or _("nothing")
        case Literal(value):
            return _literal(value, about, definition)
        case Sum(parts):
            return _sum(parts, definition, locale)
        case Product(parts):
            return " × ".join(_factor(part, definition, locale) for part in parts)
        case Count(parts):
            return _count(parts, definition, locale)
        case Days(start, end):
            ends = {"start": expression_words(start, definition, locale), "end": expression_words(end, definition, locale)}
            return _("the days from %(start)s to %(end)s", **ends)
        case Upper(part):
            return _("%(answer)s in capitals", answer=expression_words(part, definition, locale))


def _sum(parts: tuple[Operand, ...], definition: Definition, locale: str) -> str:
    words = ""
    for part in parts:
        positive = _turned(part)
        said = expression_words(part if positive is None else positive, definition, locale)
        words += (f" − {said}" if words else f"−{said}") if positive is not None else f" + {said}" if words else said
    return words


def _turned(part: Operand) -> Operand | None:
    """What is taken away, where a part of a sum begins with a minus."""
    match part:
        case Literal(str(value)) if value.startswith("-"):
            return Literal(value[1:])
        case Product((Literal("-1"), *rest)) if rest:
            return rest[0] if len(rest) == 1 else Product(tuple(rest))
    return None


def _factor(part: Operand, definition: Definition, locale: str) -> str:
    said = expression_words(part, definition, locale)
    return f"({said})" if isinstance(part, Sum) and len(part.parts) > 1 else said


def _count(parts: tuple[Operand, ...], definition: Definition, locale: str) -> str:
    said = [expression_words(part, definition, locale) for part in parts]
    if len(said) == 1:
        return _("the number of answers to %(question)s", question=said[0])
    return _("how many of %(questions)s are answered", questions=joined(said))


def asked_of(operand: Operand, definition: Definition, locale: str) -> AskedQuestion | None:
    question = definition.question(operand.uid) if isinstance(operand, Answer) else None
    return question.in_language(locale) if question else None


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
