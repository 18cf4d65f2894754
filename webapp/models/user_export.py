"""The list of users as a table for a spreadsheet: the people and the columns of its page, however many they are."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any

from webapp.languages import _, mark
from webapp.models.masking import masked_email, masked_name
from webapp.models.role_words import standing_alone
from webapp.models.user import NEVER
from webapp.models.user_list import COUNTED, Plan, Standing, exact_count, pasted, planned
from webapp.models.user_search import Asked

Words = dict[str, str]
# In a file moments say by which clock they are told.
HEADINGS = {
    "name": mark("Name"),
    "email": mark("Email"),
    "role": mark("Role"),
    "status": mark("Status"),
    "seen": mark("Last seen (UTC)"),
    "created": mark("Joined (UTC)"),
    "id": mark("Number"),
}
CELLS: dict[str, Callable[[Any, Words], str]] = {
    "name": lambda row, words: row.name,
    "email": lambda row, words: row.email,
    "role": lambda row, words: words[row.role],
    "status": lambda row, words: words[row.status],
    "seen": lambda row, words: moment(row.last_seen_at),
    "created": lambda row, words: moment(row.created_at),
    "id": lambda row, words: str(row.id),
}
MASKED = CELLS | {
    "name": lambda row, words: masked_name(row.name),
    "email": lambda row, words: masked_email(row.email),
}


class UserTable:
    """Those who were asked for, with the name and these columns; masked for who may not read whom they are."""

    def __init__(
        self, asked: Asked, sort: str, columns: Sequence[str], known: Standing, *, language: str, is_masked: bool
    ) -> None:
        self.asked, self.sort, self.columns = asked, sort, ("name", *columns)
        self.words, self.cells = standing_alone(language), MASKED if is_masked else CELLS
        # Who is seen meanwhile would move to the front, past where the walk is: people keep their number.
        self.plan: Plan | None = None if asked.addresses else planned(asked, "newest" if sort == "seen" else sort, known)

    @property
    def header(self) -> list[str]:
        return [_(HEADINGS[name]) for name in self.columns]

    def count(self) -> int:
        """How many there are, COUNTED and one where they are more."""
        return len(self.found()) if self.plan is None else min(self.plan.count, COUNTED + 1)

    def count_noted(self) -> int | str:
        """The same for the log, where it is worth counting to the end."""
        if self.plan is None or self.plan.count <= self.plan.most:
            return self.count()
        exact = exact_count(self.plan)
        return f"more than {COUNTED}" if exact is None else exact

    def found(self) -> Sequence[Any]:
        return pasted(self.asked, self.sort).page.rows

    def rows(self) -> Iterator[list[str]]:
        cells, words = [self.cells[name] for name in self.columns], self.words
        people = self.found() if self.plan is None else self.plan.keyset(is_whole=True).every(self.plan.values)
        for row in people:
            yield [cell(row, words) for cell in cells]


def moment(at: datetime) -> str:
    return "" if at == NEVER else f"{at:%Y-%m-%d %H:%M:%S}"
