"""Likert grid: statements, each answered on the same scale."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from webapp.kinds.keyed import KeyedField, by_key, typed_by_key
from webapp.kinds.kind import Asked, Kind, MultiDict, Pick, Shown
from webapp.kinds.options import Option
from webapp.kinds.options_setting import PlainOptionsSetting
from webapp.kinds.reading import REQUIRED, Fields, Problems, items, record, text, under, words
from webapp.kinds.settings import SettingsInputs
from webapp.kinds.wording import quoted
from webapp.kinds.wrong import Wrong
from webapp.languages import _, _l

MOST_STATEMENTS, MOST_POINTS = 30, 10
# Two of them and what stands between fit into a key.
KEY = r"[A-Za-z0-9][A-Za-z0-9_-]{0,30}"
LINE = record({"key": (text(31, KEY, "o_7k2m (letters, digits, - and _)"), REQUIRED), "label": (words(300), {})})
SETTINGS: Fields = {"statements": (items(LINE, MOST_STATEMENTS), []), "scale": (items(LINE, MOST_POINTS), [])}


class LikertSettings(SettingsInputs):
    reads = SETTINGS
    statements = PlainOptionsSetting(_l("Statements"), _l("One a line: each is a row with its own answer."), False)
    scale = PlainOptionsSetting(
        _l("Answers"), _l("One a line, from one end to the other: “Never”, “Sometimes”, “Always”."), False
    )

    def check(self, settings: Mapping[str, Any], path: str, problems: Problems) -> None:
        check_lines(settings, path, problems)


def check_lines(settings: Mapping[str, Any], path: str, problems: Problems) -> None:
    for name in SETTINGS:
        for key, times in Counter(line.get("key", "") for line in settings.get(name, ())).items():
            if times > 1:
                problems.append((under(path, name), _("must not give the key %(key)s twice", key=key)))


class LikertField(KeyedField):
    """A row of radios for each statement."""

    @property
    def rows(self) -> list[dict[str, Any]]:
        chosen = by_key(self.raw)
        return [
            {
                "key": row.key,
                "label": row.label,
                "is_wrong": bool(self.errors) and self.wrong_part == row.key,
                "options": [
                    (point.key, point.label, chosen.get(row.key) == point.key) for point in self.asked.settings["points"]
                ],
            }
            for row in self.asked.settings["options"]
        ]


class Likert(Kind):
    """Values are objects: key of the statement → key of the answer; a statement left blank is left out."""

    name = "likert"
    title = _l("Grid of statements")
    description = _l("Several statements, each answered on the same scale; on a phone they stand below each other.")
    example = _l("“The room was warm enough”: agree")
    settings_inputs = LikertSettings
    settings_fields = SETTINGS
    field_class = LikertField

    def check(self, settings: Mapping[str, Any], path: str, problems: Problems) -> None:
        check_lines(settings, path, problems)

    def localised(self, settings: Mapping[str, Any], pick: Pick) -> dict[str, Any]:
        rows, points = (
            tuple(Option(line["key"], pick(line.get("label", {})) or line["key"]) for line in settings.get(name, ()))
            for name in ("statements", "scale")
        )
        return {"options": rows, "points": points}

    def control(self, asked: Asked) -> str:
        return "likert"

    def most_controls(self, settings: Mapping[str, Any]) -> int:
        return len(settings.get("statements", ()))

    def typed(self, form: MultiDict, name: str) -> dict[str, str] | None:
        return typed_by_key(form, name)

    def parse(self, asked: Asked, raw: Any, today: date) -> dict[str, str] | None:
        chosen = by_key(raw)
        points = {point.key for point in asked.settings["points"]}
        if not chosen and not asked.required:
            return None
        for row in asked.settings["options"]:
            about = {"statement": row.label, "question": quoted(asked.label)}
            if row.key not in chosen and asked.required:
                raise Wrong(_("Select an answer to “%(statement)s” under %(question)s", **about), row.key)
            if chosen.get(row.key, next(iter(points), "")) not in points:
                raise Wrong(_("Select one of the answers offered for “%(statement)s” under %(question)s", **about), row.key)
        if chosen.keys() - {row.key for row in asked.settings["options"]}:
            raise Wrong(_("Answer only the statements listed under %(question)s", question=quoted(asked.label)))
        return {row.key: chosen[row.key] for row in asked.settings["options"] if row.key in chosen} or None

    def keys(self, asked: Asked, value: dict[str, str]) -> tuple[str, ...]:
        return tuple(f"{row}:{point}" for row, point in value.items())

    def _said(self, asked: Asked, value: Mapping[str, str]) -> list[tuple[str, str]]:
        """(statement, answer) in words, in the order of the statements; those that are gone by their keys."""
        rows = {row.key: row.label for row in asked.settings["options"]}
        points = {point.key: point.label for point in asked.settings["points"]}
        ordered = [*(key for key in rows if key in value), *(key for key in value if key not in rows)]
        return [(rows.get(key, key), points.get(value[key], value[key])) for key in ordered]

    def text(self, asked: Asked, value: dict[str, str]) -> str:
        return "; ".join(f"{row}: {point}" for row, point in self._said(asked, value))

    def display(self, asked: Asked, value: dict[str, str]) -> Shown:
        return Shown("list", tuple(f"{row}: {point}" for row, point in self._said(asked, value)))

    def columns(self, asked: Asked) -> tuple[str, ...]:
        return tuple(f"{asked.label}: {row.label}" for row in asked.settings["options"])

    def cells(self, asked: Asked, value: Any) -> tuple[str, ...]:
        points = {point.key: point.label for point in asked.settings["points"]}
        chosen = [(value or {}).get(row.key, "") for row in asked.settings["options"]]
        return tuple(points.get(key, key) for key in chosen)

    def json_schema(self, asked: Asked) -> dict[str, Any]:
        point = {"enum": [point.key for point in asked.settings["points"]]}
        rows = {row.key: point for row in asked.settings["options"]}
        return {"type": "object", "properties": rows, "minProperties": 1, "additionalProperties": False}
