"""Forms to start from: six that offices need, kept as definition documents in the folder beside this file."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from webapp.languages import mark
from webapp.models.definition import Definition
from webapp.models.outline import with_new_uids

FOLDER = Path(__file__).with_name("starters")
# name of the document → what it is called, and a line about it.
STARTERS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "membership": (
            mark("Membership application"),
            mark("Who wants to join: kind of membership, family members, proof for a reduced fee, consent."),
        ),
        "event": (
            mark("Event registration"),
            mark("Several people at once, workshops with so many places and a waiting list, food, nights."),
        ),
        "leave": (mark("Leave request"), mark("Days off: kind, first and last day, doctor's note, who does the work meanwhile.")),
        "incident": (
            mark("Incident report"),
            mark("Accidents, near misses, damage: what happened, who was hurt, who saw it, what was done."),
        ),
        "maintenance": (
            mark("Maintenance request"),
            mark("Something is broken: where, what, photos, how soon, and when somebody may come in."),
        ),
        "grant": (
            mark("Grant application"),
            mark("Money for a project: who applies, the plan, costs and other money added up, documents, signature."),
        ),
    }
)


@cache
def starter(name: str) -> Definition:
    """One of STARTERS as it is kept."""
    return Definition.parse((FOLDER / f"{name}.json").read_bytes())


def started(name: str, title: str = "") -> Definition:
    """A new form out of one of STARTERS, under names of its own; called as it is there unless a title is given."""
    document = with_new_uids(starter(name).document)
    if title:
        document["title"] = {starter(name).settings.language: title}
    return Definition.parse(document)
