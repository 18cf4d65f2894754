"""Consent: one box to tick; its label is what is agreed to."""

from datetime import date
from typing import Any

from webapp.kinds.answer_field import AnswerField
from webapp.kinds.kind import Asked, Kind, MultiDict, typed_text
from webapp.kinds.settings import SettingsInputs
from webapp.kinds.wording import quoted
from webapp.kinds.wrong import Wrong
from webapp.languages import _, _l, mark, said_in

TICKED = "yes"


class ConsentField(AnswerField):
    """A checkbox: `data` is whether it is ticked."""

    def drawn(self) -> bool:
        return bool(self.raw)

    def _value(self) -> str:
        return TICKED


class ConsentSettings(SettingsInputs):
    """A consent has no settings of its own: what is agreed to is its label."""


class Consent(Kind):
    """The value is true; a box that may stay empty and does is left blank."""

    name = "consent"
    title = _l("Consent")
    description = _l("A statement that people agree to by ticking a box.")
    example = _l("I agree that photos of my child may be shown in the newsletter")
    settings_inputs = ConsentSettings
    field_class = ConsentField

    def control(self, asked: Asked) -> str:
        return "checkbox"

    def typed(self, form: MultiDict, name: str) -> str | None:
        values = form.getlist(name)
        return None if not values else TICKED if values[-1] else ""

    def parse(self, asked: Asked, raw: Any, today: date) -> bool | None:
        if typed_text(raw):
            return True
        if asked.required:
            raise Wrong(_("Tick the box %(question)s to go on", question=quoted(asked.label)))
        return None

    def retype(self, asked: Asked, value: bool) -> str:
        return TICKED

    def keys(self, asked: Asked, value: bool) -> tuple[str, ...]:
        return (TICKED,)

    def text(self, asked: Asked, value: bool) -> str:
        return said_in(asked.locale, mark("Agreed"))

    def json_schema(self, asked: Asked) -> dict[str, Any]:
        return {"const": True}
