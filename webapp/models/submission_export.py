"""Submissions as a table: the union of all versions' questions, read in slices, constant memory."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from typing import Any, Protocol

from sqlalchemy import bindparam, select

from webapp.clock import now
from webapp.database import read, stop_reading
from webapp.kinds.group_rows import in_row, most_rows, parts, row_name
from webapp.kinds.rows import rows_of
from webapp.languages import mark, said_in
from webapp.models.asking import asked_questions
from webapp.models.definition import Definition, Question
from webapp.models.form_status import FormStatus
from webapp.models.form_version import FormVersion
from webapp.models.reference import show_reference
from webapp.models.submission import Submission
from webapp.models.user import User

# The name of a question, in a row of a group with that, and which of its columns.
Column = tuple[str, int]
SLICE = 1000
CHUNK = 1 << 15
FIXED = (mark("Reference"), mark("Sent at (UTC)"), mark("Status"), mark("Name"), mark("Email"))
# What a spreadsheet would run as a formula, also in its full-width spelling (OWASP, CSV Injection).
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")

VERSIONS = select(FormVersion.id, FormVersion.number, FormVersion.definition).order_by(FormVersion.number.desc())
ROWS = (
    select(
        Submission.id,
        Submission.reference,
        Submission.submitted_at,
        Submission.version_id,
        Submission.answers,
        FormStatus.label.label("status"),
        User.name,
        User.email,
    )
    .join(User, User.id == Submission.user_id)
    .join(FormStatus, (FormStatus.form_id == Submission.form_id) & (FormStatus.key == Submission.status))
    .where(Submission.form_id == bindparam("form_id"), Submission.id > bindparam("after"))
    .order_by(Submission.id)
    .limit(SLICE)
)


class SubmissionTable:
    """One form's submissions as header and rows; `status` narrows them ("" for all)."""

    def __init__(self, form_id: int, locale: str, status: str = "") -> None:
        self.form_id, self.locale, self.status = form_id, locale, status
        stored = read(VERSIONS.where(FormVersion.form_id == form_id)).all()
        self.numbers = {row.id: row.number for row in stored}
        self.definitions = {row.id: Definition.parse(row.definition) for row in stored}
        self.columns: dict[Column, str] = {}
        for definition in self.definitions.values():  # newest first: retired questions come last
            for question in definition.questions:
                for column, header in columns_of(question, locale):
                    self.columns.setdefault(column, header)

    @property
    def header(self) -> list[str]:
        return [*(said_in(self.locale, word) for word in FIXED), *self.columns.values()]

    def rows(self) -> Iterator[list[str]]:
        """Every submission as cells, oldest first."""
        return map(self.row, self.stored())

    def documents(self) -> Iterator[dict[str, Any]]:
        """Every submission as JSON can hold it: its answers by the questions' ids, as they are stored."""
        for row in self.stored():
            yield {
                "reference": show_reference(row.reference),
                "sent_at": row.submitted_at.isoformat(),
                "status": row.status,
                "name": row.name,
                "email": row.email,
                "version": self.numbers[row.version_id],
                "answers": row.answers,
            }

    def stored(self) -> Iterator[Any]:
        """The rows behind them. Each slice is a reading transaction of its own: nobody waits for a long export."""
        after = 0
        statement = ROWS.where(Submission.status == self.status) if self.status else ROWS
        while slice_ := read(statement, {"form_id": self.form_id, "after": after}).all():
            stop_reading()
            yield from slice_
            after = slice_[-1].id

    def row(self, row: Any) -> list[str]:
        sent = row.submitted_at.strftime("%Y-%m-%d %H:%M:%S")
        cells = self.cells(self.definitions[row.version_id], row.answers)
        fixed = [show_reference(row.reference), sent, row.status, row.name, row.email]
        return fixed + [cells.get(column, "") for column in self.columns]

    def cells(self, definition: Definition, answers: dict[str, Any]) -> dict[Column, str]:
        """A submission's answers by column, read by the version it was given under."""
        asked = asked_questions(definition, self.locale)
        found: dict[Column, str] = {}
        for question in definition.questions:
            for name, one, value in given(question, answers):
                found |= {(name, n): cell for n, cell in enumerate(one.kind.cells(asked[one.uid], value))}
        return found


def columns_of(question: Question, locale: str) -> Iterator[tuple[Column, str]]:
    """(column, header) of a question; of a group, those of each row that it takes, one row after the other: what a row
    asks may differ between versions, and its columns are still those of the same question in the same row."""
    asked = question.in_language(locale)
    if not question.is_group:
        yield from (((question.uid, n), header) for n, header in enumerate(question.kind.columns(asked)))
        return
    for number in range(1, most_rows(asked) + 1):
        for part in parts(asked):
            for n, header in enumerate(part.kind.columns(part.asked)):
                yield (f"{question.uid}-{number}-{part.asked.uid}", n), in_row(row_name(asked, number), header)


def given(question: Question, answers: Mapping[str, Any]) -> Iterator[tuple[str, Question, Any]]:
    """(name of its columns, question, answer); of a group, each of each row."""
    if question.uid in answers and not question.is_group:
        yield question.uid, question, answers[question.uid]
    for number, row in enumerate(rows_of(answers.get(question.uid)) if question.is_group else (), 1):
        for inner in question.items:
            if inner.uid in row.answers:
                yield f"{question.uid}-{number}-{inner.uid}", inner, row.answers[inner.uid]


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


class Rows(Protocol):
    """A table that is read while it is written."""

    @property
    def header(self) -> list[str]: ...
    def rows(self) -> Iterator[list[str]]: ...


def csv_lines(table: Rows) -> Iterator[str]:
    """The table as CSV, some lines at a time, with the byte-order mark by which spreadsheets know UTF-8."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    buffer.write("\ufeff")
    writer.writerow([harmless(header) for header in table.header])
    for cells in table.rows():
        writer.writerow([harmless(cell) for cell in cells])
        if buffer.tell() > CHUNK:
            yield taken(buffer)
    yield taken(buffer)


def json_lines(table: SubmissionTable) -> Iterator[str]:
    """The table as one JSON array, a submission a line."""
    between = "[\n"
    for document in table.documents():
        yield between + json.dumps(document, ensure_ascii=False)
        between = ",\n"
    yield "\n]\n" if between == ",\n" else "[]\n"


def taken(buffer: io.StringIO) -> str:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text


def file_name(slug: str, ending: str) -> str:
    return f"{slug}-{now():%Y-%m-%d}.{ending}"
