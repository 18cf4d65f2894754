"""What a question of several labelled boxes shares: the field that reads them, and the base of its kinds."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from webapp.kinds import cleaning
from webapp.kinds.answer_field import AnswerField
from webapp.kinds.kind import Asked, Kind, MultiDict
from webapp.kinds.wording import subject
from webapp.kinds.wrong import Wrong
from webapp.languages import _

LONGEST = 200


@dataclass(frozen=True, slots=True)
class Part:
    """One box: `name` in the raw value, `options` where it is a select, `preset` what stands there before anybody typed."""

    name: str
    label: str
    autocomplete: str | None = None
    width: int | None = None
    is_optional: bool = False
    options: Mapping[str, str] | None = None
    preset: str = ""


class PartsField(AnswerField):
    """Controls `<name>-<part>`; `wrong_part` says which of them an error is about."""

    wrong_part: str | None = None

    def point_at(self, part: str | None) -> None:
        self.wrong_part = part

    @property
    def error_id(self) -> str:
        first = self.kind.part_names[0] if isinstance(self.kind, PartsKind) else ""
        return f"{self.id}-{self.wrong_part or first}"

    @property
    def boxes(self) -> list[tuple[Part, str]]:
        """Each part with what was typed into it."""
        parts = self.kind.parts(self.asked) if isinstance(self.kind, PartsKind) else ()
        raw = self.raw if isinstance(self.raw, Mapping) else None
        return [(part, part.preset if raw is None else str(raw.get(part.name, ""))) for part in parts]


class PartsKind(Kind):
    """Values are objects of texts; a part that was left blank is left out."""

    field_class = PartsField
    part_names: ClassVar[tuple[str, ...]] = ()

    def parts(self, asked: Asked) -> tuple[Part, ...]:
        """The boxes of a question, in their order."""
        return ()

    def control(self, asked: Asked) -> str:
        return "parts_input"

    def most_controls(self, settings: Mapping[str, Any]) -> int:
        return len(self.part_names)

    def typed(self, form: MultiDict, name: str) -> Any:
        found = {part: form.getlist(f"{name}-{part}") for part in self.part_names}
        if not any(found.values()):
            return None
        return {part: cleaning.storable(values[0]) for part, values in found.items() if values}

    def read(self, asked: Asked, raw: Any) -> dict[str, str]:
        """The boxes that are not blank, cleaned and within bounds."""
        typed = raw if isinstance(raw, Mapping) else {}
        texts = {part.name: typed.get(part.name) for part in self.parts(asked)}
        clean = {name: cleaning.line(text) for name, text in texts.items() if isinstance(text, str)}
        for part in self.parts(asked):
            self._fits(asked, part, clean.get(part.name, ""))
        return {name: text for name, text in clean.items() if text}

    def _fits(self, asked: Asked, part: Part, text: str) -> None:
        named = {"part": part.label, "answer": subject(asked)}
        if cleaning.UNREADABLE in text:
            raise Wrong(_("%(answer)s: “%(part)s” contains a character that cannot be read: type it again", **named), part.name)
        if len(text) > LONGEST:
            sentence = _("%(answer)s: “%(part)s” must be %(most)s characters or fewer", most=LONGEST, **named)
            raise Wrong(sentence, part.name)

    def columns(self, asked: Asked) -> tuple[str, ...]:
        return tuple(f"{asked.label}: {part.label}" for part in self.parts(asked))

    def cells(self, asked: Asked, value: Any) -> tuple[str, ...]:
        return tuple(str((value or {}).get(part.name, "")) for part in self.parts(asked))

    def json_schema(self, asked: Asked) -> dict[str, Any]:
        text = {"type": "string", "minLength": 1, "maxLength": LONGEST}
        return {
            "type": "object",
            "properties": {part.name: text for part in self.parts(asked)},
            "minProperties": 1,
            "additionalProperties": False,
        }
