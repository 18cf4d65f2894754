"""Editing a question: what every question has, and what its kind asks for, as one set of inputs."""

from collections.abc import Iterator, Mapping
from typing import Any

from flask import request
from wtforms import BooleanField, SelectField
from wtforms.validators import DataRequired, Optional, Regexp

from webapp.admin.forms.inputs import Prose, at_most, in_each_language, in_words
from webapp.inputs import Inputs, Text
from webapp.kinds import Kind
from webapp.languages import _l, mark
from webapp.models.definition import Question
from webapp.models.definition_reading import GROUP
from webapp.models.document_items import every_item

PII = {
    "none": mark("Nothing personal"),
    "personal": mark("Personal: says something about somebody"),
    "special": mark("Special: health, belief, origin and the like"),
}
WORDS = ("label", "called", "hint")


class QuestionInputs(Inputs):
    """What every question has that is answered."""

    label = Text(_l("Question"), [DataRequired(_l("Enter the question, for example Child’s name")), at_most(500)])
    hint = Prose(_l("Hint"), [at_most(2_000)], description=_l("A line below the question."))
    required = BooleanField(_l("It must be answered"))
    called = Text(_l("What error messages call it"), [at_most(100)], description=_l("For example “your child’s name”."))
    indexed = BooleanField(_l("Show it in the inbox’s list, filter and sort by it"))
    pii = SelectField(_l("What the answer says about people"), choices=in_each_language(PII), default="none")
    keep_days = Text(
        _l("Days to keep the answer"),
        [Optional(), Regexp("[1-9][0-9]{0,4}$", message=_l("Enter a whole number of days, for example 400"))],
        description=_l("Empty: as long as the submission."),
    )


class GuidanceInputs(Inputs):
    """Guidance has nothing but its text, which its kind asks for."""


class QuestionPage:
    """Both parts bound together, in the shape that pages and the error summary read."""

    def __init__(self, kind: Kind, before: Mapping[str, Any], language: str, *, is_posted: bool, is_in_row: bool = False) -> None:
        self.kind, self.before, self.language = kind, before, language
        # A list has one line for a submission, and a group has several answers in it.
        self.can_be_listed = kind.is_answered and kind.name != GROUP and not is_in_row
        options = {} if is_posted else {"formdata": None}
        self.common: Any = (QuestionInputs if kind.is_answered else GuidanceInputs)(data=plain(before, language), **options)
        typed = request.form if is_posted else None
        settings = {name: before[name] for name in kind.settings_fields if name in before}
        self.settings: Any = kind.settings_inputs(typed, settings, language)

    def __iter__(self) -> Iterator[Any]:
        yield from (field for field in self.common if field.name != "csrf_token")
        yield from self.settings

    @property
    def errors(self) -> dict[str, Any]:
        return {**self.common.errors, **self.settings.errors}

    @property
    def form_errors(self) -> list[str]:
        return [*self.common.form_errors, *self.settings.form_errors]

    def validate(self) -> bool:
        common, settings = self.common.validate(), self.settings.validate()
        return bool(common and settings)

    def item(self) -> dict[str, Any]:
        """The question as the document has it, but for its uid; after `validate()`."""
        kept = {name: self.before[name] for name in ("show", "prefill", "items") if name in self.before}
        item = {"kind": self.kind.name, **kept, **self.settings.settings()}
        if not self.kind.is_answered:
            return item
        common = self.common
        words = {name: in_words(common[name].data, self.language, self.before.get(name, {})) for name in WORDS}
        item |= {name: text for name, text in words.items() if text}
        item |= {
            name: True
            for name in ("required", "indexed")
            if common[name].data and not (name == "required" and self.kind.is_unseen)
        }
        item |= {"pii": common.pii.data} if common.pii.data != "none" else {}
        item |= {"keep_days": int(common.keep_days.data)} if common.keep_days.data else {}
        return item


def plain(before: Mapping[str, Any], language: str) -> dict[str, Any]:
    """A question of the document as the controls show it."""
    words = {name: before.get(name, {}).get(language, "") for name in WORDS}
    return {**before, **words, "keep_days": str(before.get("keep_days") or "")}


def document_of(question: Question, document: Mapping[str, Any]) -> Mapping[str, Any]:
    """The item of a question as it stands in the document."""
    return next(item for item in every_item(document) if item["uid"] == question.uid)
