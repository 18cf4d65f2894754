"""The rows of a repeatable group: their ids, the names of their controls, and reading them back whatever a draft holds."""

import re
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

MOST_ROWS = 50
# Two tabs that each add rows may come to more than a group takes. Those are kept, and refused in words, up to here.
MOST_KEPT = 4 * MOST_ROWS
# Fits beside two uids into a control's name, and holds nothing that means anything to an address or a style sheet.
_ROW_ID = re.compile(r"r_[a-z0-9]{1,18}")
_SYMBOLS = "23456789abcdefghjkmnpqrstvwxyz"

Document: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Row:
    """One row as a draft holds it. `is_removed`: taken out by the person, who may still bring it back."""

    id: str
    answers: Mapping[str, Any]
    is_removed: bool = False

    def document(self) -> Document:
        kept = {"id": self.id, "answers": dict(self.answers)}
        return kept | {"removed": True} if self.is_removed else kept


def is_row_id(text: Any) -> bool:
    return isinstance(text, str) and _ROW_ID.fullmatch(text) is not None


def new_row_id() -> str:
    return "r_" + "".join(secrets.choice(_SYMBOLS) for _ in range(8))


def first_row_ids() -> Iterator[str]:
    """The rows that a group begins with are called alike in every tab, so that two tabs fill in the same ones."""
    return (f"r_{number}" for number in range(1, MOST_KEPT))


def rows_of(value: Any) -> list[Row]:
    """The rows in an answer or in what was typed; each id once, and nothing that is no row."""
    parts = value if isinstance(value, list | tuple) else ()
    found = {part["id"]: part for part in parts if isinstance(part, Mapping) and is_row_id(part.get("id"))}
    return [
        Row(row_id, part["answers"] if isinstance(part.get("answers"), Mapping) else {}, part.get("removed") is True)
        for row_id, part in found.items()
    ]


def control_name(group: str, row_id: str, uid: str = "") -> str:
    """`f_9x4c-r_7k2m-f_b31d`: the control of a question in a row; without a question, what the row itself is called."""
    return f"{group}-{row_id}-{uid}" if uid else f"{group}-{row_id}"


def uid_of(name: str) -> str:
    """The question that a control, or an anchor, is about: the last uid in its name."""
    return name.rpartition("-")[2]
