"""Person's name: in one box, which suits every name, or in two where lists are sorted by family name."""

from datetime import date
from typing import Any

from webapp.kinds import cleaning
from webapp.kinds.drawing import Drawing
from webapp.kinds.kind import Asked, MultiDict
from webapp.kinds.own import OWN, OwnSettings, token
from webapp.kinds.parts import Part, PartsKind
from webapp.kinds.reading import Fields, one_of
from webapp.kinds.settings import PickSetting
from webapp.kinds.wording import enter, subject
from webapp.kinds.wrong import Wrong
from webapp.languages import _, _l, mark

ONE, TWO = "one", "two"
SETTINGS: Fields = {"boxes": (one_of(ONE, TWO), ONE), **OWN}
MISSING = {
    "given": mark("%(answer)s must include a first name"),
    "family": mark("%(answer)s must include a last name"),
}


class PersonSettings(OwnSettings):
    reads = SETTINGS
    boxes = PickSetting(
        _l("Boxes"),
        [(ONE, _l("One, for the full name")), (TWO, _l("Two: first names and last name"))],
        _l("One suits every name in the world; two let lists be sorted by last name."),
    )


class Person(PartsKind):
    """Values are {"name"}, or {"given", "family"}."""

    name = "person"
    title = _l("Name of a person")
    description = _l("In one box, or first names and last name apart.")
    example = _l("Ada Lovelace")
    settings_inputs = PersonSettings
    settings_fields = SETTINGS
    part_names = ("given", "family")

    def parts(self, asked: Asked) -> tuple[Part, ...]:
        if not self._is_two(asked):
            return (Part("name", _("Full name"), token(asked, "name")),)
        given = Part("given", _("First names"), token(asked, "given-name"), width=30)
        return given, Part("family", _("Last name"), token(asked, "family-name"), width=30)

    def _is_two(self, asked: Asked) -> bool:
        return bool(asked.settings.get("boxes") == TWO)

    def control(self, asked: Asked) -> str:
        return "parts_input" if self._is_two(asked) else "text_input"

    def drawing(self, asked: Asked) -> Drawing:
        return Drawing(autocomplete=token(asked, "name"))

    def typed(self, form: MultiDict, name: str) -> Any:
        return cleaning.storable(form.getlist(name)[0]) if name in form else super().typed(form, name)

    def parse(self, asked: Asked, raw: Any, today: date) -> dict[str, str] | None:
        # What was typed in one box before the author made it two is the first of them.
        first = "given" if self._is_two(asked) else "name"
        value = self.read(asked, {first: raw} if isinstance(raw, str) else raw)
        if not value:
            if asked.required:
                raise Wrong(enter(asked), first)
            return None
        missing = [name for name in MISSING if self._is_two(asked) and name not in value]
        if missing:
            sentence = MISSING[missing[0]]
            raise Wrong(_(sentence, answer=subject(asked)), missing[0])
        return value

    def from_line(self, text: str) -> dict[str, str] | str:
        given, _space, family = text.strip().rpartition(" ")
        return {"name": text, "given": given, "family": family}

    def retype(self, asked: Asked, value: dict[str, str]) -> Any:
        return value.get("name", "") if not self._is_two(asked) else value

    def keys(self, asked: Asked, value: dict[str, str]) -> tuple[str, ...]:
        return (cleaning.key(value.get("name") or f"{value.get('family', '')}, {value.get('given', '')}"),)

    def text(self, asked: Asked, value: dict[str, str]) -> str:
        return value.get("name") or f"{value.get('given', '')} {value.get('family', '')}".strip()

    def columns(self, asked: Asked) -> tuple[str, ...]:
        return super().columns(asked) if self._is_two(asked) else (asked.label,)
