"""What is asked in each row of a repeatable group, how many rows there may be, and what they are called."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from webapp.kinds.wording import as_object, quoted
from webapp.kinds.wrong import Wrong
from webapp.languages import _, ngettext

if TYPE_CHECKING:
    from webapp.kinds.kind import Asked, Kind

DEFAULT_MAX = 10


@dataclass(frozen=True, slots=True)
class Part:
    """A question of a group in one language, as `asked.settings["items"]` of the group has it."""

    kind: "Kind"
    asked: "Asked"


def parts(asked: "Asked") -> tuple[Part, ...]:
    """The questions of a group, guidance too."""
    found: tuple[Part, ...] = asked.settings.get("items", ())
    return found


def answered(asked: "Asked") -> Iterator[Part]:
    return (part for part in parts(asked) if part.kind.is_answered)


def typed(asked: "Asked") -> Iterator[Part]:
    """Those of them that people answer; the others are computed."""
    return (part for part in parts(asked) if part.kind.is_typed)


def retyped(asked: "Asked", answers: Mapping[str, Any]) -> dict[str, Any]:
    """What somebody would type into a row to give these answers; "" for what was left blank."""
    return {
        part.asked.uid: "" if (value := answers[part.asked.uid]) is None else part.kind.retype(part.asked, value)
        for part in typed(asked)
        if part.asked.uid in answers
    }


def least_rows(asked: "Asked") -> int:
    """How many there must be: like ticks, the fewest counts only once there is any, unless the group is required."""
    return max(1, asked.settings.get("min", 1)) if asked.required else 0


def most_rows(asked: "Asked") -> int:
    return int(asked.settings.get("max", DEFAULT_MAX))


def counted(asked: "Asked", number: int) -> None:
    """Raises `Wrong` when there are too few rows, or too many."""
    least = asked.settings.get("min", 1)
    if number < (least if number else least_rows(asked)):
        raise Wrong(too_few(asked, least))
    if number > most_rows(asked):
        raise Wrong(too_many(asked, most_rows(asked)))


def too_few(asked: "Asked", least: int) -> str:
    if least == 1:
        return (
            _("Add %(row)s", row=one_more(asked))
            if called(asked)
            else _("Add an entry under %(group)s", group=quoted(asked.label))
        )
    return ngettext(
        "Add %(num)s or more under %(group)s", "Add %(num)s or more under %(group)s", least, group=quoted(asked.label)
    )


def too_many(asked: "Asked", most: int) -> str:
    return ngettext(
        "%(group)s takes %(num)s at the most: remove the others",
        "%(group)s takes %(num)s at the most: remove the others",
        most,
        group=quoted(asked.label),
    )


def called(asked: "Asked") -> str:
    return str(asked.settings.get("row", ""))


def row_name(asked: "Asked", number: int) -> str:
    """ "Child 2"."""
    if called(asked):
        return _("%(row)s %(number)s", row=called(asked), number=number)
    return _("Entry %(number)s", number=number)


def in_row(name: str, what: str) -> str:
    """ "Child 2: Enter the name"."""
    return _("%(row)s: %(what)s", row=name, what=what)


def one_more(asked: "Asked") -> str:
    """The word for a row inside a sentence: "child"."""
    return as_object(called(asked))
