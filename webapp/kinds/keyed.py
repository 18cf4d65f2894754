"""What a question of one control for each of its lines shares: a grid of statements, a ranking."""

from collections.abc import Mapping
from itertools import islice
from typing import Any

from webapp.kinds import cleaning
from webapp.kinds.answer_field import AnswerField
from webapp.kinds.kind import MultiDict

MOST_LINES = 60
LONGEST = 64


def typed_by_key(form: MultiDict, name: str) -> dict[str, str] | None:
    """What stands in the controls `<name>-<key>`: never more than a question can have, and none of them long."""
    prefix = f"{name}-"
    mine = islice((key for key in form if key.startswith(prefix)), MOST_LINES)
    found = {key.removeprefix(prefix): form.getlist(key)[0] for key in mine}
    return {cleaning.storable(key)[:LONGEST]: cleaning.storable(text)[:LONGEST] for key, text in found.items()} or None


def by_key(raw: Any) -> dict[str, str]:
    """The lines that are not blank, whatever an old draft holds."""
    typed = raw if isinstance(raw, Mapping) else {}
    clean = {str(key): cleaning.line(text) for key, text in typed.items() if isinstance(text, str)}
    return {key: text for key, text in clean.items() if text}


class KeyedField(AnswerField):
    """Controls `<name>-<key>`; `wrong_part` is the line that an error is about."""

    wrong_part: str | None = None

    def point_at(self, part: str | None) -> None:
        self.wrong_part = part

    def keys(self) -> list[str]:
        """The keys of the lines, in their order."""
        return [option.key for option in self.asked.settings["options"]]

    @property
    def error_id(self) -> str:
        return f"{self.id}-{self.wrong_part or next(iter(self.keys()), '')}"
