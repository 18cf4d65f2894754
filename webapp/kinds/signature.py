"""Signature: drawn with a finger or a mouse and kept as strokes in the answer itself, or typed as a name."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from webapp.kinds import cleaning
from webapp.kinds.answer_field import AnswerField
from webapp.kinds.drawing import Drawing
from webapp.kinds.kind import Asked, Kind, MultiDict, Shown
from webapp.kinds.own import OWN, OwnSettings, token
from webapp.kinds.reading import Fields, flag
from webapp.kinds.settings import TickSetting
from webapp.kinds.text import too_long
from webapp.kinds.wording import quoted, subject
from webapp.kinds.wrong import Wrong
from webapp.languages import _, _l, mark, said_in

# The paper: strokes are whole numbers on it.
WIDTH, HEIGHT = 600, 200
LONGEST_NAME = 200
MOST_SIGNS = 6_000
FEWEST_POINTS = 4
SETTINGS: Fields = {"typed": (flag(), False), **OWN}
_STROKES = re.compile(r"[0-9]{1,3}(?: [0-9]{1,3})*(?:;[0-9]{1,3}(?: [0-9]{1,3})*)*")


class SignatureSettings(OwnSettings):
    reads = SETTINGS
    typed = TickSetting(_l("Only a typed name, no drawing"))


class SignatureField(AnswerField):
    """`<name>` is what was typed, `<name>-strokes` what was drawn."""

    def _value(self) -> str:
        return part_of(self.raw, "name")

    @property
    def strokes(self) -> str:
        return part_of(self.raw, "strokes")


class Signature(Kind):
    """Values are {"name"}, or {"strokes": [[x, y, x, y …] …]} with whole numbers."""

    name = "signature"
    title = _l("Signature")
    description = _l("Drawn with a finger or a mouse, or typed as a name.")
    example = _l("Ada Lovelace")
    settings_inputs = SignatureSettings
    settings_fields = SETTINGS
    field_class = SignatureField

    def control(self, asked: Asked) -> str:
        return "text_input" if asked.settings.get("typed") else "signature"

    def drawing(self, asked: Asked) -> Drawing:
        return Drawing(autocomplete=token(asked, "name"))

    def most_controls(self, settings: Mapping[str, Any]) -> int:
        return 2

    def typed(self, form: MultiDict, name: str) -> dict[str, str] | None:
        found = {"name": form.getlist(name), "strokes": form.getlist(f"{name}-strokes")}
        if not any(found.values()):
            return None
        return {part: cleaning.storable(values[0])[: MOST_SIGNS + 1] if values else "" for part, values in found.items()}

    def parse(self, asked: Asked, raw: Any, today: date) -> dict[str, Any] | None:
        drawn = "" if asked.settings.get("typed") else part_of(raw, "strokes").strip()
        if drawn:
            return {"strokes": self._strokes(asked, drawn)}
        name = cleaning.line(part_of(raw, "name"))
        if not name:
            if asked.required:
                question = quoted(asked.label)
                typed = _("Type your full name under %(question)s", question=question)
                either = _("Draw your signature or type your full name under %(question)s", question=question)
                raise Wrong(typed if asked.settings.get("typed") else either)
            return None
        if cleaning.UNREADABLE in name:
            raise Wrong(
                _("%(answer)s contains a character that cannot be read: delete it or type it again", answer=subject(asked))
            )
        if len(name) > LONGEST_NAME:
            raise Wrong(too_long(subject(asked), LONGEST_NAME))
        return {"name": name}

    def _strokes(self, asked: Asked, drawn: str) -> list[list[int]]:
        if len(drawn) > MOST_SIGNS:
            raise Wrong(_("%(answer)s has too many lines: draw it again, or type your name", answer=subject(asked)))
        strokes = [list(map(int, part.split(" "))) for part in drawn.split(";")] if _STROKES.fullmatch(drawn) else []
        on_paper = all(len(stroke) % 2 == 0 and max(stroke[::2]) <= WIDTH and max(stroke[1::2]) <= HEIGHT for stroke in strokes)
        if not strokes or not on_paper:
            raise Wrong(_("%(answer)s could not be read: draw it again, or type your name", answer=subject(asked)))
        if sum(map(len, strokes)) < FEWEST_POINTS * 2:
            raise Wrong(_("%(answer)s must be more than a dot: draw it again, or type your name", answer=subject(asked)))
        return strokes

    def retype(self, asked: Asked, value: Mapping[str, Any]) -> dict[str, str]:
        strokes = ";".join(" ".join(map(str, stroke)) for stroke in value.get("strokes", ()))
        return {"name": value.get("name", ""), "strokes": strokes}

    def from_line(self, text: str) -> dict[str, str]:
        return {"name": text, "strokes": ""}

    def text(self, asked: Asked, value: Mapping[str, Any]) -> str:
        return str(value.get("name") or said_in(asked.locale, mark("Signed by hand")))

    def display(self, asked: Asked, value: Mapping[str, Any]) -> Shown:
        """A drawn one is the path of an SVG image."""
        if "strokes" not in value:
            return super().display(asked, value)
        return Shown("strokes", ("".join("M" + " ".join(map(str, stroke)) for stroke in value["strokes"]),))

    def json_schema(self, asked: Asked) -> dict[str, Any]:
        stroke = {"type": "array", "items": {"type": "integer", "minimum": 0, "maximum": WIDTH}, "minItems": 2}
        shapes = {
            "name": {"type": "string", "minLength": 1, "maxLength": LONGEST_NAME},
            "strokes": {"type": "array", "items": stroke, "minItems": 1},
        }
        return {"type": "object", "properties": shapes, "minProperties": 1, "maxProperties": 1, "additionalProperties": False}


def part_of(raw: Any, part: str) -> str:
    """What was typed or drawn, whatever an old draft holds."""
    text = raw.get(part, "") if isinstance(raw, Mapping) else raw if part == "name" else ""
    return text if isinstance(text, str) else ""
