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
        self.uids = Once(LONGEST_UID + 2)

    def uid(self, prefix: str, name: str) -> str:
        """A uid that reads like the name, the same for the same workbook, and stands only once."""
        stem = short(name.lower(), "[^a-z0-9_]+", LONGEST_UID) or "x"
        return self.uids.name(f"{prefix}_{stem}")

    def target(self, name: str) -> Target:
        """Raises Beyond for what has not become a question."""
        if name not in self.targets:
            raise Beyond(_("It speaks of “%(name)s”, which is not asked here.", name=name))
        return self.targets[name]


def keys_of(names: Iterable[str]) -> dict[str, str]:
    """Names of options → keys, alike as far as keys allow, and each once."""
    once = Once(LONGEST_KEY)
    stems = ((name, short(name, "[^A-Za-z0-9_-]+", LONGEST_KEY).lstrip("_-") or "o") for name in dict.fromkeys(names))
    return {name: once.name(stem) for name, stem in stems}


def short(text: str, other: str, most: int) -> str:
    return re.sub(other, "_", text)[:most].strip("_-") if text.isascii() else re.sub(other, "", text)[:most].strip("_-")


class Once:
    """Names of at most so many letters, none of them given twice."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.taken: set[str] = set()
        # Where numbering goes on, by the part of a name that every number leaves: ten thousand alike take no longer each.
        self.numbers: dict[str, int] = {}

    def name(self, stem: str) -> str:
        """The stem itself, or with the first number that makes it new."""
        candidate, kept = stem, stem[: self.most - 6]
        while candidate in self.taken:
            number = self.numbers.get(kept, 2)
            self.numbers[kept] = number + 1
            candidate = f"{stem[: self.most - len(str(number)) - 1]}_{number}"
        self.taken.add(candidate)
        return candidate
