"""What a rule and a calculation are made of: what is compared with what, what is added and multiplied."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from wtforms import RadioField, SelectField
from wtforms.validators import InputRequired

from webapp.admin.forms.inputs import Prose, at_most
from webapp.admin.forms.logic_inputs import CompareInputs, TypedInputs, compare_inputs, operators
from webapp.admin.forms.sample import drawn
from webapp.admin.forms.saving import Building
from webapp.inputs import Inputs, Text
from webapp.kinds.wording import quoted
from webapp.languages import _, _l, mark, said_in
from webapp.models.calculation_checks import has_size, is_number
from webapp.models.condition_edits import line
from webapp.models.definition import Question
from webapp.models.rule_edits import compared, side, term
from webapp.models.rule_words import must_be

CHECK = mark("Check your answer to %(question)s")
# Kinds whose answer is a list: what is counted.
COUNTED = frozenset({"choices", "file", "picture", "group"})
TEXTS = frozenset({"text", "email"})
ORDERED = frozenset({"eq", "ne", "lt", "le", "gt", "ge"})


class RuleInputs(Inputs):
    message = Prose(_l("What people are told"), [InputRequired(_l("Enter what people are told")), at_most(500)])
    at = SelectField(_l("At which question it is said"), [InputRequired(_l("Select a question"))])


class ComparedInputs(TypedInputs):
    """Numbers, days and texts: compared with a value, between two, or with the answer to another question."""

    upto = Text(_l("To"), description=_l("Only for “is from … to …”."))
    other = SelectField(_l("Or the answer to"), description=_l("Instead of a value."))

    def read_values(self) -> list[Any]:
        if self.other.data and self.op.data != "between":
            if self.op.data not in ORDERED:
                self.refuse("other", _("Choose how the two answers must compare"))
            return [side(self.other.data)]
        found = super().read_values()
        if self.op.data != "between" or self.errors:
            return found
        low, self.value.data = self.value.data, self.upto.data
        found += super().read_values()
        self.value.data = low
        if self.value.errors:
            self.upto.errors, self.value.errors = self.value.errors, []
        return found


def subject_of(here: Building, key: str) -> Question | None:
    """The question behind a key; one that is counted as a number of its own."""
    what, _colon, uid = key.rpartition(":")
    question = here.definition.question(uid)
    if question is None or not question.is_answered or what not in ("", "count"):
        return None
    return replace(question, kind_name="number", settings={}) if what == "count" else question


def keys_of(here: Building) -> dict[str, str]:
    """Everything that a rule can be about: key → its name."""
    return dict(_keys(here))


def _keys(here: Building) -> Iterator[tuple[str, str]]:
    for question in here.definition.every_question:
        if question.is_answered:
            yield question.uid, here.called(question.uid)
        if question.kind_name in COUNTED:
            yield f"count:{question.uid}", _("The number of answers to %(question)s", question=quoted(here.called(question.uid)))


def rule_line_inputs(here: Building, key: str, subject: Question) -> Any:
    """The inputs for a line about this answer, bound."""
    if not has_size(subject.kind_name) and subject.kind_name not in TEXTS:
        return compare_inputs(subject, here.language)
    inputs = ComparedInputs()
    inputs.question, inputs.language = subject, here.language
    *comparing, answered, blank = operators(subject.kind_name)
    between = [("between", _("is from … to …"))] if has_size(subject.kind_name) else []
    # There is always a number of answers, be it none.
    inputs.op.choices = dict([*comparing, *between] if key.startswith("count:") else [*comparing, *between, answered, blank])
    alike = {one: name for one, name in keys_of(here).items() if one != key and is_alike(subject, subject_of(here, one))}
    inputs.other.choices = {"": _("no other question"), **alike}
    return inputs


def is_alike(one: Question, other: Question | None) -> bool:
    """Whether two answers can be compared by size."""
    if other is None:
        return False
    if is_number(one.kind_name):
        return is_number(other.kind_name)
    return one.kind_name == other.kind_name or {one.kind_name, other.kind_name} <= TEXTS


def rule_line(key: str, subject: Question, inputs: CompareInputs) -> dict[str, Any]:
    """The line that was typed."""
    op = inputs.op.data or ""
    if op in ORDERED or op == "between":
        return compared(side(key), op, *inputs.values)
    return line(subject.uid, op, inputs.values, is_list=subject.kind_name == "choices")


def suggestion(here: Building, key: str, inputs: CompareInputs) -> str:
    """What people are told, until the author says it better."""
    op = inputs.op.data or ""
    found = must_be(side(key), op, inputs.values, here.definition) if inputs.values else ""
    return found or said_in(here.language, CHECK) % {"question": quoted(here.called(key.rpartition(":")[2]))}


class TermInputs(Inputs):
    """One term of a calculation: up to three answers and a number, multiplied."""

    sign = RadioField(_l("What is done with it"), default="plus")
    first = SelectField(_l("The answer"))
    second = SelectField(_l("Times the answer"))
    start = SelectField(_l("Or the days from"))
    end = SelectField(_l("To"))
    language = "en"
    has_days = False
    term: Any = None
    number = Text(_l("Number"), description=_l("Multiplies what is chosen above, or stands alone. For example 12.50."))

    @classmethod
    def of(cls, here: Building, uid: str) -> "TermInputs":
        """With what stands before the calculation to choose from."""
        inputs = cls()
        before = [one.uid for one in here.definition.every_question]
        before = before[: before.index(uid)]
        keys = {key: name for key, name in keys_of(here).items() if key.rpartition(":")[2] in before}
        numbers = {key: name for key, name in keys.items() if (found := subject_of(here, key)) and is_number(found.kind_name)}
        days = {
            key: name
            for key, name in keys.items()
            if (found := subject_of(here, key)) and found.kind_name in {"date", "datetime"}
        }
        inputs.sign.choices = {"plus": _("Add it"), "minus": _("Take it away")}
        inputs.first.choices = inputs.second.choices = {"": _("none"), **numbers}
        inputs.start.choices = inputs.end.choices = {"": _("none"), **days}
        inputs.language, inputs.has_days = here.language, len(days) > 1
        return inputs

    def validate(self, extra_validators: Any = None) -> bool:
        if not super().validate(extra_validators):
            return False
        factors: list[Any] = [side(field.data) for field in (self.first, self.second) if field.data]
        if bool(self.start.data) != bool(self.end.data):
            self.refuse("end", _("Choose both days"))
        elif self.start.data:
            factors.append({"days_between": [side(self.start.data), side(self.end.data)]})
        factors += self._number()
        if not factors and not self.errors:
            self.refuse("first", _("Choose an answer, or type a number"))
        self.term = None if self.errors else term(factors, is_taken_away=self.sign.data == "minus")
        return not self.errors

    def _number(self) -> list[str]:
        """Read as an answer to a question for a number would be."""
        if not self.number.data:
            return []
        field = drawn({"kind": "number", "label": {self.language: _("The number")}, "decimals": 6}, self.language)
        field.raw = self.number.data
        if not field.judge(None):
            self.refuse("number", field.errors[0])
        return [str(field.answer)]


def named(here: Building, key: str) -> str:
    """A subject in a title."""
    return keys_of(here).get(key, key)
