"""People who fill in a form and send it, past the engine alone, and everything that is read from what they sent."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from random import Random
from types import SimpleNamespace
from typing import Any

from jsonschema import Draft202012Validator
from werkzeug.datastructures import MultiDict

from tests.support.fuzz.answers import UNKNOWN
from tests.support.fuzz.pages import Typist
from webapp.kinds.rows import rows_of
from webapp.models.answer_inputs import asked_questions
from webapp.models.answering import Filling, answers_json, answers_sha256
from webapp.models.definition import Definition, Page
from webapp.models.page_saving import change_rows
from webapp.models.submission_export import SubmissionTable, columns_of, csv_lines, harmless, json_lines
from webapp.models.submission_rows import counted, searched, summary_of

TODAY = date(2026, 11, 21)
MOMENT = datetime(2026, 11, 21, 12, tzinfo=UTC)
MOST_PAGES = 40
# So often a control gets something else than an answer, as long as somebody has not had enough of it.
ERROR = 0.15


def kept(document: Any) -> Any:
    """As a database gives it back; PostgreSQL keeps neither NUL nor half a surrogate pair."""
    written = json.dumps(document, ensure_ascii=False)
    written.encode()
    assert "\\u0000" not in written
    return json.loads(written)


class Visitor:
    """Somebody with a draft of a form."""

    def __init__(self, definition: Definition, dice: Random) -> None:
        self.definition, self.dice = definition, dice
        self.typist = Typist(dice)
        self.items = {item["uid"]: item for page in definition.document["pages"] for item in page.get("items", [])}
        offered = MultiDict([("f_1", "x"), *((one.uid, "flyer") for one in definition.questions if one.prefill)])
        self.filling = Filling(definition, {}, today=TODAY).prefilled(offered if dice.random() < 0.3 else MultiDict())

    def send(self) -> dict[str, Any] | None:
        """What is sent in the end; None when they gave up."""
        for step in range(MOST_PAGES):
            page = self.next_page(step)
            if page is None:
                wrong = self.filling.check_all()
                if not wrong:
                    return self.filling.to_send()
                page = self.definition.page(next(iter(wrong))) or self.definition.pages[0]
            self.post(page, ERROR if step < MOST_PAGES / 4 else 0.0)
        return None

    def next_page(self, step: int) -> Page | None:
        """Mostly where one goes on; now and then a page from before once more."""
        if step and step < MOST_PAGES / 4 and self.dice.random() < 0.1:
            return self.dice.choice([page for page in self.filling.pages if self.filling.is_reachable(page)] or [None])
        return self.filling.first_incomplete()

    def post(self, page: Page, error: float) -> None:
        inputs = self.filling.inputs(page)
        rows = {group.uid: [row.id for row in field.standing] for group, field in inputs.groups}
        self.typist.drawn = frozenset(field.name for field in inputs.drawn)
        pairs, wanted = self.typist.page(page, self.items, rows, error)
        inputs = self.filling.inputs(page, MultiDict(pairs))
        change_rows(inputs, wanted)
        assert all(field.label and field.drawing for field in inputs.drawn)
        after = self.filling.merged(inputs, is_done=wanted == "continue")
        answers, raw = kept(dict(after.answers)), kept(dict(after.raw))
        self.filling = Filling(self.definition, answers, raw, today=TODAY)

    def changed(self, sent: dict[str, Any]) -> Iterator[tuple[str, Any, Any]]:
        """(control, what was typed, what was sent instead), where what was typed last is known."""
        for uid, value in sent.items():
            if self.items[uid]["kind"] == "group":
                each = [(f"{uid}-{row.id}-{inner}", one) for row in rows_of(value) for inner, one in row.answers.items()]
            else:
                each = [(uid, value)]
            for name, one in each:
                typed = self.typist.known.get(name, UNKNOWN)
                if typed is not UNKNOWN and one != typed:
                    yield name, typed, one


def faces(definition: Definition, sent: dict[str, Any], *, deep: bool) -> None:
    """What is read from a submission: shown, counted, searched, changed without a change. None of it alters an answer."""
    stored = kept(json.loads(answers_json(sent)))
    assert stored == sent
    assert answers_sha256(stored) == answers_sha256(sent)
    shown = Filling(definition, stored, today=TODAY, is_sent=True)
    assert shown.to_send() == sent
    again = Filling(definition, stored, today=TODAY)
    assert (again.to_send(), again.check_all(), again.first_incomplete()) == (sent, {}, None)
    assert all(row.text for page in shown.summary(unseen=True) for row in page.rows)
    assert all(0 < len(key) <= 64 for _uid, key in (*shown.keys(), *counted(shown), *shown.picks()))
    assert len(summary_of(shown)) <= 200
    assert searched("ABCD", shown).startswith("abcd")
    asked = asked_questions(definition, "en")
    for question, value in definition.single_answers(sent):
        if question.is_typed:
            assert question.kind.parse(asked[question.uid], question.kind.retype(asked[question.uid], value), TODAY) == value
        if deep:
            Draft202012Validator(question.kind.json_schema(asked[question.uid])).validate(value)


class Table(SubmissionTable):
    """The export of submissions that no database holds."""

    def __init__(self, definition: Definition, sent: list[dict[str, Any]]) -> None:
        self.locale, self.numbers, self.definitions, self.sent = "en", {1: 1}, {1: definition}, sent
        self.columns = dict(pair for question in definition.questions for pair in columns_of(question, "en"))

    def stored(self) -> Iterator[Any]:
        for answers in self.sent:
            told = {"reference": "ABCDEFGH", "submitted_at": MOMENT, "status": "Received", "name": "Ada", "email": "a@b.org"}
            yield SimpleNamespace(**told, version_id=1, answers=kept(answers))


def exported(definition: Definition, sent: list[dict[str, Any]]) -> None:
    """Both files, read back: in the one the answers as they were sent, in the other each cell as its kind writes it."""
    table = Table(definition, sent)
    assert [one["answers"] for one in json.loads("".join(json_lines(table)))] == sent
    header, *rows = csv.reader(io.StringIO("".join(csv_lines(table)).removeprefix("\ufeff"), newline=""))
    assert (len(header), len(rows)) == (5 + len(table.columns), len(sent))
    assert rows == [[harmless(cell) for cell in cells] for cells in table.rows()]
    texts = {question.uid for question in definition.questions if question.kind_name in {"text", "long_text", "number", "email"}}
    for row, answers in zip(rows, sent, strict=True):
        cells = dict(zip(table.columns, row[5:], strict=True))
        for uid in texts & answers.keys():
            assert cells[uid, 0] == harmless(answers[uid] or "")
