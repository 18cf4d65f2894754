"""Repeatable group: questions of its own, answered once for each row, such as for each child."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from webapp.dates import number_in_words
from webapp.kinds.group_field import GroupField
from webapp.kinds.group_rows import DEFAULT_MAX, answered, counted, in_row, least_rows, most_rows, parts, retyped, row_name, typed
from webapp.kinds.kind import Asked, Kind, Shown
from webapp.kinds.reading import Fields, Problems, under, whole, words
from webapp.kinds.rows import MOST_ROWS, Row, rows_of
from webapp.kinds.settings import SettingsInputs, WholeSetting, WordsSetting
from webapp.languages import _, _l

SETTINGS: Fields = {
    "min": (whole(1, MOST_ROWS), None),
    "max": (whole(1, MOST_ROWS), DEFAULT_MAX),
    "row": (words(40), {}),
}


def check_group(settings: Mapping[str, Any], path: str, problems: Problems) -> None:
    if settings.get("min", 1) > settings.get("max", DEFAULT_MAX):
        low = number_in_words(settings["min"])
        problems.append((under(path, "max"), _("must not be less than the fewest, %(least)s", least=low)))


class GroupSettings(SettingsInputs):
    reads = SETTINGS
    row = WordsSetting(
        _l("What one of them is called"), _l("For example Child: people then read “Child 1” and “Add another child”.")
    )
    min = WholeSetting(_l("Fewest"))
    max = WholeSetting(_l("Most"), _l("10 if you leave it empty; 50 at the most. In a table file, each has columns of its own."))

    def check(self, settings: Mapping[str, Any], path: str, problems: Problems) -> None:
        check_group(settings, path, problems)


class Group(Kind):
    """Values are lists of rows, {"id", "answers": {uid: value}}. The questions of a group stand, in the language asked
    for, in `asked.settings["items"]`; what of them is shown in which row is for the engine to say."""

    name = "group"
    title = _l("Repeatable group")
    description = _l("Several questions, answered once for each child, each trip, each reference.")
    example = _l("Child 1: name and birth date. Child 2: name and birth date.")
    settings_inputs = GroupSettings
    settings_fields = SETTINGS
    worded = frozenset({"row"})
    field_class = GroupField

    def check(self, settings: Mapping[str, Any], path: str, problems: Problems) -> None:
        check_group(settings, path, problems)

    def control(self, asked: Asked) -> str:
        return "rows"

    def parse(self, asked: Asked, raw: Any, today: date) -> Any:
        """All rows, whatever conditions say about their questions: `counted` alone judges how many there are."""
        rows = [row for row in rows_of(raw) if not row.is_removed]
        counted(asked, len(rows))
        found = []
        for row in rows:
            parsed = {
                part.asked.uid: part.kind.parse(part.asked, row.answers.get(part.asked.uid), today) for part in typed(asked)
            }
            found.append(Row(row.id, parsed).document())
        return found or None

    def retype(self, asked: Asked, value: Any) -> list[dict[str, Any]]:
        return [Row(row.id, retyped(asked, row.answers)).document() for row in rows_of(value)]

    def text(self, asked: Asked, value: Any) -> str:
        return "; ".join(self._lines(asked, value))

    def display(self, asked: Asked, value: Any) -> Shown:
        return Shown("list", tuple(self._lines(asked, value)))

    def _lines(self, asked: Asked, value: Any) -> Iterator[str]:
        for number, row in enumerate(rows_of(value), 1):
            said = [
                f"{part.asked.label}: {part.kind.text(part.asked, row.answers[part.asked.uid])}"
                for part in answered(asked)
                if row.answers.get(part.asked.uid) is not None
            ]
            yield in_row(row_name(asked, number), ", ".join(said)) if said else row_name(asked, number)

    def columns(self, asked: Asked) -> tuple[str, ...]:
        """A row after the other, as many as the group takes."""
        heads = [head for part in parts(asked) for head in part.kind.columns(part.asked)]
        return tuple(in_row(row_name(asked, number), head) for number in range(1, most_rows(asked) + 1) for head in heads)

    def cells(self, asked: Asked, value: Any) -> tuple[str, ...]:
        rows = [row.answers for row in rows_of(value)][: most_rows(asked)]
        rows += [{}] * (most_rows(asked) - len(rows))
        return tuple(
            cell for row in rows for part in parts(asked) for cell in part.kind.cells(part.asked, row.get(part.asked.uid))
        )

    def json_schema(self, asked: Asked) -> dict[str, Any]:
        properties = {
            part.asked.uid: {"anyOf": [part.kind.json_schema(part.asked), {"type": "null"}]} for part in answered(asked)
        }
        row = {
            "type": "object",
            "properties": {
                "id": {"type": "string", "pattern": "^r_[a-z0-9]{1,18}$"},
                "answers": {"type": "object", "properties": properties, "additionalProperties": False},
            },
            "required": ["id", "answers"],
            "additionalProperties": False,
        }
        return {"type": "array", "items": row, "minItems": max(1, least_rows(asked)), "maxItems": most_rows(asked)}
