"""Conditions in words: “Age” is 6 or more and “Workshop” is Pottery."""

from functools import reduce

from webapp.languages import _, mark
from webapp.models.calculation_checks import has_size, is_number
from webapp.models.conditions import ORDERED_TEXTS, All, Compare, Condition, Empty, Not, Some
from webapp.models.definition import Definition
from webapp.models.expression_words import asked_of, expression_words
from webapp.models.expressions import Literal

# operator → its words in a list to pick from, and the sentence that it makes.
_OPERATORS = {
    "eq": (mark("is …"), mark("%(answer)s is %(value)s")),
    "ne": (mark("is not …"), mark("%(answer)s is not %(value)s")),
    "lt": (mark("is less than …"), mark("%(answer)s is less than %(value)s")),
    "le": (mark("is … or less"), mark("%(answer)s is %(value)s or less")),
    "gt": (mark("is more than …"), mark("%(answer)s is more than %(value)s")),
    "ge": (mark("is … or more"), mark("%(answer)s is %(value)s or more")),
    "in": (mark("is …"), mark("%(answer)s is %(value)s")),
    "has": (mark("includes …"), mark("%(answer)s includes %(value)s")),
}
_DATE_OPERATORS = {
    "lt": (mark("is before …"), mark("%(answer)s is before %(value)s")),
    "le": (mark("is … or earlier"), mark("%(answer)s is %(value)s or earlier")),
    "gt": (mark("is after …"), mark("%(answer)s is after %(value)s")),
    "ge": (mark("is … or later"), mark("%(answer)s is %(value)s or later")),
}
# What the builder offers for a kind: operator → words.
OFFERED = {
    "number": ("eq", "ne", "lt", "le", "gt", "ge", "empty"),
    "computed": ("eq", "ne", "lt", "le", "gt", "ge", "empty"),
    "money": ("eq", "ne", "lt", "le", "gt", "ge", "empty"),
    "rating": ("eq", "ne", "lt", "le", "gt", "ge", "empty"),
    "date": ("eq", "lt", "le", "gt", "ge", "empty"),
    "time": ("eq", "lt", "le", "gt", "ge", "empty"),
    "datetime": ("eq", "lt", "le", "gt", "ge", "empty"),
    "choice": ("eq", "ne", "in", "empty"),
    "choices": ("has", "empty"),
    "yes_no": ("eq", "empty"),
    "consent": ("eq", "empty"),
    "text": ("eq", "ne", "empty"),
    "email": ("eq", "ne", "empty"),
    "phone": ("eq", "ne", "empty"),
    "url": ("eq", "ne", "empty"),
    "country": ("eq", "ne", "empty"),
    "hidden": ("eq", "ne", "empty"),
    "person": ("empty",),
    "likert": ("empty",),
    "ranking": ("empty",),
    "signature": ("empty",),
    "address": ("empty",),
    "long_text": ("empty",),
    "file": ("empty",),
    "picture": ("empty",),
    "group": ("empty",),
}


def offered(kind: str) -> tuple[str, ...]:
    """The operators that the builder offers for a kind: its own, else by what its answers compare as."""
    if kind in OFFERED:
        return OFFERED[kind]
    return OFFERED["number"] if is_number(kind) else OFFERED["date"] if has_size(kind) else ("empty",)


def operator_words(op: str, kind: str) -> str:
    """An operator for a list to pick from: "is … or more"."""
    if op == "empty":
        return _("is blank")
    return _(words_of(op, kind)[0])


def words_of(op: str, kind: str) -> tuple[str, str]:
    return (_DATE_OPERATORS if kind in ORDERED_TEXTS and op in _DATE_OPERATORS else _OPERATORS)[op]


def sentence(condition: Condition, definition: Definition, locale: str) -> str:
    """A condition as the inside of a sentence that begins "Shown if"."""
    match condition:
        case All(parts):
            return reduce(_both, [_nested(part, definition, locale) for part in parts] or [_("always")])
        case Some(parts):
            return reduce(_either, [_nested(part, definition, locale) for part in parts] or [_("never")])
        case Not(Empty(operand)):
            return _("%(answer)s is answered", answer=expression_words(operand, definition, locale))
        case Not(part):
            return _("it is not so that %(condition)s", condition=_nested(part, definition, locale))
        case Empty(operand):
            return _("%(answer)s is blank", answer=expression_words(operand, definition, locale))
        case Compare():
            return _comparison(condition, definition, locale)


def _both(these: str, this: str) -> str:
    return _("%(these)s and %(this)s", these=these, this=this)


def _either(these: str, this: str) -> str:
    return _("%(these)s or %(this)s", these=these, this=this)


def _nested(part: Condition, definition: Definition, locale: str) -> str:
    text = sentence(part, definition, locale)
    return f"({text})" if isinstance(part, All | Some) and len(part.parts) > 1 else text


def _comparison(condition: Compare, definition: Definition, locale: str) -> str:
    about = asked_of(condition.left, definition, locale) or asked_of(condition.right, definition, locale)
    kind = definition.kinds.get(about.uid, "") if about else ""
    left = expression_words(condition.left, definition, locale, about)
    if kind == "consent" and condition.op == "eq" and condition.right == Literal(True):
        return _("%(answer)s is ticked", answer=left)
    value = expression_words(condition.right, definition, locale, about)
    return _(words_of(condition.op, kind)[1], answer=left, value=value)
