"""What the two kinds of choice share: options, the field that offers them, and the box behind "other"."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from wtforms.utils import unset_value

from webapp.kinds import cleaning
from webapp.kinds.answer_field import AnswerField
from webapp.kinds.kind import Asked, MultiDict, Pick, Words, typed_text
from webapp.kinds.reading import REQUIRED, Problems, flag, items, record, text, under, whole, words
from webapp.kinds.wording import subject
from webapp.kinds.wrong import Wrong
from webapp.languages import _

MOST_OPTIONS = 500
LONGEST_OTHER = 200
KEY = r"[A-Za-z0-9][A-Za-z0-9_-]{0,62}"
OPTION = record(
    {
        "key": (text(63, KEY, "o_7k2m (letters, digits, - and _)"), REQUIRED),
        "label": (words(300), {}),
        "hint": (words(500), {}),
        "cap": (whole(0, 1_000_000), None),
        "exclusive": (flag(), False),
        "other": (flag(), False),
    }
)
OPTIONS = items(OPTION, MOST_OPTIONS)


@dataclass(frozen=True, slots=True)
class Option:
    """An option in one language. `other`: somebody may type their own; `exclusive`: goes with no other option."""

    key: str
    label: str
    hint: str = ""
    cap: int | None = None
    exclusive: bool = False
    other: bool = False


@dataclass(frozen=True, slots=True)
class OtherBox:
    """The box behind an option marked `other`, in the shape that a text macro draws."""

    id: str
    name: str
    label: "OtherLabel"
    data: str
    errors: Sequence[str] = ()
    description: str = ""

    def _value(self) -> str:
        return self.data


@dataclass(frozen=True, slots=True)
class OtherLabel:
    text: str
    field_id: str


class OptionsField(AnswerField):
    """Radios, a select or checkboxes; `raw` is {"keys": […], "text": what stands in the box behind "other"}.

    `wrong_part` is "other" while an error is about that box: the error summary then links there.
    `notes` are words about options by their key, such as how many places are left; whoever draws the page sets them.
    """

    wrong_part: str | None = None
    notes: Mapping[str, str] = MappingProxyType({})

    def point_at(self, part: str | None) -> None:
        self.wrong_part = part

    @property
    def error_id(self) -> str:
        return f"{self.id}-{self.wrong_part}" if self.wrong_part else str(self.id)

    def drawn(self) -> Any:
        keys = ticked(self.raw)
        return keys if self.control == "checkboxes" else next(iter(keys), "")

    @property
    def options(self) -> list[dict[str, Any]]:
        """What the macro draws: value, label, hint, selected."""
        keys = set(ticked(self.raw))
        return [
            {"value": option.key, **self.option_words(option), "selected": option.key in keys}
            for option in self.asked.settings["options"]
        ]

    def option_words(self, option: Option) -> dict[str, str]:
        """Its label and hint, with the note; a line of a list has no room for a hint."""
        note = self.notes.get(option.key, "")
        if self.control == "select":
            return {"label": f"{option.label} ({note})" if note else option.label, "hint": option.hint}
        return {"label": option.label, "hint": " · ".join(part for part in (note, option.hint) if part)}

    @property
    def choices(self) -> list[tuple[str, str]]:
        return [(option.key, option.label) for option in self.asked.settings["options"]]

    def iter_choices(self) -> Iterator[tuple[str, str, bool, dict[str, Any]]]:
        return ((entry["value"], entry["label"], entry["selected"], {}) for entry in self.options)

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Sequence[Any] | None = None) -> None:
        super().process(formdata, data, extra_filters)
        option = other_of(self.asked)
        if option is not None:
            label = OtherLabel(_("%(option)s: say what", option=option.label), f"{self.id}-other")
            self.other = OtherBox(label.field_id, f"{self.name}-other", label, behind(self.raw))

    def _value(self) -> str:
        return next(iter(ticked(self.raw)), "")


class WordField(OptionsField):
    """Radios or a select whose raw value is the word itself: "yes", "4" or ""."""

    def drawn(self) -> str:
        return typed_text(self.raw)

    @property
    def options(self) -> list[dict[str, Any]]:
        offered = self.asked.settings["options"]
        return [{"value": one.key, "label": one.label, "hint": "", "selected": one.key == self.raw} for one in offered]

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Sequence[Any] | None = None) -> None:
        AnswerField.process(self, formdata, data, extra_filters)

    def _value(self) -> str:
        return typed_text(self.raw)


def check_options(settings: Mapping[str, Any], path: str, problems: Problems) -> None:
    """Keys stand once, and at most one option lets people type their own."""
    options = settings.get("options", [])
    seen: set[str] = set()
    for option in options:
        key = option.get("key", "")
        if key in seen:
            problems.append((under(path, "options"), _("must not give the key %(key)s twice", key=key)))
        seen.add(key)
    if sum(1 for option in options if option.get("other")) > 1:
        problems.append((under(path, "options"), _("must have only one option that lets people type their own")))


def localised_options(settings: Mapping[str, Any], pick: Pick) -> tuple[Option, ...]:
    return tuple(
        Option(
            key=option["key"],
            label=pick(option.get("label", {})) or option["key"],
            hint=pick(option.get("hint", {})),
            cap=option.get("cap"),
            exclusive=option.get("exclusive", False),
            other=option.get("other", False),
        )
        for option in settings.get("options", ())
    )


def places_of(uid: str, settings: Mapping[str, Any]) -> Iterator[tuple[str, str, int]]:
    """(uid, option key, places) of the options that have only so many."""
    return ((uid, option["key"], option["cap"]) for option in settings.get("options", ()) if "cap" in option)


def offers_of(uid: str, settings: Mapping[str, Any]) -> Iterator[tuple[str, str, Words]]:
    """(uid, option key, label by language) of all options."""
    return ((uid, option["key"], option.get("label", {})) for option in settings.get("options", ()))


def typed_options(form: MultiDict, name: str) -> dict[str, Any] | None:
    """What was ticked, each once and never more than a question can have, and the box behind "other"."""
    other = form.getlist(f"{name}-other")
    if name not in form and not other:
        return None
    keys = list(dict.fromkeys(cleaning.storable(key)[:64] for key in form.getlist(name)[: MOST_OPTIONS + 1] if key))
    return {"keys": keys, "text": cleaning.storable(other[0])} if other else {"keys": keys}


def ticked(raw: Any) -> list[str]:
    keys = raw.get("keys", []) if isinstance(raw, Mapping) else []
    return [key for key in keys if isinstance(key, str)] if isinstance(keys, list) else []


def behind(raw: Any) -> str:
    text_typed = raw.get("text", "") if isinstance(raw, Mapping) else ""
    return text_typed if isinstance(text_typed, str) else ""


def other_of(asked: Asked) -> Option | None:
    return next((option for option in asked.settings["options"] if option.other), None)


def accepted_option(asked: Asked, option: Option, raw: Any) -> Any:
    """The value of one picked option: its key, or key and text where people type their own."""
    if not option.other:
        return option.key
    typed = cleaning.line(behind(raw))
    if not typed:
        raise Wrong(_("Say what “%(option)s” is in %(answer)s", option=option.label, answer=subject(asked)), "other")
    if cleaning.UNREADABLE in typed:
        raise Wrong(_("“%(option)s” contains a character that cannot be read: type it again", option=option.label), "other")
    if len(typed) > LONGEST_OTHER:
        raise Wrong(_("“%(option)s” must be %(most)s characters or fewer", option=option.label, most=LONGEST_OTHER), "other")
    return {"key": option.key, "text": typed}


def key_of(value: Any) -> str:
    """The option key of one picked value."""
    return str(value.get("key", "")) if isinstance(value, Mapping) else str(value)


def option_text(asked: Asked, value: Any) -> str:
    """One picked value in words: its label, or "Other: what was typed"."""
    key = key_of(value)
    label = next((option.label for option in asked.settings["options"] if option.key == key), key)
    return f"{label}: {value['text']}" if isinstance(value, Mapping) else label


def retyped(values: Sequence[Any]) -> dict[str, Any]:
    texts = [value["text"] for value in values if isinstance(value, Mapping)]
    return {"keys": [key_of(value) for value in values], **({"text": texts[0]} if texts else {})}


def option_schema(asked: Asked) -> dict[str, Any]:
    plain = [option.key for option in asked.settings["options"] if not option.other]
    other = other_of(asked)
    if other is None:
        return {"type": "string", "enum": plain}
    typed = {"type": "string", "minLength": 1, "maxLength": LONGEST_OTHER}
    behind_other = {
        "type": "object",
        "properties": {"key": {"const": other.key}, "text": typed},
        "required": ["key", "text"],
        "additionalProperties": False,
    }
    return {"anyOf": [{"type": "string", "enum": plain}, behind_other]}
