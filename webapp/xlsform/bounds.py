"""Constraints of a workbook: what a kind can check itself becomes its setting, anything else a rule with its message."""

from typing import Any

from webapp.xlsform.conditions import Translator, decimal
from webapp.xlsform.formula import Call, Formula, Name, Number, Text, parse
from webapp.xlsform.names import Names

HERE = Name(".")
_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!="}


def split(formula: Formula) -> list[Formula]:
    """The parts that all have to hold."""
    if isinstance(formula, Call) and formula.name == "and":
        return [inner for part in formula.parts for inner in split(part)]
    return [formula]


def bounds_of(item: dict[str, Any], formula: Formula, names: Names) -> dict[str, Any] | None:
    """Settings of the question that say the same; None when not every part of the constraint can be said so."""
    settings: dict[str, Any] = {}
    for part in split(formula):
        bound = _bound(item, part, names)
        if bound is None or bound[0] in settings:
            return None
        settings[bound[0]] = bound[1]
    return settings


def _bound(item: dict[str, Any], part: Formula, names: Names) -> tuple[str, Any] | None:
    if not isinstance(part, Call) or part.name not in _TURNED or len(part.parts) != 2:
        return None
    left, right, sign = part.parts[0], part.parts[1], part.name
    if _measures(right):
        left, right, sign = right, left, _TURNED[sign]
    if not _measures(left):
        return None
    if item["kind"] == "number" and left == HERE and isinstance(right, Number | Call):
        return _of_number(item, sign, _number(right))
    if item["kind"] == "date" and left == HERE:
        return _of_day(sign, right, names)
    measure = {"text": "string-length", "long_text": "string-length", "choices": "count-selected"}.get(item["kind"])
    if isinstance(left, Call) and left.name == measure and isinstance(right, Number) and right.text.isdigit():
        return _of_count(sign, int(right.text), 500 if item["kind"] == "choices" else 1000)
    return None


def _measures(formula: Formula) -> bool:
    """Whether it is the answer itself, or its length."""
    if isinstance(formula, Call):
        return formula.name in {"string-length", "count-selected"} and formula.parts == (HERE,)
    return formula == HERE


def _number(formula: Formula) -> str | None:
    if isinstance(formula, Call):
        negative = formula.name == "-" and formula.parts[0] == Number("0") and isinstance(formula.parts[1], Number)
        return f"-{formula.parts[1].text}" if negative and isinstance(formula.parts[1], Number) else None
    return formula.text if isinstance(formula, Number) else None


def _of_number(item: dict[str, Any], sign: str, text: str | None) -> tuple[str, Any] | None:
    """Below and above count only whole numbers: between decimals there is no last one."""
    if text is None:
        return None
    is_whole = not item.get("decimals") and text.removeprefix("-").isdigit()
    if sign in {"<=", ">="}:
        return ("max" if sign == "<=" else "min"), decimal(text)
    if is_whole and sign in {"<", ">"}:
        return ("max", str(int(text) - 1)) if sign == "<" else ("min", str(int(text) + 1))
    return None


def _of_day(sign: str, formula: Formula, names: Names) -> tuple[str, Any] | None:
    is_today = formula == Call("today", ()) or (isinstance(formula, Name) and formula.name in names.today)
    written = formula.parts[0] if isinstance(formula, Call) and formula.name == "date" and formula.parts else formula
    day = "today" if is_today else written.text if isinstance(written, Text) and len(written.text) == 10 else None
    return {"<=": ("max", day), ">=": ("min", day)}.get(sign) if day else None


def _of_count(sign: str, number: int, most: int) -> tuple[str, Any] | None:
    name, bound = {
        "<=": ("max", number),
        "<": ("max", number - 1),
        ">=": ("min", number),
        ">": ("min", number + 1),
    }.get(sign, ("", 0))
    return (name, bound) if name and 1 <= bound <= most else None


def rule_of(text: str, translator: Translator) -> dict[str, Any]:
    """The condition of a rule. Raises Beyond."""
    return translator.condition(parse(text))
