"""A button that adds, removes or brings back a row of a group, as its value travels: "add-row:f_9x4c:r_7k2m"."""

from dataclasses import dataclass

from webapp.kinds.group_field import GroupField
from webapp.kinds.rows import is_row_id

ADD, REMOVE, RESTORE = "add-row", "remove-row", "restore-row"


@dataclass(frozen=True, slots=True)
class RowChange:
    verb: str
    group: str
    row_id: str

    def apply(self, field: GroupField) -> bool:
        """Whether the group has changed: it takes no more rows than it may have, and removes only those that it has."""
        if self.verb == ADD:
            return field.add(self.row_id)
        return field.remove(self.row_id, is_removed=self.verb == REMOVE)

    def anchor(self, field: GroupField) -> str:
        """Where the person goes on: the first question of a new row, what was brought back, or the way to bring it back."""
        row = field.row_of(self.row_id)
        if row is None:
            return str(field.id)
        return row.first_id if self.verb == ADD else f"{row.name}-removed" if row.is_removed else row.name


def read_row_change(wanted: str) -> RowChange | None:
    """None for every other button, and for what no button of a page says."""
    verb, _colon, place = wanted.partition(":")
    group, _colon, row_id = place.partition(":")
    return RowChange(verb, group, row_id) if verb in (ADD, REMOVE, RESTORE) and is_row_id(row_id) else None
