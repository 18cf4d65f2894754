"""Yes or no: two radios."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from webapp.kinds.kind import Asked, Kind, Pick, typed_text
from webapp.kinds.options import Option, WordField
from webapp.kinds.reading import Fields, words
from webapp.kinds.settings import SettingsInputs, WordsSetting
from webapp.kinds.wording import quoted
from webapp.kinds.wrong import Wrong
from webapp.languages import LANGUAGES, PSEUDO, _, _l, mark, said_in

YES, NO = "yes", "no"
SETTINGS: Fields = {"yes": (words(100), {}), "no": (words(100), {})}


class YesNoSettings(SettingsInputs):
    reads = SETTINGS
    yes = WordsSetting(_l("Words for yes"), _l("“Yes” when left blank"))
    no = WordsSetting(_l("Words for no"), _l("“No” when left blank"))


def in_each(word: str) -> dict[str, str]:
    """A word of ours by language, as authors give theirs."""
    return {language: said_in(language, word) for language in (*LANGUAGES, PSEUDO)}


class YesNo(Kind):
    """Values are true and false."""

    name = "yes_no"
    title = _l("Yes or no")
    description = _l("A question with two answers; good to base conditions on.")
    example = _l("Yes")
    settings_inputs = YesNoSettings
    settings_fields = SETTINGS
    worded = frozenset({"yes", "no"})
    field_class = WordField

    def localised(self, settings: Mapping[str, Any], pick: Pick) -> dict[str, Any]:
        yes = pick(settings.get("yes", {})) or pick(in_each(mark("Yes")))
        no = pick(settings.get("no", {})) or pick(in_each(mark("No")))
        return {**super().localised(settings, pick), "options": (Option(YES, yes), Option(NO, no))}

    def control(self, asked: Asked) -> str:
        return "radios"

    def parse(self, asked: Asked, raw: Any, today: date) -> bool | None:
        if raw in (YES, NO):
            return bool(raw == YES)
        if typed_text(raw) or asked.required:
            yes, no = asked.settings["options"]
            sentence = _(
                "Select “%(yes)s” or “%(no)s” for %(question)s", yes=yes.label, no=no.label, question=quoted(asked.label)
            )
            raise Wrong(sentence)
        return None

    def retype(self, asked: Asked, value: bool) -> str:
        return YES if value else NO

    def keys(self, asked: Asked, value: bool) -> tuple[str, ...]:
        return (YES if value else NO,)

    def text(self, asked: Asked, value: bool) -> str:
        yes, no = asked.settings["options"]
        return str(yes.label if value else no.label)

    def json_schema(self, asked: Asked) -> dict[str, Any]:
        return {"type": "boolean"}
