"""What people type into the builder: a form's title and document, pages, the note to a version."""

from collections.abc import Mapping
from typing import Any

from wtforms import SelectField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from webapp.inputs import Inputs, Text, cleaned

Words = Mapping[str, str]


class Prose(TextAreaField):
    """Several lines of text, cleaned."""

    def __init__(self, label: str = "", validators: Any = None, **options: Any) -> None:
        super().__init__(label, validators, filters=[cleaned, unix_lines], **options)


def unix_lines(value: str | None) -> str | None:
    return value if value is None else value.replace("\r\n", "\n")


def at_most(most: int) -> Length:
    return Length(max=most, message=f"Use {most:,} characters or fewer")


def in_words(value: str | None, language: str, before: Words) -> dict[str, str]:
    """A text in the form's language, the other languages as they were; without it when it is empty."""
    words = {**before, language: value or ""}
    return {name: text for name, text in words.items() if text}


class NewFormInputs(Inputs):
    title = Text("Title", [DataRequired("Enter a title, for example Summer course"), at_most(200)])


class ImportInputs(Inputs):
    document = TextAreaField(
        "Document", [DataRequired("Paste a form's document")], description="JSON, as “Export” and lodge forms export write it."
    )


class PageInputs(Inputs):
    title = Text("Title of the page", [DataRequired("Enter a title, for example About you"), at_most(200)])
    text = Prose("Text above the questions", [at_most(10_000)], description="Lists, links and **bold** in Markdown.")

    def fields(self, language: str, before: Mapping[str, Words] | None = None) -> dict[str, dict[str, str] | None]:
        """What `outline.change_page` takes."""
        before = before or {}
        text = in_words(self.text.data, language, before.get("text", {}))
        return {"title": in_words(self.title.data, language, before.get("title", {})), "text": text or None}


class KindInputs(Inputs):
    kind = SelectField("What kind of question is it?", validate_choice=True)


class PublishInputs(Inputs):
    note = Prose("What changed, for the list of versions", [at_most(500)], description="People who build forms see it.")


class RestInputs(Inputs):
    """What to do with the conditions that speak of something about to be removed."""

    rest = SelectField(
        "What should happen to these conditions?",
        [InputRequired("Select what should happen to the conditions")],
        choices={
            "drop": "Take them out: what they hid is then always shown",
            "keep": "Leave them: the form cannot be published until I have changed them",
        },
    )
