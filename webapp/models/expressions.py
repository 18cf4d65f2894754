"""Expressions: what conditions compare and calculations come to, worked out exactly and without exceptions.

Numbers are exact. One of more than 15 digits before its point, or 30 after it, counts as one that cannot be computed; so
does whatever else makes no sense, and all of that is None here: nothing.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Any

from webapp.kinds import KINDS

MOST_WHOLE, MOST_PLACES = 15, 30
# Twice the digits that are kept: a product of two numbers is never rounded before it is judged.
MOST_DIGITS = 2 * (MOST_WHOLE + MOST_PLACES)
NUMBER, TEXT = "number", "text"
_EXACT = Context(prec=MOST_DIGITS + 2, rounding=ROUND_HALF_UP, traps=[])
_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(T.*)?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a question. Never asked and left blank are the same here: nothing.

    Of a question that is asked once a row, the answers of all rows, as a tuple in their order.
    """

    uid: str


@dataclass(frozen=True, slots=True)
class Literal:
    value: Any


@dataclass(frozen=True, slots=True)
class Sum:
    parts: tuple["Operand", ...]


@dataclass(frozen=True, slots=True)
class Product:
    parts: tuple["Operand", ...]


@dataclass(frozen=True, slots=True)
class Count:
    """How many answers there are: ticks of one question, rows, or how many of several questions are answered."""

    parts: tuple["Operand", ...]


@dataclass(frozen=True, slots=True)
class Days:
    """The days from one day to another; negative when the second comes first."""

    start: "Operand"
    end: "Operand"


@dataclass(frozen=True, slots=True)
class Upper:
    part: "Operand"


Operand = Answer | Literal | Sum | Product | Count | Days | Upper


def evaluate(operand: Operand, answers: Mapping[str, Any], kinds: Mapping[str, str], face: str = "") -> Any:
    """What an operand comes to, as conditions compare it; None for nothing. Total.

    `answers` (uid → value; a tuple for the rows of a group), `kinds` (uid → name of kind). `face`: the kind as whose
    answer a literal is read, "10" as ten where it stands beside a number.
    """
    match operand:
        case Answer(uid):
            return _faced(answers.get(uid), kinds.get(uid, ""))
        case Literal(value):
            return _faced(value, face)
        case Sum(parts):
            return _sum(parts, answers, kinds)
        case Product(parts):
            return _product(parts, answers, kinds)
        case Count(parts):
            return Decimal(sum(_how_many(evaluate(part, answers, kinds)) for part in parts))
        case Days(start, end):
            return _days(evaluate(start, answers, kinds), evaluate(end, answers, kinds))
        case Upper(part):
            text = evaluate(part, answers, kinds)
            return text.upper() if isinstance(text, str) else None


def face_of(operand: Operand, kinds: Mapping[str, str]) -> str:
    """The kind as whose answer an operand compares; "" for a literal, which takes that of the other side."""
    match operand:
        case Answer(uid):
            return kinds.get(uid, "")
        case Literal():
            return ""
        case Upper():
            return TEXT
    return NUMBER


def _faced(value: Any, face: str) -> Any:
    """A value as its kind compares it; one kind of number for all of them."""
    if isinstance(value, tuple):
        return tuple(_faced(part, face) for part in value)
    found = KINDS[face].comparable(value) if face in KINDS else value
    return Decimal(found) if isinstance(found, int) and not isinstance(found, bool) else found


def _sum(parts: tuple[Operand, ...], answers: Mapping[str, Any], kinds: Mapping[str, str]) -> Decimal | None:
    """Blanks are left out; a sum of which nothing but constants is left is nothing itself."""
    total: Decimal | None = Decimal(0)
    has_answers = all(isinstance(part, Literal) for part in parts)
    for part in parts:
        for value in flat(evaluate(part, answers, kinds, NUMBER)):
            number = _number(value)
            if number is not None and total is not None:
                total = _kept(_EXACT.add(total, number))
                has_answers = has_answers or not isinstance(part, Literal)
    return total if has_answers else None


def _product(parts: tuple[Operand, ...], answers: Mapping[str, Any], kinds: Mapping[str, str]) -> Decimal | None:
    product: Decimal | None = Decimal(1)
    for part in parts:
        number = _number(evaluate(part, answers, kinds, NUMBER))
        product = None if product is None or number is None else _kept(_EXACT.multiply(product, number))
    return product


def flat(value: Any) -> Iterator[Any]:
    """The values of several rows, and of several ticks, one by one."""
    if isinstance(value, list | tuple):
        for part in value:
            yield from flat(part)
    else:
        yield value


def _number(value: Any) -> Decimal | None:
    return _kept(value) if isinstance(value, Decimal) else None


def _kept(number: Decimal) -> Decimal | None:
    """A number within what is computed with, without needless zeros."""
    if not number.is_finite() or len(number.as_tuple().digits) > MOST_DIGITS:
        return None
    short = number.normalize(_EXACT)
    places = -int(short.as_tuple().exponent)
    return short if short.adjusted() < MOST_WHOLE and places <= MOST_PLACES else None


def _how_many(value: Any) -> int:
    """A row counts even when nothing was answered in it."""
    return sum(1 for one in flat(value) if one not in (None, ""))


def _days(start: Any, end: Any) -> Decimal | None:
    first, last = _day(start), _day(end)
    return None if first is None or last is None else Decimal((last - first).days)


def _day(value: Any) -> date | None:
    found = _DAY.fullmatch(value) if isinstance(value, str) else None
    try:
        return date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None


def uids_of(operand: Operand | None) -> Iterator[str]:
    """The questions that an operand speaks of."""
    match operand:
        case Answer(uid):
            yield uid
        case Sum(parts) | Product(parts) | Count(parts):
            for part in parts:
                yield from uids_of(part)
        case Days(start, end):
            yield from uids_of(start)
            yield from uids_of(end)
        case Upper(part):
            yield from uids_of(part)
