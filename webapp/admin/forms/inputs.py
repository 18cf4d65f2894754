"""What people type into the builder: a form's title and document, pages, the note to a version."""

from collections.abc import Callable, Mapping
from typing import Any

from flask_wtf.file import FileField
from wtforms import HiddenField, RadioField, SelectField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from webapp.dates import number_in_words
from webapp.inputs import Inputs, Text, cleaned
from webapp.languages import _, _l, mark
from webapp.models.starters import STARTERS

Words = Mapping[str, str]


class Prose(TextAreaField):
    """Several lines of text, cleaned."""

    def __init__(self, label: Any = "", validators: Any = None, **options: Any) -> None:
        super().__init__(label, validators, filters=[cleaned, unix_lines], **options)


def unix_lines(value: str | None) -> str | None:
    return value if value is None else value.replace("\r\n", "\n")


class AtMost(Length):
    """A limit whose sentence holds a number: it is said when it is needed, in the language of who typed."""

    def __call__(self, form: Any, field: Any) -> None:
        if len(field.data or "") > self.max:
            raise ValidationError(_("Use %(most)s characters or fewer", most=number_in_words(self.max)))


def at_most(most: int) -> Length:
    return AtMost(max=most)


def in_each_language(choices: Words) -> Callable[[], dict[str, str]]:
    """What a list offers, said when a page is opened."""
    return lambda: {value: _(words) for value, words in choices.items()}


def in_words(value: str | None, language: str, before: Words) -> dict[str, str]:
    """A text in the form's language, the other languages as they were; without it when it is empty."""
    words = {**before, language: value or ""}
    return {name: text for name, text in words.items() if text}


BLANK = "blank"
BEGINNINGS = {BLANK: (mark("Blank"), mark("A title and an empty page.")), **STARTERS}
TITLES = {name: title for name, (title, _line) in BEGINNINGS.items()}


class NewFormInputs(Inputs):
    start = RadioField(_l("Start from"), default=BLANK, choices=in_each_language(TITLES))
    title = Text(_l("Title"), [at_most(200)], description=_l("Left blank, a template keeps its own."))

    def validate_title(self, field: Text) -> None:
        if self.start.data == BLANK and not field.data:
            raise ValidationError(_("Enter a title, for example Summer course"))

    @property
    def beginnings(self) -> list[dict[str, Any]]:
        """What the radios offer."""
        return [
            {"value": name, "label": _(title), "hint": _(line), "selected": name == self.start.data}
            for name, (title, line) in BEGINNINGS.items()
        ]


class ImportInputs(Inputs):
    file = FileField(_l("File"), description=_l("A document (.json) that Lodge has written, or an XLSForm workbook (.xlsx)."))
    document = TextAreaField(
        _l("Document"),
        description=_l("JSON, as “Export” and lodge forms export write it."),
    )

    packed = HiddenField()

    def validate_document(self, field: TextAreaField) -> None:
        if not self.file.data and not self.packed.data and not (field.data or "").strip():
            raise ValidationError(_("Choose a file, or paste a form's document"))


class PageInputs(Inputs):
    title = Text(_l("Title of the page"), [DataRequired(_l("Enter a title, for example About you")), at_most(200)])
    text = Prose(_l("Text above the questions"), [at_most(10_000)], description=_l("Lists, links and **bold** in Markdown."))

    def fields(self, language: str, before: Mapping[str, Words] | None = None) -> dict[str, dict[str, str] | None]:
        """What `outline.change_page` takes."""
        before = before or {}
        text = in_words(self.text.data, language, before.get("text", {}))
        return {"title": in_words(self.title.data, language, before.get("title", {})), "text": text or None}


class KindInputs(Inputs):
    kind = SelectField(_l("What kind of question is it?"), validate_choice=True)


class PublishInputs(Inputs):
    note = Prose(_l("What changed, for the list of versions"), [at_most(500)], description=_l("People who build forms see it."))


class ExampleInputs(Inputs):
    name = Text(
        _l("Name of the example"),
        [DataRequired(_l("Enter a name, for example Family with two children")), at_most(100)],
        description=_l("Its answers are tried again each time the form changes, and what is then different is shown."),
    )


REST = {
    "drop": mark("Take them out: what they hid is then always shown"),
    "keep": mark("Leave them: the form cannot be published until I have changed them"),
}


class RestInputs(Inputs):
    """What to do with the conditions that speak of something about to be removed."""

    rest = SelectField(
        _l("What should happen to these conditions?"),
        [InputRequired(_l("Select what should happen to the conditions"))],
        choices=in_each_language(REST),
    )
