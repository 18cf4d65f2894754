"""The builder's box of options: one a line, `key = Label | other`; keys survive a change of label."""

import re
import secrets
from collections.abc import Mapping
from typing import Any

from webapp.kinds.cleaning import line
from webapp.kinds.drawing import Drawing
from webapp.kinds.options import KEY, MOST_OPTIONS
from webapp.kinds.settings import SettingField
from webapp.kinds.wrong import Wrong
from webapp.languages import _

_KEYED = re.compile(rf"\s*({KEY})\s*=\s*(.*)")
_MARKS = {"none": "exclusive", "other": "other"}
_SYMBOLS = "23456789abcdefghjkmnpqrstvwxyz"


class OptionsSetting(SettingField):
    """Options as lines. A line is matched with what was there by its key, else by its exact label; else it is new."""

    control = "textarea"
    drawing = Drawing(rows=8)

    def shown(self, setting: Any) -> str:
        return "\n".join(_written(option, self._form.language) for option in setting)

    def read(self, raw: str) -> list[dict[str, Any]]:
        before = list(self._form.before.get(self.short_name, ()))
        written = [text for text in map(line, raw.split("\n")) if text]
        if len(written) > MOST_OPTIONS:
            raise Wrong(_("%(field)s must be %(most)s lines or fewer", field=self.label.text, most=MOST_OPTIONS))
        options = [_read_line(text, before, self._form.language) for text in written]
        taken = {option["key"] for option in options if "key" in option}
        for option in options:
            option.setdefault("key", _new_key(taken))
            taken.add(option["key"])
        return options


class PlainOptionsSetting(OptionsSetting):
    """Options without places, and none that stands apart from the others."""

    def read(self, raw: str) -> list[dict[str, Any]]:
        options = super().read(raw)
        odd = next((option for option in options if option.keys() - {"key", "label", "hint"}), None)
        if odd is not None:
            label = odd["label"][self._form.language]
            raise Wrong(_("%(field)s: take “|” and what follows off the line “%(label)s”", field=self.label.text, label=label))
        return options


def _written(option: Mapping[str, Any], language: str) -> str:
    words = [f"{option['key']} = {option.get('label', {}).get(language, '')}"]
    words += [f"places={option['cap']}"] if "cap" in option else []
    words += [f"hint={option['hint'][language]}"] if option.get("hint", {}).get(language) else []
    words += [mark for mark, name in _MARKS.items() if option.get(name)]
    return " | ".join(words)


def _read_line(text: str, before: list[dict[str, Any]], language: str) -> dict[str, Any]:
    head, *extras = [part.strip() for part in text.split("|")]
    keyed = _KEYED.fullmatch(head)
    label = keyed[2] if keyed else head
    known = _known(keyed[1] if keyed else "", label, before, language)
    key = keyed[1] if keyed else known.get("key")
    option = {"label": {**known.get("label", {}), language: label}, **({"key": key} if key else {})}
    for extra in extras:
        _read_extra(extra, label, option, known, language)
    return option


def _known(key: str, label: str, before: list[dict[str, Any]], language: str) -> dict[str, Any]:
    """The option that a line is about. Two options of the same label are told apart by their keys only."""
    if key:
        return next((option for option in before if option["key"] == key), {})
    same = [option for option in before if option.get("label", {}).get(language) == label]
    if len(same) > 1:
        example = f"{same[0]['key']} = {label}"
        twice = _(
            "Two options are called “%(label)s”: write the key before each, for example %(example)s", label=label, example=example
        )
        raise Wrong(twice)
    return same[0] if same else {}


def _read_extra(extra: str, label: str, option: dict[str, Any], known: Mapping[str, Any], language: str) -> None:
    name, value = (part.strip() for part in extra.partition("=")[::2])
    if name == "places" and value.isascii() and value.isdigit() and len(value) <= 7:
        option["cap"] = int(value)
    elif name == "hint" and value:
        option["hint"] = {**known.get("hint", {}), language: value}
    elif name in _MARKS and not value:
        option[_MARKS[name]] = True
    else:
        raise Wrong(
            _("“%(extra)s” after “%(label)s” must be places=12, hint=some words, other or none", extra=extra, label=label)
        )


def _new_key(taken: set[str]) -> str:
    key = "o_" + "".join(secrets.choice(_SYMBOLS) for place in range(4))
    return _new_key(taken) if key in taken else key
