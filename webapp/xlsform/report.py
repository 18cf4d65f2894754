"""What became of a workbook: the document, and a sentence for each thing that is not as it was."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Note:
    """`row` of the sheet `survey`, 0 for the whole form; `is_left_out`: gone, and not just otherwise."""

    row: int
    name: str
    sentence: str
    is_left_out: bool


@dataclass(slots=True)
class Report:
    """`carried`: questions and texts of the form that came of it, inner ones too."""

    notes: list[Note] = field(default_factory=list)
    carried: int = 0
    known: set[Note] = field(default_factory=set)

    def changed(self, row: int, name: str, sentence: str) -> None:
        self._note(Note(row, name, sentence, False))

    def left_out(self, row: int, name: str, sentence: str) -> None:
        self._note(Note(row, name, sentence, True))

    def _note(self, note: Note) -> None:
        if note not in self.known:
            self.known.add(note)
            self.notes.append(note)


@dataclass(frozen=True, slots=True)
class Imported:
    document: Mapping[str, Any]
    report: Report
