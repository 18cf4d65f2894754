"""Guidance: text between the questions; it asks for nothing."""

from collections.abc import Mapping
from typing import Any

from webapp.kinds.kind import Asked, Kind
from webapp.kinds.reading import words
from webapp.kinds.settings import ProseSetting, SettingsInputs

SETTINGS = {"text": (words(10_000), {})}


class GuidanceSettings(SettingsInputs):
    reads = SETTINGS
    text = ProseSetting("Text", "Headings, lists, links and **bold** in Markdown", False)


class Guidance(Kind):
    """Has no value."""

    name = "guidance"
    title = "Guidance"
    description = "Text between questions: an explanation, a warning, a link."
    example = "Have the child's vaccination card at hand."
    settings_inputs = GuidanceSettings
    settings_fields = SETTINGS
    worded = frozenset({"text"})
    is_answered = False

    def control(self, asked: Asked) -> str:
        return "prose"

    def drawing(self, asked: Asked) -> Mapping[str, Any]:
        return {"text": asked.settings.get("text", "")}

    def columns(self, asked: Asked) -> tuple[str, ...]:
        return ()

    def cells(self, asked: Asked, value: Any) -> tuple[str, ...]:
        return ()
