"""Reading calculations: from a document to their normal form and their tree; what is none is said in a sentence."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from webapp.kinds.reading import Problems, under
from webapp.languages import _, mark
from webapp.models.expressions import Answer, Count, Days, Literal, Operand, Product, Sum, Upper

MOST_DEEP = 8
MOST_PARTS = 50
MOST_SIZE = 500
CALCULATIONS = frozenset({"sum", "mul", "count", "days_between", "upper"})
_UID = re.compile(r"f_[a-z0-9_]{1,18}")
_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,6})?")
_OPERAND = mark(
    'must be a question, {"f": "f_7k2m"}, a value in quotes, or a calculation such as {"sum": [{"f": "f_7k2m"}, "12.50"]}'
)
_NO_NUMBER = mark('must be a question, a calculation, or a number in quotes, for example "12.50"')


def read_expression(value: Any, path: str, problems: Problems) -> Any:
    """The normal form of a calculation; what is none goes to `problems`."""
    clean = read_operand(value, path, problems, MOST_DEEP)
    check_size(clean, path, problems)
    return clean


def check_size(clean: Any, path: str, problems: Problems) -> None:
    if sum(1 for _part in _parts_of(clean)) > MOST_SIZE:
        problems.append((path, _("must not have more than %(most)s parts in all", most=MOST_SIZE)))


def _parts_of(clean: Any) -> Iterator[Any]:
    yield clean
    inside = clean.values() if isinstance(clean, Mapping) else clean if isinstance(clean, list) else ()
    for part in inside:
        yield from _parts_of(part)


def read_operand(value: Any, path: str, problems: Problems, depth: int) -> Any:
    """A question, a calculation, or a value."""
    if not isinstance(value, Mapping):
        return read_literal(value, path, problems)
    if depth == 0:
        problems.append((path, _("must not be nested more than %(most)s deep", most=MOST_DEEP)))
    elif set(value) == {"f"} and is_uid(value["f"]):
        return {"f": value["f"]}
    elif len(value) == 1 and set(value) <= CALCULATIONS:
        name = next(iter(value))
        return {name: _read_calculation(name, value[name], under(path, name), problems, depth - 1)}
    else:
        problems.append((path, _(_OPERAND)))
    return ""


def _read_calculation(name: str, value: Any, path: str, problems: Problems, depth: int) -> Any:
    single = name == "upper" or (name == "count" and not isinstance(value, list | tuple))
    if single:
        return read_operand(value, path, problems, depth)
    least, most = {"days_between": (2, 2)}.get(name, (1, MOST_PARTS))
    if not isinstance(value, list | tuple) or not least <= len(value) <= most:
        wrong = _("must be a list of two days") if most == 2 else _("must be a list of 1 to %(most)s parts", most=most)
        problems.append((path, wrong))
        return []
    read = _read_number if name in {"sum", "mul"} else read_operand
    parts = [read(part, f"{path}[{at}]", problems, depth) for at, part in enumerate(value)]
    return parts[0] if name == "count" and len(parts) == 1 else parts


def _read_number(value: Any, path: str, problems: Problems, depth: int) -> Any:
    if isinstance(value, Mapping):
        return read_operand(value, path, problems, depth)
    written = str(value) if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**15 else value
    if isinstance(written, str) and _NUMBER.fullmatch(written):
        return written
    problems.append((path, _(_NO_NUMBER)))
    return "0"


def read_literal(value: Any, path: str, problems: Problems) -> Any:
    if isinstance(value, bool) or (isinstance(value, str) and len(value) <= 300 and "\x00" not in value):
        return value
    if isinstance(value, int) and abs(value) < 10**15:
        return str(value)
    problems.append((path, _("must be a value in quotes, true or false")))
    return ""


def is_uid(value: Any) -> bool:
    return isinstance(value, str) and _UID.fullmatch(value) is not None


def operand_of(clean: Any) -> Operand:
    """The tree of an operand in its normal form."""
    if not isinstance(clean, Mapping):
        return Literal(tuple(clean) if isinstance(clean, list) else clean)
    name, value = next(iter(clean.items()))
    match name:
        case "f":
            return Answer(value)
        case "sum":
            return Sum(tuple(operand_of(part) for part in value))
        case "mul":
            return Product(tuple(operand_of(part) for part in value))
        case "count":
            return Count(tuple(operand_of(part) for part in (value if isinstance(value, list) else [value])))
        case "days_between":
            return Days(operand_of(value[0]), operand_of(value[1]))
    return Upper(operand_of(value))
