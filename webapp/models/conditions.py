"""Conditions: a closed syntax tree over answers, read from the document, evaluated exactly and without exceptions."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from webapp.kinds import KINDS
from webapp.kinds.reading import Problems, under
from webapp.languages import _, mark

COMPARISONS = ("eq", "ne", "lt", "le", "gt", "ge", "in", "has")
OPERATORS = (*COMPARISONS, "empty")
MOST_DEEP = 8
MOST_PARTS = 50
_UID = re.compile(r"f_[a-z0-9_]{1,18}")
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_FORM = mark('must be a condition, for example {"f": "f_7k2m", "op": "eq", "v": "o_1"}')


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a question. Never asked and left blank are the same here: nothing."""

    uid: str


@dataclass(frozen=True, slots=True)
class Literal:
    value: Any


Operand = Answer | Literal


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
    return _read(value, path, problems, MOST_DEEP)


def _read(value: Any, path: str, problems: Problems, depth: int) -> dict[str, Any]:
    if not isinstance(value, Mapping) or depth == 0:
        problems.append((path, _(_FORM) if depth else _("must not be nested more than %(most)s deep", most=MOST_DEEP)))
        return {"all": []}
    names = set(value)
    if len(names) == 1 and names <= {"all", "any"}:
        return _read_parts(value, names.pop(), path, problems, depth)
    if names == {"not"}:
        return {"not": _read(value["not"], under(path, "not"), problems, depth - 1)}
    return _read_leaf(value, names, path, problems)


def _read_parts(value: Mapping[str, Any], name: str, path: str, problems: Problems, depth: int) -> dict[str, Any]:
    parts = value[name]
    if not isinstance(parts, list | tuple) or len(parts) > MOST_PARTS:
        problems.append((under(path, name), _("must be a list of %(most)s conditions or fewer", most=MOST_PARTS)))
        return {"all": []}
    return {name: [_read(part, f"{under(path, name)}[{at}]", problems, depth - 1) for at, part in enumerate(parts)]}


def _read_leaf(value: Mapping[str, Any], names: set[str], path: str, problems: Problems) -> dict[str, Any]:
    """{"f", "op", "v"} and {"op", "l", "r"} say the same; the first is the normal form where it can say it."""
    op = value.get("op")
    if op == "empty" and names == {"f", "op"} and _is_uid(value["f"]):
        return {"f": value["f"], "op": "empty"}
    if isinstance(op, str) and op in COMPARISONS and names == {"f", "op", "v"} and _is_uid(value["f"]):
        return {"f": value["f"], "op": op, "v": _read_literal(value["v"], op, under(path, "v"), problems)}
    if isinstance(op, str) and op in COMPARISONS and names == {"op", "l", "r"}:
        left, right = (_read_operand(value[side], op, under(path, side), problems) for side in ("l", "r"))
        flat = isinstance(left, dict) and not isinstance(right, dict)
        return {"f": left["f"], "op": op, "v": right} if flat else {"op": op, "l": left, "r": right}
    problems.append((path, _(_FORM)))
    return {"all": []}


def _read_operand(value: Any, op: str, path: str, problems: Problems) -> Any:
    if isinstance(value, Mapping):
        if set(value) == {"f"} and _is_uid(value["f"]):
            return {"f": value["f"]}
        problems.append((path, _('must be a question, {"f": "f_7k2m"}, or a value in quotes')))
        return ""
    return _read_literal(value, op, path, problems)


def _read_literal(value: Any, op: str, path: str, problems: Problems) -> Any:
    if op == "in" and isinstance(value, list | tuple) and len(value) <= 500:
        return [_read_literal(part, "eq", f"{path}[{at}]", problems) for at, part in enumerate(value)]
    if isinstance(value, bool) or (isinstance(value, str) and len(value) <= 300 and "\x00" not in value):
        return value
    if isinstance(value, int) and abs(value) < 10**15:
        return str(value)
    problems.append((path, _("must be a list of values") if op == "in" else _("must be a value in quotes, true or false")))
    return ""


def _is_uid(value: Any) -> bool:
    return isinstance(value, str) and _UID.fullmatch(value) is not None


def condition_of(clean: Mapping[str, Any]) -> Condition:
    """The tree of a condition in its normal form."""
    if "all" in clean:
        return All(tuple(condition_of(part) for part in clean["all"]))
    if "any" in clean:
        return Some(tuple(condition_of(part) for part in clean["any"]))
    if "not" in clean:
        return Not(condition_of(clean["not"]))
    if clean["op"] == "empty":
        return Empty(Answer(clean["f"]))
    left = Answer(clean["f"]) if "f" in clean else _operand(clean["l"])
    return Compare(clean["op"], left, Literal(_frozen(clean["v"])) if "v" in clean else _operand(clean["r"]))


def _operand(clean: Any) -> Operand:
    return Answer(clean["f"]) if isinstance(clean, Mapping) else Literal(_frozen(clean))


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


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
            return _value(operand, answers) in (None, "", [], ())
        case Compare(op, left, right):
            kind = _kind_of(left, kinds) or _kind_of(right, kinds)
            comparable = KINDS[kind].comparable if kind in KINDS else _as_it_is
            return _compare(op, comparable(_value(left, answers)), _each(comparable, _value(right, answers)))


def _value(operand: Operand, answers: Mapping[str, Any]) -> Any:
    return answers.get(operand.uid) if isinstance(operand, Answer) else operand.value


def _kind_of(operand: Operand, kinds: Mapping[str, str]) -> str:
    return kinds.get(operand.uid, "") if isinstance(operand, Answer) else ""


def _as_it_is(value: Any) -> Any:
    return value


def _each(comparable: Any, value: Any) -> Any:
    return tuple(comparable(part) for part in value) if isinstance(value, tuple) else comparable(value)


def _compare(op: str, left: Any, right: Any) -> bool:
    if op == "ne":
        return not _compare("eq", left, right)
    if left is None or right is None:
        return False
    if op == "eq":
        return _equal(left, right)
    if op == "in":
        return any(_equal(part, one) for part in _several(left) for one in _several(right))
    if op == "has":
        return any(_equal(part, right) for part in _several(left))
    return _in_order(op, left, right)


def _equal(left: Any, right: Any) -> bool:
    # True == 1 in Python; here nothing equals a value of another type.
    return type(left) is type(right) and bool(left == right)


def _several(value: Any) -> tuple[Any, ...]:
    return tuple(value) if isinstance(value, list | tuple) else (value,)


def _in_order(op: str, left: Any, right: Any) -> bool:
    """Numbers with numbers, dates with dates; nothing else has an order."""
    numbers = isinstance(left, Decimal) and isinstance(right, Decimal)
    if not numbers and not (_is_day(left) and _is_day(right)):
        return False
    result = {"lt": left < right, "le": left <= right, "gt": left > right, "ge": left >= right}[op]
    return bool(result)


def _is_day(value: Any) -> bool:
    return isinstance(value, str) and _ISO.fullmatch(value) is not None


def fields_of(condition: Condition | None) -> Iterator[str]:
    """The questions that a condition speaks of."""
    match condition:
        case All(parts) | Some(parts):
            for part in parts:
                yield from fields_of(part)
        case Not(part):
            yield from fields_of(part)
        case Empty(operand):
            yield from _uids(operand)
        case Compare(_, left, right):
            yield from _uids(left)
            yield from _uids(right)


def _uids(operand: Operand) -> Iterator[str]:
    if isinstance(operand, Answer):
        yield operand.uid
