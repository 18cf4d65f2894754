"""Guidance: text between the questions; it asks for nothing."""

from typing import Any

from webapp.kinds.drawing import Drawing
from webapp.kinds.kind import Asked, Kind
from webapp.kinds.reading import Fields, words
from webapp.kinds.settings import ProseSetting, SettingsInputs
from webapp.languages import _l

SETTINGS: Fields = {"text": (words(10_000), {})}


class GuidanceSettings(SettingsInputs):
    reads = SETTINGS
    text = ProseSetting(_l("Text"), _l("Headings, lists, links and **bold** in Markdown"), False)


class Guidance(Kind):
    """Has no value."""

    name = "guidance"
    title = _l("Guidance")
    description = _l("Text between questions: an explanation, a warning, a link.")
    example = _l("Have the child's vaccination card at hand.")
    settings_inputs = GuidanceSettings
    settings_fields = SETTINGS
    worded = frozenset({"text"})
    is_answered = False
    is_typed = False

    def control(self, asked: Asked) -> str:
        return "prose"

    def drawing(self, asked: Asked) -> Drawing:
        return Drawing(text=asked.settings.get("text", ""))

    def columns(self, asked: Asked) -> tuple[str, ...]:
        return ()

    def cells(self, asked: Asked, value: Any) -> tuple[str, ...]:
        return ()
