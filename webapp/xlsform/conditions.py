"""Formulas of a workbook as conditions and calculations of a definition. Raises Beyond for what has no counterpart."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from webapp.kinds.reading import plain
from webapp.languages import _
from webapp.xlsform.formula import Beyond, Call, Formula, Name, Number, Text
from webapp.xlsform.names import Names, Target

Clean = dict[str, Any]
OPERATORS = {"=": "eq", "!=": "ne", "<": "lt", "<=": "le", ">": "gt", ">=": "ge"}
FLIPPED = {"eq": "eq", "ne": "ne", "lt": "gt", "le": "ge", "gt": "lt", "ge": "le"}
_DAYS = frozenset({"date", "datetime"})


@dataclass(frozen=True, slots=True)
class Translator:
    """Formulas of one question: `here` is what "." means there, `repeat` the repeat that it stands in."""

    names: Names
    here: Target | None = None
    repeat: str = ""

    def target(self, formula: Formula) -> Target:
        """The question that a formula is. Raises Beyond."""
        if not isinstance(formula, Name):
            raise Beyond(_("“%(part)s” is not understood here.", part=shown(formula)))
        if formula.name == ".":
            if self.here is None:
                raise Beyond(_("“%(part)s” is not understood here.", part="."))
            return self.here
        return self.names.target(formula.name)

    # Conditions

    def condition(self, formula: Formula) -> Clean:
        match formula:
            case Call("and", parts):
                return {"all": [self.condition(part) for part in parts]}
            case Call("or", parts):
                return {"any": [self.condition(part) for part in parts]}
            case Call("not", (part,)):
                return {"not": self.condition(part)}
            case Call("true", ()):
                return {"all": []}
            case Call("false", ()):
                return {"any": []}
            case Call("selected", (asked, Text(option))):
                return self._picked(self.target(asked), option)
            case Call(sign, (left, right)) if sign in OPERATORS:
                return self._comparison(OPERATORS[sign], left, right)
        raise Beyond(_("“%(part)s” is not understood here.", part=shown(formula)))

    def _picked(self, target: Target, option: str) -> Clean:
        # selected(${list}, "a b") asks for a name with a space, which no option has.
        op = "has" if target.kind in {"choices", "ranking"} else "eq"
        return {"f": target.uid, "op": op, "v": value_of(target, option)}

    def _comparison(self, op: str, left: Formula, right: Formula) -> Clean:
        if isinstance(left, Number | Text) and not isinstance(right, Number | Text):
            left, right, op = right, left, FLIPPED[op]
        blank = self._blank(op, left, right)
        if blank is not None:
            return blank
        if isinstance(left, Name) and isinstance(right, Number | Text):
            target = self.target(left)
            return {"f": target.uid, "op": op, "v": value_of(target, right.text)}
        return {"op": op, "l": self.operand(left), "r": self.operand(right)}

    def _blank(self, op: str, left: Formula, right: Formula) -> Clean | None:
        """`${x} = ''`, and the ways to say it with a length or a count; None for any other comparison."""
        is_measure = isinstance(left, Call) and left.name in {"string-length", "count-selected"} and len(left.parts) == 1
        measured = left.parts[0] if isinstance(left, Call) and is_measure else None
        asked: Formula
        if isinstance(left, Name) and right == Text(""):
            asked, is_blank = left, {"eq": True, "ne": False}.get(op)
        elif measured is not None and right == Number("0"):
            asked, is_blank = measured, {"eq": True, "le": True, "gt": False, "ne": False}.get(op)
        elif measured is not None and right == Number("1"):
            asked, is_blank = measured, {"lt": True, "ge": False}.get(op)
        else:
            return None
        if is_blank is None or not isinstance(asked, Name):
            return None
        empty = {"f": self.target(asked).uid, "op": "empty"}
        return empty if is_blank else {"not": empty}

    # Calculations

    def operand(self, formula: Formula) -> Any:
        """A question, a value or a calculation."""
        match formula:
            case Number(text):
                return decimal(text)
            case Text(text):
                return text
            case Name():
                return {"f": self.target(formula).uid}
            case Call("count-selected" | "count", (asked,)):
                return {"count": {"f": self.target(asked).uid}}
            case Call("sum", (asked,)):
                return {"sum": [self.operand(asked)]}
            case Call("number" | "int" | "string" | "once", (part,)) if isinstance(part, Name | Number):
                return self.operand(part)
            case Call("coalesce", (part, Number("0"))):
                # What has no answer adds nothing to a sum here.
                return self.operand(part)
            case Call("+" | "-" | "*" | "div" as sign, (left, right)):
                return self._arithmetic(sign, left, right)
        raise Beyond(_("“%(part)s” is not understood here.", part=shown(formula)))

    def _arithmetic(self, sign: str, left: Formula, right: Formula) -> Any:
        if sign == "-" and self._is_day(left) and self._is_day(right):
            return {"days_between": [self.operand(right), self.operand(left)]}
        if sign == "div":
            return {"mul": [self.operand(left), _reciprocal(right)]}
        one, other = self.operand(left), self.operand(right)
        if sign == "*":
            return {"mul": [*parts_of("mul", one), *parts_of("mul", other)]}
        if one == "0" and sign == "-":
            return {"mul": ["-1", other]}
        return {"sum": [*parts_of("sum", one), *([other] if sign == "+" else [{"mul": ["-1", other]}])]}

    def _is_day(self, formula: Formula) -> bool:
        return isinstance(formula, Name) and self.target(formula).kind in _DAYS


def parts_of(name: str, operand: Any) -> list[Any]:
    return list(operand[name]) if isinstance(operand, dict) and name in operand else [operand]


def _reciprocal(formula: Formula) -> str:
    """Division by a number that has an exact reciprocal: 2, 4, 5, 10, 100 …"""
    try:
        inverse = Decimal(1) / Decimal(formula.text) if isinstance(formula, Number) else Decimal("NaN")
        if inverse * Decimal(getattr(formula, "text", "0")) == 1 and len(plain(inverse).partition(".")[2]) <= 6:
            return plain(inverse)
    except (InvalidOperation, ZeroDivisionError):
        pass
    raise Beyond(_("It divides, which calculations here do not do."))


def decimal(text: str) -> str:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    if not number.is_finite() or abs(number.adjusted()) > 20:
        return text
    return plain(number) if abs(number) < 10**15 and len(plain(number).partition(".")[2]) <= 6 else text


def value_of(target: Target, text: str) -> Any:
    """A value as the answers to a question have it."""
    if target.kind == "consent":
        return True
    if target.keys:
        if text not in target.keys:
            raise Beyond(_("It asks for the option “%(option)s”, which does not exist.", option=text))
        return target.keys[text]
    return decimal(text) if target.kind in {"number", "computed", "rating"} else text[:300]


def shown(formula: Formula) -> str:
    """A formula again as text, for sentences."""
    match formula:
        case Number(text):
            return text
        case Text(text):
            return f"'{text}'"
        case Name(name):
            return name if name == "." else f"${{{name}}}"
        case Call(name, parts) if re.fullmatch("[a-z-]+", name) and name not in {"and", "or", "div", "mod", "-"}:
            return f"{name}({', '.join(shown(part) for part in parts)})"
        case Call(name, parts):
            return f" {name} ".join(shown(part) for part in parts)
