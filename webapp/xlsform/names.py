"""What the names of a workbook became: questions with their uids, options with their keys."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from webapp.languages import _
from webapp.xlsform.formula import Beyond

LONGEST_UID = 18
LONGEST_KEY = 63


@dataclass(frozen=True, slots=True)
class Target:
    """A question of the workbook: its uid, its kind, what its options are called now, the repeat that it is in."""

    uid: str
    kind: str
    keys: dict[str, str] = field(default_factory=dict)
    repeat: str = ""


class Names:
    """Name in the workbook → what it became. `today`: names of questions that only hold the current day."""

    def __init__(self) -> None:
        self.targets: dict[str, Target] = {}
        self.today: set[str] = set()
        self.taken: set[str] = set()

    def uid(self, prefix: str, name: str) -> str:
        """A uid that reads like the name, the same for the same workbook, and stands only once."""
        stem = short(name.lower(), "[^a-z0-9_]+", LONGEST_UID) or "x"
        uid = unused(f"{prefix}_{stem}", self.taken, LONGEST_UID + 2)
        self.taken.add(uid)
        return uid

    def target(self, name: str) -> Target:
        """Raises Beyond for what has not become a question."""
        if name not in self.targets:
            raise Beyond(_("It speaks of “%(name)s”, which is not asked here.", name=name))
        return self.targets[name]


def keys_of(names: Iterable[str]) -> dict[str, str]:
    """Names of options → keys, alike as far as keys allow, and each once."""
    keys: dict[str, str] = {}
    for name in names:
        if name not in keys:
            stem = short(name, "[^A-Za-z0-9_-]+", LONGEST_KEY).lstrip("_-") or "o"
            keys[name] = unused(stem, set(keys.values()), LONGEST_KEY)
    return keys


def short(text: str, other: str, most: int) -> str:
    return re.sub(other, "_", text)[:most].strip("_-") if text.isascii() else re.sub(other, "", text)[:most].strip("_-")


def unused(stem: str, taken: set[str], most: int) -> str:
    """The stem itself, or with the first number that makes it new."""
    candidate, number = stem, 2
    while candidate in taken:
        candidate = f"{stem[: most - len(str(number)) - 1]}_{number}"
        number += 1
    return candidate
