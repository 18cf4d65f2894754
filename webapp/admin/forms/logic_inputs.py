"""What a line of a condition is made of: the question, how its answer is compared, and with what."""

from itertools import takewhile
from typing import Any

from wtforms import RadioField, SelectField, SelectMultipleField
from wtforms.validators import InputRequired

from webapp.admin.forms.sample import drawn
from webapp.clock import now
from webapp.inputs import Inputs, Text
from webapp.languages import _, _l, mark
from webapp.models.condition_words import offered, operator_words
from webapp.models.definition import Definition, Question

# A condition may ask for an answer that has become impossible.
LIMITS = frozenset({"min", "max", "step"})
VALUELESS = frozenset({"empty", "answered"})
TICKED = {"choice": ("in", "none"), "choices": ("in", "none"), "yes_no": ("in",), "consent": ()}
WORDS = {
    "in": mark("is one of those ticked below"),
    "none": mark("is none of those ticked below"),
    "answered": mark("is answered"),
}


class PartInputs(Inputs):
    part = SelectField(_l("Question or page"), [InputRequired(_l("Select a question or a page"))])


class SubjectInputs(Inputs):
    subject = SelectField(_l("Question"), [InputRequired(_l("Select the question that it depends on"))])


class CompareInputs(Inputs):
    """The operator; subclasses add the value. After `validate()`, `values` holds what conditions compare with."""

    op = RadioField(_l("The answer"), [InputRequired(_l("Select how the answer must be"))], validate_choice=True)
    question: Question
    language: str
    values: list[Any] = []

    def validate(self, extra_validators: Any = None) -> bool:
        if not super().validate(extra_validators):
            return False
        self.values = [] if self.op.data in VALUELESS else self.read_values()
        return not self.errors

    def read_values(self) -> list[Any]:
        return []


class TypedInputs(CompareInputs):
    """Compared with what is typed: texts, numbers, dates."""

    value = Text(_l("Value"))

    def read_values(self) -> list[Any]:
        """What is typed is read as an answer to the question would be, but for its own limits."""
        bare = {"kind": self.question.kind_name, "label": {self.language: _("The value")}, "required": True}
        field = drawn(bare | form_of(self.question), self.language)
        field.raw = self.question.kind.from_line(self.value.data or "")
        if not field.judge(now().date()):
            self.refuse("value", field.errors[0])
        return [field.answer]


class TickedInputs(CompareInputs):
    """Compared with some of what is offered."""

    value = SelectMultipleField(_l("Answers"))

    def read_values(self) -> list[Any]:
        chosen = list(self.value.data or ())
        if not chosen:
            self.refuse("value", _("Tick at least one answer"))
        return [one == "yes" for one in chosen] if self.question.kind_name == "yes_no" else chosen


def form_of(question: Question) -> dict[str, Any]:
    """The settings that say what an answer is, without those that limit it; numbers with all decimals there can be."""
    kept = {name: value for name, value in question.settings.items() if name not in LIMITS}
    return kept | ({"decimals": 6} if question.kind_name == "number" else {})


def compare_inputs(question: Question, language: str) -> Any:
    """The inputs for a line about this question, bound."""
    kind = question.kind_name
    inputs: Any = TickedInputs() if kind in ("choice", "choices", "yes_no") else TypedInputs()
    if kind == "consent" or offered(kind) == ("empty",):
        inputs = CompareInputs()
    inputs.question, inputs.language = question, language
    inputs.op.choices = dict(operators(kind))
    if isinstance(inputs, TickedInputs):
        options = question.in_language(language).settings["options"]
        inputs.value.choices = {option.key: option.label for option in options}
    return inputs


def operators(kind: str) -> list[tuple[str, str]]:
    """(operator, words) to choose from for a kind of question."""
    if kind in TICKED:
        found = [(op, _(WORDS[op])) for op in TICKED[kind]]
    else:
        found = [(op, operator_words(op, kind)) for op in offered(kind) if op not in VALUELESS]
    answered = WORDS["answered"]
    ticked = _("is ticked") if kind == "consent" else _(answered)
    return [*found, ("answered", ticked), ("empty", _("is not ticked") if kind == "consent" else _("is blank"))]


def subjects(definition: Definition, uid: str) -> list[Question]:
    """The questions that a page or question can depend on: those answered before it."""
    before: list[Question] = []
    for page in definition.pages:
        if page.uid == uid:
            return before
        for question in page.items:
            if uid in {inner.uid for inner in question.items}:
                in_row = takewhile(lambda inner: inner.uid != uid, question.items)
                return [*before, *(inner for inner in in_row if inner.is_answered)]
            if question.uid == uid:
                return before
            before += [one for one in (question, *question.items) if one.is_answered]
    return before
