"""What somebody types who translates a form: a language to add, and a box for each text."""

from collections.abc import Collection, Mapping
from typing import Any

from wtforms import SelectField, TextAreaField
from wtforms.validators import InputRequired

from webapp.admin.forms.inputs import at_most, unix_lines
from webapp.admin.forms.saving import Building
from webapp.inputs import Inputs, cleaned
from webapp.languages import _, _l, mark
from webapp.models.wordings import Wording

NAMES = {
    "title": mark("Title"),
    "label": mark("Label"),
    "called": mark("Called in messages"),
    "hint": mark("Hint"),
    "text": mark("Text"),
    "message": mark("Message"),
    "intro": mark("What it is for"),
    "needs": mark("What to have at hand"),
    "privacy": mark("Privacy"),
    "next_steps": mark("What happens next"),
    "button": mark("Button that sends"),
    "declaration": mark("Declaration"),
    "sent": mark("Heading once sent"),
    "contact": mark("Contact"),
}
LONG = 120


class AddLanguageInputs(Inputs):
    code = SelectField(_l("Add a language"), [InputRequired(_l("Select a language"))])

    def offer(self, names: Mapping[str, str], but: Collection[str]) -> None:
        self.code.choices = [("", _("Select a language")), *((code, name) for code, name in names.items() if code not in but)]


class TranslationInputs(Inputs):
    """Boxes are named by their place in the slice; `paths` says whose they are."""

    paths: tuple[str, ...] = ()

    def texts(self) -> dict[str, str]:
        return {path: self[f"text_{at}"].data or "" for at, path in enumerate(self.paths)}


def translation_inputs(here: Building, part: list[Wording], code: str) -> TranslationInputs:
    """A box for each text of the slice: what it is, what it says in the form's own language, what it says in this one."""
    fields: dict[str, Any] = {"paths": tuple(wording.path for wording in part)}
    for at, wording in enumerate(part):
        label, description = label_of(here, wording)
        fields[f"text_{at}"] = TextAreaField(label, [at_most(10_000)], filters=[cleaned, unix_lines], description=description)
    values = {f"text_{at}": wording.words.get(code, "") for at, wording in enumerate(part)}
    made = type("TranslationInputs", (TranslationInputs,), fields)
    inputs: TranslationInputs = made(data=values)
    return inputs


def label_of(here: Building, wording: Wording) -> tuple[str, str]:
    """(label, hint) of a box: a short text heads it itself, with what it is below; a long one the other way round."""
    own, what = wording.words[here.language], _(NAMES.get(wording.name, mark("Text")))
    part = here.called(wording.about) if wording.about else _("the whole form")
    named = _("%(what)s, %(part)s", what=what, part=part) if part != own else what
    return (own, named) if len(own) <= LONG and "\n" not in own else (named, own)
