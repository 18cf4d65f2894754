"""The log as a table for a spreadsheet: the lines that the page of events shows, however many they are."""

from collections.abc import Iterator
from datetime import tzinfo
from typing import Any

from sqlalchemy import func, select

from webapp.database import read
from webapp.languages import _, mark
from webapp.models.event import Event
from webapp.models.event_detail_rows import masked
from webapp.models.event_list import Chosen, conditions, hinted, keyset
from webapp.models.event_words import field_in_words, in_words
from webapp.models.masking import masked_network

# In a file moments say by which clock they are told.
HEADINGS = (
    mark("Number"),
    mark("When (UTC)"),
    mark("What"),
    mark("Action"),
    mark("Done by"),
    mark("Number of who did it"),
    mark("Network"),
    mark("Done to"),
    mark("Kind of thing"),
    mark("Number of the thing"),
    mark("Fields"),
    mark("Batch"),
    mark("Request"),
)
SLICE = 1000
# Counted that far, as long as nobody waits for it.
COUNTED = 10_000
NEWEST = select(func.coalesce(func.max(Event.id), 0))


class EventTable:
    """The lines up to now that fit, newest first; names and networks masked for who may not read whom they are of."""

    def __init__(self, chosen: Chosen, zone: tzinfo, *, is_masked: bool) -> None:
        self.names = chosen.names | {"newest"}
        # What is written while the file is made, the line about the file to begin with, is not in it.
        self.values = chosen.parameters(zone) | {"newest": read(NEWEST).scalar_one()}
        self.is_masked = is_masked

    @property
    def header(self) -> list[str]:
        return [_(heading) for heading in HEADINGS]

    def count(self) -> int:
        """How many there are, COUNTED and one where they are more."""
        some = hinted(select(Event.id).where(*conditions(self.names)), self.names).limit(COUNTED + 1).subquery()
        return int(read(select(func.count()).select_from(some), self.values).scalar_one())

    def count_noted(self) -> int | str:
        """The same for the log."""
        count = self.count()
        return count if count <= COUNTED else f"more than {COUNTED}"

    def rows(self) -> Iterator[list[str]]:
        said: dict[str, str] = {}
        for row in keyset(self.names, SLICE).every(self.values):
            if row.action not in said:
                said[row.action] = in_words(row.action)
            yield self.cells(row, said[row.action])

    def cells(self, row: Any, what: str) -> list[str]:
        content = row.content or {}
        by, to, network = (str(content.get(name) or "") for name in ("actor", "target", "network"))
        if self.is_masked:
            by, to, network = by and masked(by), to and masked(to), network and masked_network(network)
        return [
            str(row.id),
            f"{row.at:%Y-%m-%d %H:%M:%S}",
            what,
            row.action,
            by,
            "" if row.actor_id is None else str(row.actor_id),
            network,
            to,
            row.target_type,
            "" if row.target_id is None else str(row.target_id),
            ", ".join(map(field_in_words, row.fields)),
            row.batch_id,
            row.request_id,
        ]
