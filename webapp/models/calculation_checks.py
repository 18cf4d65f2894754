"""What is wrong with the calculations of a form, beyond the questions that they speak of: pairs of sentence and uid."""

from collections.abc import Callable, Iterator
from decimal import Decimal

from webapp.kinds import KINDS
from webapp.kinds.wording import quoted
from webapp.languages import _
from webapp.models.definition import Definition, Question
from webapp.models.expressions import Answer, Count, Days, Operand, Product, Sum, Upper

COMPUTED = "computed"
_IN_TIME = frozenset({"date", "time", "datetime"})
_WITH_DAYS = frozenset({"date", "datetime", COMPUTED})


def is_number(kind_name: str) -> bool:
    """Whether answers of a kind are compared as numbers."""
    return kind_name in KINDS and isinstance(KINDS[kind_name].comparable("1"), Decimal | int)


def has_size(kind_name: str) -> bool:
    """Whether answers of a kind are less or more than others."""
    return kind_name in _IN_TIME or is_number(kind_name)


def calculation_problems(definition: Definition) -> Iterator[tuple[str, str]]:
    for uid in definition.calc:
        question = definition.question(uid)
        if question is None:
            yield _("There is a calculation of a question that is not in the form (%(uid)s)", uid=uid), uid
        elif question.kind_name != COMPUTED:
            yield _("%(question)s is answered by people: take its calculation out", question=_label(question, definition)), uid
    for question in definition.every_question:
        if question.kind_name == COMPUTED:
            yield from _of(question, definition)


def _of(question: Question, definition: Definition) -> Iterator[tuple[str, str]]:
    name = _label(question, definition)
    expression = definition.calc.get(question.uid)
    if expression is None:
        yield _("Say how %(question)s is calculated", question=name), question.uid
    for uid in dict.fromkeys(_wrongly_counted(expression, definition)):
        asked = definition.question(uid)
        if asked is not None:
            told = {"question": name, "part": _label(asked, definition)}
            yield _("The calculation of %(question)s reckons with %(part)s, which is no number there", **told), question.uid


def _wrongly_counted(operand: Operand | None, definition: Definition) -> Iterator[str]:
    """The questions that are added, multiplied or taken for days and are no such thing."""
    match operand:
        case Sum(parts) | Product(parts):
            yield from _others(parts, is_number, definition)
        case Days(start, end):
            yield from _others((start, end), _WITH_DAYS.__contains__, definition)
        case Count(parts):
            for part in parts:
                yield from _wrongly_counted(part, definition)
        case Upper(part):
            yield from _wrongly_counted(part, definition)


def _others(parts: tuple[Operand, ...], fits: Callable[[str], bool], definition: Definition) -> Iterator[str]:
    for part in parts:
        if isinstance(part, Answer):
            kind_name = definition.kinds.get(part.uid, "")
            if kind_name and not fits(kind_name):
                yield part.uid
        else:
            yield from _wrongly_counted(part, definition)


def _label(question: Question, definition: Definition) -> str:
    return quoted(definition.words(question.label, definition.settings.language) or question.uid)
