"""The sheet `survey` as pages: each group at the top is a page, what stands alone is gathered, a repeat is a group here."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from webapp.languages import _
from webapp.models.definition_reading import MOST_PAGES, MOST_QUESTIONS
from webapp.xlsform.conditions import Clean
from webapp.xlsform.names import Names, Target
from webapp.xlsform.questions import LONGEST_LABEL, Choices, kind_of, plain_text
from webapp.xlsform.report import Report
from webapp.xlsform.tongues import Tongues
from webapp.xlsform.workbook import Row, Unreadable

ON_ONE_PAGE = 8
DEEPEST = 20
_COUNT = re.compile("[1-9][0-9]{0,8}")
_OPENS = {"begin group", "begin_group", "begin lgroup"}
_REPEATS = {"begin repeat", "begin_repeat"}
_CLOSES = {"end group", "end_group", "end lgroup", "end repeat", "end_repeat"}


@dataclass(slots=True)
class Asked:
    """An item on its way: the row that it comes of, and the rows around it whose conditions it shares."""

    row: Row
    item: dict[str, Any]
    around: list[Row]
    target: Target | None = None
    show: Clean | None = None


@dataclass(slots=True)
class Sheet:
    """A page on its way; `row` is the group that it comes of."""

    uid: str
    title: dict[str, str]
    row: Row | None
    items: list[Asked] = field(default_factory=list)
    show: Clean | None = None


class Survey:
    """Walks the rows once and lays out pages and items; names are then known, so that formulas can be read."""

    def __init__(self, rows: list[Row], choices: Choices, tongues: Tongues, report: Report) -> None:
        self.choices, self.tongues, self.report = choices, tongues, report
        self.names = Names()
        self.pages: list[Sheet] = []
        self.is_loose = False
        # What is open: each with its row; a page is the first of them, a repeat has its item.
        self.open: list[tuple[str, Row, Asked | None]] = []
        # Items so far, and rows that came when there were as many as a form has.
        self.number = self.beyond = 0
        for row in rows:
            self._take(row)
        self.pages = [page for page in self.pages if page.items]
        self._fit()

    def _take(self, row: Row) -> None:
        said = " ".join(row["type"].lower().split())
        if not said or row["disabled"].lower() in {"yes", "true"}:
            return
        if len(self.open) > DEEPEST:
            raise Unreadable(_("The groups of the workbook are nested too deep."))
        if said in _OPENS:
            self._open_group(row)
        elif said in _REPEATS:
            self._open_repeat(row)
        elif said in _CLOSES:
            if self.open:
                self.open.pop()
            self.is_loose = self.is_loose and bool(self.open)
        else:
            self._ask(row)

    def _open_group(self, row: Row) -> None:
        if not self.open:
            self._new_page(row, self.tongues.words(row, "label", 200))
        elif self.number < MOST_QUESTIONS and self.tongues.words(row, "label", 1):
            self.open.append(("group", row, None))
            self._add(row, {"kind": "guidance", "text": heading(self.tongues.words(row, "label", 1000))})
            return
        self.open.append(("group", row, None))

    def _open_repeat(self, row: Row) -> None:
        if not self.open:
            self._new_page(row, self.tongues.words(row, "label", 200))
        if self._repeat() is not None:
            nested = _("A repeat inside a repeat is asked once for each row of the outer one.")
            self.report.changed(row.number, row["name"], nested)
            self.open.append(("group", row, None))
            return
        most = {"max": min(int(row["repeat_count"]), 50)} if _COUNT.fullmatch(row["repeat_count"]) else {}
        if row["repeat_count"] and not most:
            self.report.changed(
                row.number, row["name"], _("People say themselves how many there are: the count is not worked out.")
            )
        asked = self._add(row, {"kind": "group", "label": self._label(row), "items": [], **most})
        self.open.append(("repeat", row, asked))

    def _repeat(self) -> Asked | None:
        return next((asked for kind, _row, asked in self.open if kind == "repeat"), None)

    def _new_page(self, row: Row | None, title: dict[str, str]) -> None:
        uid = self.names.uid("p", row["name"] if row else f"page{len(self.pages) + 1}")
        self.pages.append(Sheet(uid, plain_text(title), row))
        self.is_loose = row is None

    def _ask(self, row: Row) -> None:
        if self.number >= MOST_QUESTIONS:
            self.beyond += 1
            return
        if row["type"].strip().lower() == "today":
            self.names.today.add(row["name"])
        found = kind_of(row, self.choices, self.report)
        if found is None:
            return
        item, keys = found
        if not self.open and not (self.pages and self.is_loose and len(self.pages[-1].items) < ON_ONE_PAGE):
            self._new_page(None, {})
        if item["kind"] == "guidance":
            item["text"] = self.tongues.words(row, "label", 5_000) or {self.tongues.own: row["name"]}
        else:
            item |= {"label": self._label(row)}
        asked = self._add(row, item)
        repeat = self._repeat()
        asked.target = Target(asked.item["uid"], item["kind"], keys, repeat.item["uid"] if repeat else "")
        self.names.targets.setdefault(row["name"], asked.target)

    def _label(self, row: Row) -> dict[str, str]:
        label = self.tongues.words(row, "label", LONGEST_LABEL)
        if any(len(text) > LONGEST_LABEL for text in row.words.get("label", {}).values()):
            self.report.changed(row.number, row["name"], _("Its label was cut: labels have 500 characters at most."))
        return plain_text(label) or {self.tongues.own: row["name"] or row["type"]}

    def _add(self, row: Row, item: dict[str, Any]) -> Asked:
        """Put an item where the walk is: into the open repeat, else onto the page."""
        self.number += 1
        item = item | {"uid": self.names.uid("f", row["name"] or item["kind"])}
        asked = Asked(row, item, [one for kind, one, _asked in self.open[1:] if kind == "group"])
        repeat = self._repeat()
        if repeat is not None:
            repeat.item["items"].append(asked)
        else:
            self.pages[-1].items.append(asked)
        if item["kind"] == "group":
            asked.target = Target(asked.item["uid"], "group")
            self.names.targets.setdefault(row["name"], asked.target)
        return asked

    def _fit(self) -> None:
        """Within the limits of a form: pages beyond the last are joined to it, questions beyond the last are left out."""
        while len(self.pages) > MOST_PAGES:
            last = self.pages.pop()
            self.pages[-1].items += last.items
            self.report.changed(0, "", _("The last pages are one: a form has %(most)s pages at most.", most=MOST_PAGES))
        room = MOST_QUESTIONS
        for asked in self.every():
            room -= 1
            if room < 0:
                asked.item["kind"] = ""
        room = min(room, 0) - self.beyond
        if room < 0:
            many = _(
                "A form has %(most)s questions at most: the last %(number)s are left out.", most=MOST_QUESTIONS, number=-room
            )
            self.report.left_out(0, "", many)
            self._drop()

    def _drop(self) -> None:
        for page in self.pages:
            page.items = [asked for asked in page.items if asked.item["kind"]]
            for asked in page.items:
                if "items" in asked.item:
                    asked.item["items"] = [inner for inner in asked.item["items"] if inner.item["kind"]]
        self.pages = [page for page in self.pages if page.items]
        kept = {asked.item["uid"] for asked in self.every()}
        self.names.targets = {name: target for name, target in self.names.targets.items() if target.uid in kept}

    def every(self) -> Iterator[Asked]:
        """Every item in order, those of repeats after their group."""
        for page in self.pages:
            for asked in page.items:
                yield asked
                yield from asked.item.get("items", ())


def heading(words: dict[str, str]) -> dict[str, str]:
    return {code: f"### {' '.join(text.split())}" for code, text in plain_text(words).items()}
