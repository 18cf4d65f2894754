"""Conditions: a closed syntax tree over answers, read from the document, evaluated exactly and without exceptions."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from webapp.kinds.reading import Problems, under
from webapp.languages import _, mark
from webapp.models.expression_reading import MOST_DEEP, MOST_PARTS, check_size, is_uid, operand_of, read_literal, read_operand
from webapp.models.expressions import Answer, Operand, evaluate, face_of, flat, uids_of

COMPARISONS = ("eq", "ne", "lt", "le", "gt", "ge", "in", "has")
OPERATORS = (*COMPARISONS, "empty")
# kind → the form of its values, whose order as text is their order in time.
ORDERED_TEXTS = {
    "date": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    "time": re.compile(r"[0-9]{2}:[0-9]{2}"),
    "datetime": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}"),
}
MOST_VALUES = 500
_NOTHING: tuple[Any, ...] = (None, "", [], ())
_FORM = mark('must be a condition, for example {"f": "f_7k2m", "op": "eq", "v": "o_1"}')


@dataclass(frozen=True, slots=True)
class Compare:
    op: str
    left: Operand
    right: Operand


@dataclass(frozen=True, slots=True)
class Empty:
    operand: Operand


@dataclass(frozen=True, slots=True)
class All:
    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Some:
    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Not:
    part: "Condition"


Condition = Compare | Empty | All | Some | Not


# Reading: from a document to its normal form.


def read_condition(value: Any, path: str, problems: Problems) -> dict[str, Any]:
    """The normal form of a condition; what is no condition goes to `problems`."""
    clean = _read(value, path, problems, MOST_DEEP)
    check_size(clean, path, problems)
    return clean


def _read(value: Any, path: str, problems: Problems, depth: int) -> dict[str, Any]:
    if not isinstance(value, Mapping) or depth == 0:
        problems.append((path, _(_FORM) if depth else _("must not be nested more than %(most)s deep", most=MOST_DEEP)))
        return {"all": []}
    names = set(value)
    if len(names) == 1 and names <= {"all", "any"}:
        return _read_parts(value, names.pop(), path, problems, depth)
    if names == {"not"}:
        return {"not": _read(value["not"], under(path, "not"), problems, depth - 1)}
    return _read_leaf(value, names, path, problems, depth)


def _read_parts(value: Mapping[str, Any], name: str, path: str, problems: Problems, depth: int) -> dict[str, Any]:
    parts = value[name]
    if not isinstance(parts, list | tuple) or len(parts) > MOST_PARTS:
        problems.append((under(path, name), _("must be a list of %(most)s conditions or fewer", most=MOST_PARTS)))
        return {"all": []}
    return {name: [_read(part, f"{under(path, name)}[{at}]", problems, depth - 1) for at, part in enumerate(parts)]}


def _read_leaf(value: Mapping[str, Any], names: set[str], path: str, problems: Problems, depth: int) -> dict[str, Any]:
    """{"f", "op", "v"} and {"op", "l", "r"} say the same; the first is the normal form where it can say it."""
    op = value.get("op")
    if op == "empty" and names == {"f", "op"} and is_uid(value["f"]):
        return {"f": value["f"], "op": "empty"}
    if op == "empty" and names == {"op", "l"}:
        return _normal(op, read_operand(value["l"], under(path, "l"), problems, depth))
    if isinstance(op, str) and op in COMPARISONS and names == {"f", "op", "v"} and is_uid(value["f"]):
        return {"f": value["f"], "op": op, "v": _read_values(value["v"], op, under(path, "v"), problems)}
    if isinstance(op, str) and op in COMPARISONS and names == {"op", "l", "r"}:
        left, right = (_read_side(value[side], op, under(path, side), problems, depth) for side in ("l", "r"))
        return _normal(op, left, right)
    problems.append((path, _(_FORM)))
    return {"all": []}


def _normal(op: str, left: Any, *right: Any) -> dict[str, Any]:
    is_flat = isinstance(left, dict) and set(left) == {"f"} and not any(isinstance(one, dict) for one in right)
    if is_flat:
        return {"f": left["f"], "op": op} | ({"v": right[0]} if right else {})
    return {"op": op, "l": left} | ({"r": right[0]} if right else {})


def _read_side(value: Any, op: str, path: str, problems: Problems, depth: int) -> Any:
    return read_operand(value, path, problems, depth) if isinstance(value, Mapping) else _read_values(value, op, path, problems)


def _read_values(value: Any, op: str, path: str, problems: Problems) -> Any:
    if op == "in" and isinstance(value, list | tuple) and len(value) <= MOST_VALUES:
        return [read_literal(part, f"{path}[{at}]", problems) for at, part in enumerate(value)]
    if op == "in" and not isinstance(value, str | bool | int):
        problems.append((path, _("must be a list of values")))
        return ""
    return read_literal(value, path, problems)


def condition_of(clean: Mapping[str, Any]) -> Condition:
    """The tree of a condition in its normal form."""
    if "all" in clean:
        return All(tuple(condition_of(part) for part in clean["all"]))
    if "any" in clean:
        return Some(tuple(condition_of(part) for part in clean["any"]))
    if "not" in clean:
        return Not(condition_of(clean["not"]))
    left = Answer(clean["f"]) if "f" in clean else operand_of(clean["l"])
    if clean["op"] == "empty":
        return Empty(left)
    return Compare(clean["op"], left, operand_of(clean["v"] if "v" in clean else clean["r"]))


# Evaluating.


def is_true(condition: Condition, answers: Mapping[str, Any], kinds: Mapping[str, str]) -> bool:
    """Whether a condition holds for answers (uid → value). Total: what cannot be compared is simply not so.

    `kinds` (uid → name of kind) tells how an answer compares: "10" and "9" as numbers where the question is a number.
    An empty `all` holds, an empty `any` does not; `ne` is exactly `not eq`, so it holds for a blank answer.
    """
    match condition:
        case All(parts):
            return all(is_true(part, answers, kinds) for part in parts)
        case Some(parts):
            return any(is_true(part, answers, kinds) for part in parts)
        case Not(part):
            return not is_true(part, answers, kinds)
        case Empty(operand):
            return evaluate(operand, answers, kinds) in _NOTHING
        case Compare(op):
            return _compare(op, *_sides(condition, answers, kinds))


def certainty(condition: Condition, answers: Mapping[str, Any], kinds: Mapping[str, str]) -> bool | None:
    """As `is_true`, but None where it hangs on a comparison with nothing: a rule says nothing about what is blank."""
    match condition:
        case All(parts) | Some(parts):
            found = {certainty(part, answers, kinds) for part in parts}
            decides = isinstance(condition, Some)
            return decides if decides in found else None if None in found else not decides
        case Not(part):
            inner = certainty(part, answers, kinds)
            return None if inner is None else not inner
        case Compare(op):
            left, right = _sides(condition, answers, kinds)
            return None if left in _NOTHING or right in _NOTHING else _compare(op, left, right)
    return is_true(condition, answers, kinds)


def _sides(comparison: Compare, answers: Mapping[str, Any], kinds: Mapping[str, str]) -> tuple[Any, Any]:
    """Both values. A literal is read as an answer to the other side would be."""
    left, right = comparison.left, comparison.right
    faces = face_of(left, kinds), face_of(right, kinds)
    return evaluate(left, answers, kinds, faces[1]), evaluate(right, answers, kinds, faces[0])


def _compare(op: str, left: Any, right: Any) -> bool:
    if op == "ne":
        return not _compare("eq", left, right)
    if left is None or right is None:
        return False
    if op == "eq":
        return _equal(left, right)
    if op == "in":
        return any(_equal(part, one) for part in flat(left) for one in flat(right))
    if op == "has":
        return any(_equal(part, right) for part in flat(left))
    return _in_order(op, left, right)


def _equal(left: Any, right: Any) -> bool:
    # True == 1 in Python; here nothing equals a value of another type.
    return type(left) is type(right) and bool(left == right)


def _in_order(op: str, left: Any, right: Any) -> bool:
    """Numbers with numbers, days with days, times with times; nothing else has an order."""
    numbers = isinstance(left, Decimal) and isinstance(right, Decimal)
    if not numbers and not _are_alike_in_time(left, right):
        return False
    result = {"lt": left < right, "le": left <= right, "gt": left > right, "ge": left >= right}[op]
    return bool(result)


def _are_alike_in_time(left: Any, right: Any) -> bool:
    if not (isinstance(left, str) and isinstance(right, str)):
        return False
    return any(form.fullmatch(left) and form.fullmatch(right) for form in ORDERED_TEXTS.values())


def fields_of(condition: Condition | None) -> Iterator[str]:
    """The questions that a condition speaks of."""
    match condition:
        case All(parts) | Some(parts):
            for part in parts:
                yield from fields_of(part)
        case Not(part):
            yield from fields_of(part)
        case Empty(operand):
            yield from uids_of(operand)
        case Compare(_, left, right):
            yield from uids_of(left)
            yield from uids_of(right)
